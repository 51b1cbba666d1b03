//! Real templates, whole and mutilated: everything answers, nothing panics, every place lies
//! inside the text.

use std::collections::BTreeSet;
use std::sync::Arc;

use aib_ls::document::{Document, Language};
use aib_ls::ide::{code_lens, completion, hover, symbols};
use aib_ls::insight::migrate;
use aib_ls::insight::permissions;
use aib_ls::locale::Lang;
use aib_ls::model::parameters::ParameterFile;
use aib_ls::report::permissions::{az, bicep, role};
use aib_ls::rules::{self, Level};
use aib_ls::settings::Settings;
use aib_ls::text::lines::Lines;
use aib_ls::text::span::Span;
use rayon::prelude::*;

use crate::support::fixes::{self, State};
use crate::support::samples::templates as texts;

/// Asks everything that can be asked of a text.
fn ask(name: &str, text: String, at: u32) {
    let len = text.len() as u32;
    let doc = Document::new(text, Language::Json, None);
    let inside = |span: Span| {
        let ok = span.start <= span.end
            && span.end <= len
            && doc.text().get(span.start as usize..span.end as usize).is_some();
        assert!(ok, "{name}: {span:?} in a text of {len} bytes");
    };
    let mut waiting: Vec<_> = doc.tree().root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        inside(node.entry_span());
        for child in node.children() {
            assert!(
                node.span().contains(child.entry_span()),
                "{name}: a child outside its parent"
            );
            waiting.push(child);
        }
    }
    for error in doc.tree().errors() {
        inside(error.span);
        inside(error.fix_span);
    }
    for finding in rules::check(&doc, &Settings::default()) {
        inside(finding.span);
        finding.related.iter().for_each(|it| inside(it.span));
        finding
            .fixes
            .iter()
            .flat_map(|it| &it.edits)
            .for_each(|it| inside(it.span));
    }
    hover::hover(&doc, at).iter().for_each(|it| inside(it.span));
    for item in completion::completion(&doc, at, &Vec::new) {
        let insertion = item.insertion;
        let commas = insertion.comma_before.iter().chain(&insertion.comma_after);
        commas.chain([&insertion.edit]).for_each(|it| inside(it.span));
    }
    symbols::symbols(&doc).iter().for_each(|it| inside(it.span));
    code_lens::code_lens(&doc).iter().for_each(|it| inside(it.span));
    ask_about_permissions(&doc, inside);
    ask_about_moves(name, &doc, inside);
}

/// Whatever is moved of a text has its places in it, and what is left in the text afterwards.
fn ask_about_moves(name: &str, doc: &Document, inside: impl Fn(Span)) {
    let moved = migrate::document(doc, "2024-02-01", None);
    for migration in moved.outcomes.iter().filter_map(|it| it.result.as_ref().ok()) {
        for step in &migration.steps {
            inside(step.at);
            step.edits.iter().for_each(|it| inside(it.span));
        }
        let after = moved.after.as_ref().unwrap();
        let is_there = |it: Span| after.text().get(it.start as usize..it.end as usize).is_some();
        assert!(
            migration.remaining.iter().all(|it| is_there(it.at)),
            "{name}: {:?}",
            migration.remaining
        );
    }
}

/// What is needed has its places in the text, and every shape of the answer can be written.
fn ask_about_permissions(doc: &Document, inside: impl Fn(Span)) {
    let all = permissions::of_document(doc);
    let values = all.iter().flat_map(|it| &it.needs).flat_map(|it| &it.required_by);
    values.for_each(|it| inside(it.node.span()));
    let lines = Lines::new(doc.text());
    az::commands(&all, &lines, Lang::En);
    bicep::file(&all, &lines, Lang::En);
    role::role(&all, Lang::En);
}

fn char_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|it| text.is_char_boundary(*it))
        .unwrap_or_default()
}

