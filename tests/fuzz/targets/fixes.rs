//! Safe fixes: each removes its finding and nothing that it does not mention, and all of them together come to an end.

use std::collections::BTreeSet;

use aib_ls::document::{Document, Kind};
use aib_ls::rules;
use aib_ls::rules::engine::finding::{Finding, Fix};
use aib_ls::rules::engine::memo::Memo;
use aib_ls::rules::fixes;
use aib_ls::settings::Settings;
use aib_ls::syntax::tree::Node;
use aib_ls::text::edit::Edit;
use aib_ls::text::span::Span;

use crate::hold;
use crate::input::Input;

/// How many fixes of one text are tried alone.
const TRIED: usize = 6;

pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let doc = hold::document(&input.text());
    if !matches!(doc.kind(), Kind::Standalone | Kind::Arm) {
        return;
    }
    let settings = Settings::default();
    let findings = rules::check(&doc, &settings);
    let safe: Vec<(&Finding, &Fix)> = fixes::safe_fixes(&findings);
    for _ in 0..TRIED.min(safe.len()) {
        let (finding, fix) = safe[input.choices.below(safe.len())];
        hold_alone(&doc, &findings, finding, fix);
    }
    hold_all(&doc, &findings, &settings);
}

fn hold_alone(doc: &Document, findings: &[Finding], finding: &Finding, fix: &Fix) {
    let id = finding.rule.id;
    let after = hold::document(&hold::applied(doc.text(), &fix.edits, &id));
    let (before_errors, errors) = (doc.tree().errors().len(), after.tree().errors());
    assert!(
        errors.len() <= before_errors,
        "{id}: {:?} becomes {:?}: {errors:?}",
        doc.text(),
        after.text()
    );
    let again = rules::check(&after, &Settings::default());
    let count = |all: &[Finding]| {
        all.iter()
            .filter(|it| it.rule.id == id && it.message == finding.message)
            .count()
    };
    let is_ours = matches!(after.kind(), Kind::Standalone | Kind::Arm);
    assert!(
        is_ours,
        "{id}: {:?} becomes {:?}, which is not a template",
        doc.text(),
        after.text()
    );
    assert!(
        count(&again) < count(findings),
        "{id} stays: {:?} becomes {:?}",
        doc.text(),
        after.text()
    );
    if before_errors == 0 {
        hold_others(doc, &after, &fix.edits, id);
    }
}

/// What no edit touches is still there, with the same key.
fn hold_others(before: &Document, after: &Document, edits: &[Edit], id: &str) {
    let entry = |it: &Node<'_>, span: Span| (span, it.kind() as u8, it.key().map(|it| it.into_owned()));
    let left: BTreeSet<_> = hold::nodes(after.tree())
        .iter()
        .map(|it| entry(it, it.entry_span()))
        .collect();
    for node in hold::nodes(before.tree()) {
        let span = node.entry_span();
        if edits.iter().any(|it| it.span.overlaps(span)) {
            continue;
        }
        let shift: i64 = edits
            .iter()
            .filter(|it| it.span.end <= span.start)
            .map(|it| it.new_text.len() as i64 - i64::from(it.span.len()))
            .sum();
        let moved = |at: u32| (i64::from(at) + shift) as u32;
        let span = Span::new(moved(span.start), moved(span.end));
        assert!(
            left.contains(&entry(&node, span)),
            "{id}: {node:?} is lost: {:?} becomes {:?}",
            before.text(),
            after.text()
        );
    }
}

/// All rounds come to an end, and one edit of them all does what they do.
fn hold_all(doc: &Document, findings: &[Finding], settings: &Settings) {
    let Some(fixed) = fixes::fix_all(doc, fixes::Round::of(findings), &mut Memo::default(), settings) else {
        return;
    };
    let text = fixed.document.text();
    assert_eq!(hold::applied(doc.text(), &fixed.edits, &"all fixes"), text);
    let errors = fixed.document.tree().errors();
    assert!(
        errors.len() <= doc.tree().errors().len(),
        "{:?} becomes {text:?}: {errors:?}",
        doc.text()
    );
    let left = rules::check(&fixed.document, settings);
    let next = fixes::Round::of(&left).edits;
    if !next.is_empty() {
        // What is left was tried and would leave more errors, or another kind of document.
        let after = fixed.document.with_text(hold::applied(text, &next, &"one round more"));
        let is_worse = after.tree().errors().len() > errors.len() || after.kind() != fixed.document.kind();
        assert!(
            is_worse,
            "the fixes never end: {:?} becomes {text:?}, then {:?}",
            doc.text(),
            after.text()
        );
    }
}
