//! Ranges of answers in damaged text: what an editor refuses, or what would replace more than a person means, is never answered.

use std::fs;

use aib_ls::document::{Document, Language};
use aib_ls::ide::actions::{self, Request, Target, suppress::SettingsFile};
use aib_ls::ide::completion::{self, Item, parameter_file};
use aib_ls::ide::definition::definition;
use aib_ls::ide::inlay_hints::inlay_hints;
use aib_ls::ide::name::{From, RenameContext};
use aib_ls::ide::symbols::Symbol;
use aib_ls::ide::{folding, hover, links, references, rename, selection_range, semantic_tokens, symbols};
use aib_ls::model::parameters::ParameterFile;
use aib_ls::rules;
use aib_ls::settings::{Hints, Settings};
use aib_ls::text::edit::Edit;
use aib_ls::text::span::Span;

use crate::ide::completion::wide;
use crate::support::outside::{files_below, outside};
use crate::support::samples;

/// Longer samples take long in a test and show nothing more.
const MAX_LEN: usize = 5_000;

/// Numbers that look random and are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    fn place(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.below(text.len() + 1))
    }

    /// A text with some damage: it is cut, has holes, pieces of it are somewhere else, and a character too many is in it.
    fn damaged(&mut self, text: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..=self.below(4) {
            let (at, length) = (self.place(&text), self.below(60));
            let end = text.floor_char_boundary((at + length).min(text.len())).max(at);
            match self.below(4) {
                0 => text.truncate(text.floor_char_boundary(text.len() - self.below(text.len() / 2))),
                1 => text.replace_range(at..end, ""),
                2 => {
                    let piece = text[at..end].to_owned();
                    let to = self.place(&text);
                    text.insert_str(to, &piece);
                }
                _ => {
                    const PIECES: [&str; 12] = ["\"", "\n", "'", "{", "}", "[", "]", ",", ":", "(", "\"[", "\r"];
                    text.insert_str(at, PIECES[self.below(PIECES.len())]);
                }
            }
        }
        text
    }
}

/// What a client demands of the range of a completion: one line, around the cursor, and no quote on the way but those of the word.
fn check_range(text: &str, at: u32, span: Span, item: &Item) {
    let about = || {
        format!(
            "{} at {at} replaces {:?} in {text}",
            item.label,
            text.get(span.start as usize..span.end as usize)
        )
    };
    assert!(span.start <= at && at <= span.end, "{}", about());
    let written = text.get(span.start as usize..span.end as usize);
    let written = written.unwrap_or_else(|| panic!("{}", about()));
    assert!(!written.contains(['\n', '\r']), "{}", about());
    let quotes: Vec<usize> = written
        .match_indices('"')
        .map(|it| it.0)
        .filter(|it| !is_escaped(written, *it))
        .collect();
    let before = (at - span.start) as usize;
    let (left, right): (Vec<usize>, Vec<usize>) = quotes.iter().partition(|it| **it < before);
    // Behind a closed string the whole of it is replaced.
    let is_behind = before == written.len() && left.len() == 2 && left[0] == 0 && left[1] + 1 == before;
    assert!(left.is_empty() || left == [0] || is_behind, "{}", about());
    assert!(
        right.is_empty() || right.len() == 1 && right[0] + 1 == written.len() || (left.is_empty() && right[0] == 0),
        "{}",
        about()
    );
}

fn is_escaped(text: &str, at: usize) -> bool {
    text[..at].bytes().rev().take_while(|it| *it == b'\\').count() % 2 == 1
}

fn check_completion(text: &str, at: u32, items: &[Item]) {
    for item in items {
        let insertion = &item.insertion;
        check_range(text, at, insertion.edit.span, item);
        check_edits(text, &wide(insertion));
        if let Some(narrow) = &insertion.narrow {
            check_range(text, at, narrow.edit.span, item);
            check_edits(
                text,
                &insertion
                    .comma_before
                    .iter()
                    .chain([&narrow.edit])
                    .cloned()
                    .collect::<Vec<_>>(),
            );
        }
    }
}

/// Edits of one text: in it, at whole characters, and apart.
fn check_edits(text: &str, edits: &[Edit]) {
    let mut spans: Vec<Span> = edits.iter().map(|it| inside(text, it.span)).collect();
    spans.sort_by_key(|it| (it.start, it.end));
    let is_apart = spans.windows(2).all(|it| it[0].end <= it[1].start);
    assert!(is_apart, "{edits:?} overlap in {text}");
}

fn inside(text: &str, span: Span) -> Span {
    let is_inside = span.start <= span.end && text.get(span.start as usize..span.end as usize).is_some();
    assert!(is_inside, "{span:?} is not in {text}");
    span
}

fn check_symbol(text: &str, symbol: &Symbol) {
    let whole = inside(text, symbol.span);
    assert!(whole.contains(inside(text, symbol.selection)), "{symbol:?} in {text}");
    symbol.children.iter().for_each(|it| check_symbol(text, it));
}

