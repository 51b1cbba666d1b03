//! Runs the page of every rule: what it says must be so.

use aib_ls::document::{Document, Language};
use aib_ls::locale::Lang;
use aib_ls::rules::{self, Rule};
use aib_ls::settings::Settings;
use aib_ls::text::edit;
use aib_ls::text::span::Span;

use crate::support::page::{Example, Kind, examples};
use crate::support::skeleton::Frame;

/// The document of a fragment in its frame, and where the fragment begins.
fn document(frame: &Frame, fragment: &str) -> (Document, usize) {
    let (text, before) = frame.wrap(fragment);
    let language = if frame.json { Language::Json } else { Language::Jsonc };
    (Document::new(text, language, None), before)
}

/// What is found, as lines to compare: place, the text there, and the id. Advice about roles is true
/// of any template that needs one, so it counts on its own pages alone.
fn found(rule: &Rule, doc: &Document) -> Vec<(Span, String)> {
    const ADVICE: &str = "permissions/";
    let findings = rules::check(doc, &Settings::default());
    let counted = findings
        .iter()
        .filter(|it| rule.id.starts_with(ADVICE) || !it.rule.id.starts_with(ADVICE));
    counted.map(|it| (it.span, it.rule.id.to_owned())).collect()
}

fn shown(doc: &Document, findings: &[(Span, String)]) -> String {
    let line = |(span, id): &(Span, String)| format!("{}..{} `{}` {id}\n", span.start, span.end, span.of(doc.text()));
    findings.iter().map(line).collect()
}

fn check_example(rule: &Rule, example: &Example, before: Option<&Example>) -> Result<(), String> {
    let (doc, start) = document(&example.frame, &example.text);
    let moved = |(span, id): &(Span, String)| {
        (
            Span::new(span.start + start as u32, span.end + start as u32),
            id.clone(),
        )
    };
    let mut expected: Vec<_> = example.expected.iter().map(moved).collect();
    expected.sort();
    let mut actual = found(rule, &doc);
    actual.sort();
    let place = format!("{} line {} {:?}", rule.id, example.line, example.kind);
    if actual != expected {
        let (actual, expected) = (shown(&doc, &actual), shown(&doc, &expected));
        return Err(format!(
            "{place}\nfound:\n{actual}announced:\n{expected}in:\n{}",
            doc.text()
        ));
    }
    match (example.kind, before) {
        (Kind::Bad, _) if !expected.iter().any(|(_, id)| id == rule.id) => {
            Err(format!("{place}: does not announce its own rule"))
        }
        (Kind::Good, _) if !expected.is_empty() => Err(format!("{place}: a good example announces something")),
        (Kind::Fixed, Some(bad)) => {
            let (doc, _) = document(&bad.frame, &bad.text);
            let findings = rules::check(&doc, &Settings::default());
            let first = findings.iter().find(|it| it.rule.id == rule.id);
            let Some(fix) = first.and_then(|it| it.fixes.first()) else {
                return Err(format!("{place}: there is no fix"));
            };
            let fixed = edit::apply(doc.text(), &fix.edits);
            let (wanted, _) = example.frame.wrap(&example.text);
            if fixed == wanted {
                Ok(())
            } else {
                Err(format!("{place}: the fix gives\n{fixed}\nthe page says\n{wanted}"))
            }
        }
        _ => Ok(()),
    }
}

#[test]
fn every_page_is_true() {
    let mut wrong = Vec::new();
    for rule in rules::all() {
        let examples = examples(rule.page);
        for (n, example) in examples.iter().enumerate() {
            let before = examples[..n].iter().rev().find(|it| it.kind == Kind::Bad);
            wrong.extend(check_example(rule, example, before).err());
        }
        let has = |kind| examples.iter().any(|it| it.kind == kind);
        if !has(Kind::Bad) || !has(Kind::Good) || (rule.fixable && !has(Kind::Fixed)) {
            wrong.push(format!(
                "{}: the page needs a bad, a good and, where there is a fix, a fixed example",
                rule.id
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of the pages' examples:\n\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

#[test]
fn every_page_has_its_heading_and_every_language() {
    for rule in rules::all() {
        assert!(
            rule.page.starts_with(&format!("# {}\n", rule.id)),
            "heading of {}",
            rule.id
        );
        for lang in Lang::ALL {
            assert!(
                rule.words(lang).len() > 80,
                "{} says too little in {}",
                rule.id,
                lang.tag()
            );
            assert!(
                rule.summary(lang).ends_with('.'),
                "{}: first sentence in {}",
                rule.id,
                lang.tag()
            );
        }
    }
}

#[test]
fn a_fix_leaves_a_text_that_parses_and_takes_its_finding_away() {
    for rule in rules::all() {
        for example in examples(rule.page).iter().filter(|it| it.kind == Kind::Bad) {
            let (doc, _) = document(&example.frame, &example.text);
            for finding in rules::check(&doc, &Settings::default()) {
                for fix in &finding.fixes {
                    let text = edit::apply(doc.text(), &fix.edits);
                    let after = Document::new(text, doc.language(), None);
                    let same =
                        |it: &rules::finding::Finding| it.rule.id == finding.rule.id && it.message == finding.message;
                    let before = rules::check(&doc, &Settings::default())
                        .into_iter()
                        .filter(same)
                        .count();
                    let left = rules::check(&after, &Settings::default())
                        .into_iter()
                        .filter(same)
                        .count();
                    assert!(
                        left < before,
                        "{} `{}` leaves its finding in\n{}",
                        finding.rule.id,
                        fix.title.en,
                        after.text()
                    );
                    let errors = |doc: &Document| doc.tree().errors().len();
                    assert!(
                        errors(&after) <= errors(&doc),
                        "{} `{}` breaks\n{}",
                        finding.rule.id,
                        fix.title.en,
                        after.text()
                    );
                }
            }
        }
    }
}
