//! What is found in values that stand in the place of expressions: reported where they are written, with the place that uses them,
//! and milder where only the default of a parameter says so.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::document::Document;
use crate::model::deployment::Deployment;
use crate::model::file_id::FileId;
use crate::model::substitution::Assume;
use crate::model::template::Template;
use crate::rules::engine::finding::{Finding, Fix, Related};
use crate::rules::engine::grafts::Grafts;
use crate::rules::{Level, Rule};
use crate::say;
use crate::syntax;
use crate::syntax::tree::Tree;
use crate::text::edit::{self, Edit};
use crate::text::span::Span;

/// Completes the findings of a template with defaults of parameters in place. `check` checks it again, without the defaults, by
/// some rules.
pub(in crate::rules) fn complete<'d>(
    doc: &'d Document,
    template: Template<'d>,
    mut findings: Vec<Finding>,
    check: impl FnOnce(Template<'d>, &[&'static Rule]) -> Vec<Finding>,
) -> Vec<Finding> {
    if doc.assumes_defaults() && !findings.is_empty() {
        let mut rules: Vec<&'static Rule> = findings.iter().map(|it| it.rule).collect();
        rules.dedup_by_key(|it| it.id);
        let same = doc.template_with(Assume::Nothing, template.root.id());
        let certain = same.map(|it| check(it, &rules)).unwrap_or_default();
        let mut by_key = HashMap::new();
        for finding in &certain {
            by_key.entry(key(finding)).or_insert(finding);
        }
        findings = findings.into_iter().map(|it| by_certainty(it, &by_key)).collect();
    }
    let root = template.root.span();
    let tree = template.root.tree();
    if !tree.grafts().is_empty() {
        let mut grafts = Grafts::new(tree.grafts(), root);
        let mut room = MAX_READ;
        // The type of an expression is reported once, where the expression is.
        let types = findings.iter().filter(|it| it.rule.id == "arm/parameter-type");
        let types: HashSet<Span> = types.map(|it| it.span).collect();
        findings.retain(|it| grafts.place_of(it.span).is_none_or(|place| !types.contains(&place)));
        for finding in findings.iter_mut().filter(|it| it.file == FileId::Document) {
            if let Some(place) = grafts.place_of(finding.span) {
                let message = say! { en: "Used here", pt_br: "Usado aqui" };
                finding.related.push(Related { span: place, message });
            }
            finding.fixes.retain(|it| is_sound(tree, &mut grafts, it, &mut room));
        }
    }
    findings
}

/// What makes two findings the same.
type Key = (&'static str, FileId, Span);

fn key(finding: &Finding) -> Key {
    (finding.rule.id, finding.file, finding.span)
}

/// The finding as it is without the defaults of parameters, or, if only they lead to it, at a milder level: a deployment may set
/// other values.
fn by_certainty(finding: Finding, certain: &HashMap<Key, &Finding>) -> Finding {
    if let Some(same) = certain.get(&key(&finding)) {
        return (*same).clone();
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

/// Whether a fix changes text that belongs together, and leaves it well-formed: a value that is put together from several has
/// neighbours that are written elsewhere. `room` is how much text may still be read for that, in bytes.
fn is_sound(tree: &Tree, grafts: &mut Grafts<'_>, fix: &Fix, room: &mut usize) -> bool {
    let mut by_value: BTreeMap<Span, Vec<Edit>> = BTreeMap::new();
    let root = grafts.root;
    for edit in fix.edits.iter().filter(|it| !root.contains(it.span)) {
        match grafts.literal(edit.span) {
            Some(literal) => by_value.entry(literal).or_default().push(edit.clone()),
            None if grafts.is_cut_by(edit.span) => return false,
            // A value that the rule looked up.
            None => {}
        }
    }
    by_value.into_iter().all(|(literal, mut edits)| {
        edits.iter_mut().for_each(|it| {
            it.span = Span::new(it.span.start - literal.start, it.span.end - literal.start);
        });
        edits.sort_by_key(|it| it.span);
        let is_apart = edits.is_sorted_by(|a, b| a.span.end <= b.span.start);
        let left = room.checked_sub(literal.len() as usize);
        *room = left.unwrap_or_default();
        left.is_some()
            && is_apart
            && syntax::parse(edit::apply(literal.of(tree.text()), &edits))
                .errors()
                .is_empty()
    })
}

/// Text that is read to see whether the fixes of a template are sound, in bytes. Further fixes are dropped.
const MAX_READ: usize = 32 << 20;

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