/// What is asked once about a text.
fn check_text(doc: &Document) {
    let text = doc.text();
    let whole = Span::new(0, text.len() as u32);
    symbols::symbols(doc).iter().for_each(|it| check_symbol(text, it));
    folding::folding(doc).iter().for_each(|it| {
        inside(text, it.span);
    });
    links::links(doc).iter().for_each(|it| {
        inside(text, it.span);
    });
    links::web_links(doc).iter().for_each(|it| {
        assert!(!inside(text, it.span).is_empty(), "{it:?} in {text}");
    });
    let hints = inlay_hints(
        doc,
        whole,
        Hints {
            values: true,
            defaults: true,
        },
    );
    hints.iter().for_each(|it| {
        inside(text, Span::at(it.at));
    });
    let tokens = semantic_tokens::semantic_tokens(doc, whole);
    for token in &tokens {
        assert!(
            !inside(text, token.span).of(text).contains(['\n', '\r']),
            "{token:?} in {text}"
        );
    }
    assert!(
        tokens.windows(2).all(|it| it[0].span.end <= it[1].span.start),
        "{tokens:?} in {text}"
    );
}

/// What is asked about a place.
fn check_place(doc: &Document, at: u32) {
    let text = doc.text();
    check_completion(text, at, &completion::completion(doc, at, &Vec::new));
    if let Some(hover) = hover::hover(doc, at) {
        assert!(
            inside(text, hover.span).touches(at),
            "{:?} at {at} in {text}",
            hover.span
        );
    }
    let from = From::Document(at);
    let context = || RenameContext { doc, file: None, from };
    for it in definition(context()) {
        assert!(inside(text, it.from).touches(at), "{it:?} at {at} in {text}");
        assert!(
            inside(text, it.whole).contains(inside(text, it.name)),
            "{it:?} in {text}"
        );
    }
    if let Some((span, _)) = rename::prepare(context()) {
        assert!(inside(text, span).touches(at), "{span:?} at {at} in {text}");
    }
    if let Some(Ok(changes)) = rename::rename(context(), None, "other") {
        check_edits(text, &changes.here);
    }
    let growing = selection_range::selection_range(doc, at);
    growing.iter().for_each(|it| {
        assert!(inside(text, *it).touches(at), "{it:?} at {at} in {text}");
    });
    references::highlights(doc, at).iter().for_each(|it| {
        inside(text, it.span);
    });
}

fn check_actions(doc: &Document, at: u32) {
    let settings = Settings::default();
    let findings = rules::check(doc, &settings);
    for finding in &findings {
        inside(doc.text(), finding.span);
        finding.fixes.iter().for_each(|it| check_edits(doc.text(), &it.edits));
    }
    let request = Request {
        doc,
        script: None,
        findings: &findings,
        settings: &settings,
        span: Span::at(at),
        wants: &|_| true,
        is_selective: true,
        file_name: None,
        offers_rewrites: true,
        folder: None,
        settings_file: Some(&SettingsFile {
            text: "",
            document: Some("web.json"),
        }),
        parameter_file: &|| None::<&ParameterFile>,
    };
    let offered = actions::actions(&request);
    let here = offered.iter().filter(|it| it.target == Target::Document);
    here.for_each(|it| check_edits(doc.text(), &it.edits));
}

fn check(text: &str, step: usize, random: &mut Random) {
    let doc = Document::new(text.to_owned(), Language::Json, None);
    check_text(&doc);
    let places = (random.below(step)..=text.len()).step_by(step);
    places
        .filter(|it| text.is_char_boundary(*it))
        .for_each(|at| check_place(&doc, at as u32));
    check_actions(&doc, random.place(text) as u32);
}

#[test]
fn damaged_templates_have_no_impossible_ranges() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let rounds = std::env::var("AIB_LS_RANGES").map_or(1, |it| it.parse().unwrap());
    let own = samples::templates()
        .into_iter()
        .filter(|it| it.0.contains("samples/") && it.1.len() <= MAX_LEN);
    for (_, text) in own {
        for _ in 0..rounds {
            check(&random.damaged(&text), 3, &mut random);
        }
    }
}

#[test]
fn hostile_templates_have_no_impossible_ranges() {
    let Some(cases) = outside("AIB_LS_CASES") else { return };
    for path in files_below(&cases.join("hostile"), "json") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("completion-range") {
            check(&fs::read_to_string(path).unwrap(), 1, &mut Random(1));
        }
    }
}

#[test]
fn a_damaged_parameter_file_has_no_impossible_ranges() {
    let template = r#"{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
      "parameters": { "size": { "type": "string", "defaultValue": "a\nb", "allowedValues": ["Standard_D2s_v5", "a"] }, "on": { "type": "bool" },
        "tags": { "type": "object", "defaultValue": { "a": 1 } } },
      "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "name": "web", "properties": {} }] }"#;
    let template = Document::new(template.to_owned(), Language::Json, None);
    let file = "{\n  \"parameters\": {\n    \"size\": { \"value\": \"Standard\" },\n    \"on\": { \"value\": true },\n    \"tags\": { \"value\": {} }\n  }\n}\n";
    let mut random = Random(7);
    for _ in 0..300 {
        let file = Document::new(random.damaged(file), Language::Json, None);
        let text = file.text();
        for at in (0..=text.len()).filter(|it| text.is_char_boundary(*it)) {
            check_completion(text, at as u32, &parameter_file::items(&template, &file, at as u32));
        }
    }
}