#[test]
fn a_file_cut_anywhere_still_answers() {
    // Some ten thousand texts: all cores take part. A file of 600 KB has no more kinds of places than one of 30 KB.
    let texts = texts();
    let cuts = texts.iter().flat_map(|(name, text)| {
        let step = (text.len() / 300).max(97) | 1;
        (0..text.len()).step_by(step).map(move |cut| (name, text, cut))
    });
    cuts.collect::<Vec<_>>().into_par_iter().for_each(|(name, text, cut)| {
        let cut = char_boundary(text, cut);
        ask(name, text[..cut].to_owned(), cut as u32);
    });
}

#[test]
fn a_file_with_holes_still_answers() {
    // A small generator is enough to punch holes, and its sequence never changes.
    let mut state = 0x2545_F491_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    for (name, text) in texts() {
        for _ in 0..20 {
            let mut holed = text.clone();
            for _ in 0..=random(6) {
                let from = char_boundary(&holed, random(holed.len()));
                let to = char_boundary(&holed, from + random(12)).max(from);
                holed.replace_range(from..to, "");
            }
            let at = char_boundary(&holed, random(holed.len())) as u32;
            ask(&name, holed, at);
        }
    }
}

#[test]
fn a_fix_takes_its_finding_away_and_brings_no_other() {
    let look = |text| {
        let doc = Document::new(text, Language::Json, None);
        State {
            findings: rules::check(&doc, &Settings::default()),
            mistakes: doc.tree().errors().len(),
        }
    };
    let texts = texts();
    let faults: Vec<String> = texts
        .par_iter()
        .flat_map(|(name, text)| fixes::faults(name, text, look))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The text of a parameter file that says the same of every parameter of a deployment; `None` where there is none.
fn values(doc: &Document, entry: &str) -> Option<String> {
    let names = doc.tree().root()?.get("parameters")?;
    let entries = names
        .children()
        .filter_map(|it| Some(format!("{}: {entry}", it.key_span()?.of(doc.text()))));
    Some(format!(
        "{{ \"parameters\": {{ {} }} }}",
        entries.collect::<Vec<_>>().join(", ")
    ))
}

/// The errors in a text with these values; that all places lie in the text is held on the way.
fn errors(name: &str, text: &str, entry: &str) -> Option<BTreeSet<(u32, &'static str)>> {
    let doc = Document::new(text.to_owned(), Language::Json, None);
    let values = ParameterFile::parse("values.json", values(&doc, entry)?).ok()?;
    let doc = doc.with_parameters(Some(Arc::new(values)));
    let mut errors = BTreeSet::new();
    for finding in rules::check(&doc, &Settings::default()) {
        let edits = finding.fixes.iter().flat_map(|it| &it.edits).map(|it| it.span);
        let related = finding.related.iter().map(|it| it.span);
        for span in edits.chain(related).chain([finding.span, finding.about]) {
            let place = text.get(span.start as usize..span.end as usize);
            assert!(place.is_some(), "{name}: {} at {span:?}", finding.rule.id);
        }
        if finding.level == Level::Error {
            errors.insert((finding.span.start, finding.rule.id));
        }
    }
    Some(errors)
}

#[test]
fn no_value_of_a_parameter_is_an_error() {
    let given = [
        "2018-02-01-preview",
        "2020-02-14",
        "2025-10-01",
        "MicrosoftWindowsServer",
        "Canonical",
        "2022-datacenter-g2",
        "Standard_A1",
        "x",
        "",
    ];
    let given: Vec<String> = given.iter().map(|it| format!("\"{it}\"")).collect();
    let others = ["3", "961", "true", "[]", "{}", "[1]"];
    let faults: Vec<String> = texts()
        .par_iter()
        .flat_map(|(name, text)| {
            let mut faults = Vec::new();
            let Some(unknown) = errors(name, text, "{ \"reference\": {} }") else {
                return faults;
            };
            for value in given.iter().map(String::as_str).chain(others) {
                let found = errors(name, text, &format!("{{ \"value\": {value} }}")).unwrap_or_default();
                faults.extend(found.difference(&unknown).map(|it| format!("{name} {value}: {it:?}")));
            }
            faults
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
