//! Changes as an editor sends them: the rope, the lines and the findings that are kept are those of the text read anew.

use aib_ls::document::Document;
use aib_ls::lsp::from_proto;
use aib_ls::rules;
use aib_ls::rules::engine::memo::Memo;
use aib_ls::settings::Settings;
use aib_ls::text::edit::{self, Edit};
use aib_ls::text::lines::Lines;
use aib_ls::text::rope::{Encoding, Text};
use aib_ls::text::span::Span;

use crate::hold;
use crate::input::{Choices, Input};

/// What is typed.
const TYPED: [&str; 20] = [
    "",
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\n",
    "\r",
    "\r\n",
    "4",
    "x",
    "é",
    "😀",
    "\\",
    "//",
    "2020-02-14",
    "[variables('a')]",
    "// aib-ls: ignore",
];

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let mut text = input.text();
    let choices = &mut input.choices;
    let mut rope = Text::from(text.as_str());
    let settings = Settings::default();
    let (_, mut memo) = rules::check_again(&hold::document(&text), &settings, &Memo::default());
    let mut doc = hold::document(&text);
    for _ in 0..1 + choices.below(6) {
        let change = typed(&text, choices);
        let before = text.clone();
        text = edit::apply(&text, std::slice::from_ref(&change));
        rope.apply(&change);
        assert_eq!(String::from(&rope), text);
        assert_eq!(rope, Text::from(text.as_str()));
        hold_positions(&rope, &text, choices);
        hold_composed(&before, &change, &text, choices);
        doc = doc.with_text(text.clone());
        hold_same_tree(&doc, &hold::document(&text));
        let (found, next) = rules::check_again(&doc, &settings, &memo);
        let fresh = rules::check(&doc, &settings);
        assert_eq!(shown(&found.findings), shown(&fresh), "{text:?} after {before:?}");
        memo = next;
    }
}

fn typed(text: &str, choices: &mut Choices<'_>) -> Edit {
    let start = choices.offset(text);
    let rest = &text[start as usize..];
    let len: usize = rest.chars().take(choices.below(9)).map(char::len_utf8).sum();
    // A word that is in the text already moves or repeats a part of it.
    let new_text = match choices.below(TYPED.len() + 4) {
        at if at < TYPED.len() => TYPED[at].to_owned(),
        _ => choices.span(text).of(text).chars().take(200).collect(),
    };
    Edit::replace(Span::new(start, start + len as u32), new_text)
}

/// Lines and characters of a byte, counted one by one.
fn counted(text: &str, offset: usize, encoding: Encoding) -> (u32, u32) {
    let ends_between = text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
    let before = &text[..offset - usize::from(ends_between)];
    let joined = before.replace("\r\n", "\n").replace('\r', "\n");
    let line = joined.matches('\n').count();
    let last = joined.rsplit('\n').next().unwrap_or_default();
    let character = match encoding {
        Encoding::Utf8 => last.len(),
        Encoding::Utf16 => last.encode_utf16().count(),
        Encoding::Utf32 => last.chars().count(),
    };
    (line as u32, character as u32)
}

fn hold_positions(rope: &Text, text: &str, choices: &mut Choices<'_>) {
    let lines = Lines::new(text);
    for encoding in ENCODINGS {
        let offset = choices.offset(text);
        let position = counted(text, offset as usize, encoding);
        assert_eq!(rope.position(offset, encoding), position, "{offset} in {text:?}");
        assert_eq!(lines.position(offset, encoding), position, "{offset} in {text:?}");
        let back = rope.offset(position.0, position.1, encoding);
        let is_between = text[..offset as usize].ends_with('\r') && text[offset as usize..].starts_with('\n');
        assert_eq!(back + u32::from(is_between), offset, "{text:?}");
        let line = rope.line(position.0);
        assert_eq!(lines.line_span(position.0), line, "{text:?}");
        hold::inside(text, line, &position);
        // Positions outside the text are taken for the nearest inside.
        let wild = (choices.below(300) as u32, choices.below(300) as u32);
        let at = rope.offset(wild.0, wild.1, encoding);
        hold::inside(text, Span::at(at), &wild);
        let range = range(wild, position);
        hold::inside(text, from_proto::span(rope, range, encoding), &range);
    }
}

fn range(from: (u32, u32), to: (u32, u32)) -> tower_lsp::lsp_types::Range {
    let position = |it: (u32, u32)| tower_lsp::lsp_types::Position::new(it.0, it.1);
    tower_lsp::lsp_types::Range::new(position(from), position(to))
}

/// Two edits in one step do what they do one after the other.
fn hold_composed(before: &str, first: &Edit, middle: &str, choices: &mut Choices<'_>) {
    let second = typed(middle, choices);
    let composed = edit::compose(before, std::slice::from_ref(first), std::slice::from_ref(&second));
    let after = edit::apply(middle, &[second]);
    assert_eq!(hold::applied(before, &composed, first), after, "{before:?}");
}

fn hold_same_tree(own: &Document, fresh: &Document) {
    let nodes = |it: &Document| {
        let nodes = hold::nodes(it.tree());
        nodes
            .iter()
            .map(|it| (it.kind(), it.span(), it.entry_span()))
            .collect::<Vec<_>>()
    };
    assert_eq!(nodes(own), nodes(fresh));
    assert_eq!(own.tree().errors(), fresh.tree().errors());
    assert_eq!(own.kind(), fresh.kind());
}

fn shown(findings: &[aib_ls::rules::engine::finding::Finding]) -> Vec<String> {
    let line = |it: &aib_ls::rules::engine::finding::Finding| {
        let (id, level, span, about) = (it.rule.id, it.level, it.span, it.about);
        format!(
            "{id} {level:?} {span:?} {about:?} {} {:?} {:?}",
            it.message.en, it.related, it.fixes
        )
    };
    findings.iter().map(line).collect()
}
