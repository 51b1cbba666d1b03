//! What is found in values that stand in the place of expressions: reported where they are written, with the place that uses them,
//! and milder where only the default of a parameter says so.

use crate::document::Document;
use crate::model::deployment::Deployment;
use crate::model::file_id::FileId;
use crate::model::substitution::Assume;
use crate::model::template::Template;
use crate::rules::engine::finding::{Finding, Fix, Related};
use crate::rules::{Level, Rule};
use crate::say;
use crate::syntax;
use crate::syntax::tree::Tree;
use crate::text::edit;
use crate::text::span::Span;

/// Completes the findings of a template with defaults of parameters in place. `check` checks it again, without the defaults, by
/// some rules.
pub(in crate::rules) fn settle<'d>(
    doc: &'d Document,
    template: Template<'d>,
    mut findings: Vec<Finding>,
    check: impl FnOnce(Template<'d>, &[&'static Rule]) -> Vec<Finding>,
) -> Vec<Finding> {
    if doc.assumes_defaults() && !findings.is_empty() {
        let mut rules: Vec<&'static Rule> = findings.iter().map(|it| it.rule).collect();
        rules.dedup_by_key(|it| it.id);
        let mut same = doc.templates_with(Assume::Nothing);
        let same = same.find(|it| it.root.id() == template.root.id());
        let certain = same.map(|it| check(it, &rules)).unwrap_or_default();
        findings = findings.into_iter().map(|it| by_certainty(it, &certain)).collect();
    }
    let root = template.root.span();
    let tree = template.root.tree();
    if !tree.grafts().is_empty() {
        for finding in findings.iter_mut().filter(|it| it.file == FileId::Document) {
            if let Some(place) = place_of(tree, root, finding.span) {
                let message = say! { en: "Used here", pt_br: "Usado aqui" };
                finding.related.push(Related { span: place, message });
            }
            finding.fixes.retain(|it| is_sound(doc, tree, root, it));
        }
    }
    findings
}

/// The finding as it is without the defaults of parameters, or, if only they lead to it, at a milder level: a deployment may set
/// other values.
fn by_certainty(finding: Finding, certain: &[Finding]) -> Finding {
    let key = |it: &Finding| (it.rule.id, it.file, it.span);
    if let Some(same) = certain.iter().find(|it| key(it) == key(&finding)) {
        return same.clone();
    }
    let level = match finding.level {
        Level::Error => Level::Warning,
        Level::Warning => Level::Information,
        level => level,
    };
    let fixes = finding.fixes.into_iter().map(|it| Fix { safe: false, ..it });
    let fixes = fixes.collect();
    Finding {
        level,
        fixes,
        ..finding
    }
}

/// The expression of a template in whose place a text is that is written outside it.
fn place_of(tree: &Tree, root: Span, at: Span) -> Option<Span> {
    let mut waiting = vec![at];
    let mut seen = 0;
    while let Some(at) = waiting.get(seen).copied() {
        seen += 1;
        if root.contains(at) {
            return (seen > 1).then_some(at);
        }
        for graft in tree.grafts().iter().filter(|it| it.literal.contains(at)) {
            if !waiting.contains(&graft.place) {
                waiting.push(graft.place);
            }
        }
    }
    None
}

/// Whether a fix changes text that belongs together, and leaves it as well-formed as it was.
fn is_sound(doc: &Document, tree: &Tree, root: Span, fix: &Fix) -> bool {
    let is_whole = |it: Span| root.contains(it) || tree.grafts().iter().any(|graft| graft.literal.contains(it));
    if !fix.edits.iter().all(|it| is_whole(it.span)) {
        return false;
    }
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|it| it.span);
    let is_apart = edits.is_sorted_by(|a, b| a.span.end <= b.span.start);
    let parsed = is_apart.then(|| syntax::parse(edit::apply(doc.text(), &edits)));
    parsed.is_some_and(|it| it.errors().len() <= tree.errors().len())
}

/// Makes guesses of fixes that change a variable which others use too: they may need it as it is.
pub(in crate::rules) fn keep_private(
    template: Template<'_>,
    deployment: Option<&Deployment<'_>>,
    findings: &mut [Finding],
) {
    let root = template.root.span();
    let fixes = findings.iter_mut().filter(|it| it.file == FileId::Document);
    let fixes = fixes.flat_map(|it| &mut it.fixes).filter(|it| it.safe);
    for fix in fixes {
        let mut outside = fix.edits.iter().filter(|it| !root.contains(it.span));
        fix.safe = outside.all(|it| deployment.is_some_and(|deployment| deployment.uses_of(it.span) == 1));
    }
}
