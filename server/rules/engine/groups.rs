//! Findings that say the same of several places of a template become one, at the first place. This is for output alone: fixes,
//! suppressions and code actions work on each finding.

use std::collections::HashMap;

use crate::document::Document;
use crate::rules::engine::finding::{Finding, Fix, Related};
use crate::rules::{Check, Level, Rule};
use crate::say;
use crate::text::edit::Edit;

/// The other places of a group that are listed; the last one says how many more there are.
pub const MAX_PLACES: usize = 10;

/// Findings that are shown as one.
pub type Group<'f> = Vec<&'f Finding>;

/// The findings of a document as they are shown: one for each group in a template.
pub fn of_document(doc: &Document, findings: &[Finding]) -> Vec<Finding> {
    in_document(doc, findings).iter().filter_map(|it| merged(it)).collect()
}

/// The groups of a document.
pub fn in_document<'f>(doc: &Document, findings: &'f [Finding]) -> Vec<Group<'f>> {
    // What a template names belongs to it, wherever it is written.
    let elsewhere = |it: &Finding| is_about_template(it.rule).then_some(u32::MAX);
    let home = |it: &Finding| {
        let template = doc.template_at(it.span.start).map(|it| it.root.id());
        template.or(elsewhere(it))
    };
    let homes: Vec<Option<u32>> = findings.iter().map(home).collect();
    grouped(findings, &homes)
}

/// Whether the findings of a rule are about an image template or a trigger, rather than about the text or the deployment around
/// them.
fn is_about_template(rule: &Rule) -> bool {
    !matches!(
        rule.check,
        Check::Syntax(_)
            | Check::Document(_)
            | Check::Deployment(_)
            | Check::DeploymentAndResource(..)
            | Check::Directive(_)
            | Check::Settings(_)
    )
}

/// The findings of a script file as they are shown: one for each group.
pub fn of_script(findings: &[Finding]) -> Vec<Finding> {
    in_script(findings).iter().filter_map(|it| merged(it)).collect()
}

/// The groups of a script file.
pub fn in_script(findings: &[Finding]) -> Vec<Group<'_>> {
    grouped(findings, &vec![Some(0); findings.len()])
}

/// The fix for all members of a group that has one, for the finding at its first place.
pub fn joint_fixes(shown: &[Finding]) -> impl Iterator<Item = (&Finding, &Fix)> {
    let groups = shown.iter().filter(|it| !it.repeats.is_empty());
    groups.filter_map(|it| Some((it, it.fixes.first().filter(|it| it.safe)?)))
}

/// Groups findings by rule, level and message among those with the same home; a finding without one stands alone.
fn grouped<'f>(findings: &'f [Finding], homes: &[Option<u32>]) -> Vec<Group<'f>> {
    let mut groups: Vec<Group<'f>> = Vec::new();
    let mut known: HashMap<(u32, &str, Level, &str), usize> = HashMap::new();
    for (finding, home) in findings.iter().zip(homes) {
        let home = home.filter(|_| finding.rule.grouped || finding.level >= Level::Information);
        let key = home.map(|it| (it, finding.rule.id, finding.level, finding.message.en.as_ref()));
        let number = key.map(|it| *known.entry(it).or_insert(groups.len()));
        match number.and_then(|it| groups.get_mut(it)) {
            Some(members) => members.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
}

/// The finding that is shown for a group; `None` for an empty one.
pub fn merged(members: &[&Finding]) -> Option<Finding> {
    let (first, others) = members.split_first()?;
    let mut finding = Finding::clone(first);
    if others.is_empty() {
        return Some(finding);
    }
    finding.repeats = others.iter().map(|it| it.span).collect();
    let listed = others.iter().take(MAX_PLACES).enumerate();
    finding.related.extend(listed.map(|(n, it)| {
        let message = match others.len().saturating_sub(MAX_PLACES) {
            more if more > 0 && n + 1 == MAX_PLACES => say! {
                en: "Also here, and {more} more",
                pt_br: "Aqui também, e mais {more}",
            },
            _ => say! { en: "Also here", pt_br: "Aqui também" },
        };
        Related { span: it.span, message }
    }));
    if let Some(fix) = joint_fix(members) {
        finding.fixes.retain(|it| !it.safe);
        finding.fixes.insert(0, fix);
    }
    Some(finding)
}

fn joint_fix(members: &[&Finding]) -> Option<Fix> {
    let fixes: Option<Vec<&Fix>> = members.iter().map(|it| it.fixes.first().filter(|it| it.safe)).collect();
    let fixes = fixes?;
    let (title, count) = (&fixes.first()?.title, fixes.len());
    let mut edits: Vec<Edit> = fixes.iter().flat_map(|it| it.edits.iter().cloned()).collect();
    edits.sort_by_key(|it| it.span);
    let are_apart = edits.windows(2).all(|pair| match pair {
        [a, b] => a.span.end <= b.span.start && a.span != b.span,
        _ => true,
    });
    let (en, pt_br) = (&title.en, &title.pt_br);
    (are_apart && fixes.iter().all(|it| it.title == *title)).then(|| Fix {
        title: say! { en: "{en} ({count} places)", pt_br: "{pt_br} ({count} lugares)" },
        edits,
        safe: true,
    })
}
