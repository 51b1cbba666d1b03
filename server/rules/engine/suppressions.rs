//! Comments and settings suppress findings; settings choose the severity of the others.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::document::Document;
use crate::rules::engine::check_result::CheckResult;
use crate::rules::engine::directives::{self, Comments, Directive, Silencer};
use crate::rules::engine::finding::Finding;
use crate::rules::{Check, Findings, Level, all, known};
use crate::settings::{Settings, Severity};
use crate::text::span::Span;

/// A text with findings.
pub(in crate::rules) struct Subject<'s> {
    pub comments: Comments<'s>,
    /// Whether rules report nothing for it, so that no comment can be called unused.
    pub broken: bool,
    /// The JSON Pointer of a position.
    pub pointer: &'s dyn Fn(Span) -> String,
}

/// Applies comments and settings to the findings of a document in itself.
pub(in crate::rules) fn of_document(doc: &Document, settings: &Settings, findings: Vec<Finding>) -> CheckResult {
    let subject = Subject {
        comments: Comments::of(doc),
        broken: doc.tree().errors().iter().any(|it| it.kind.hides_values()),
        pointer: &|it| doc.pointer(it),
    };
    apply_suppressions(&subject, settings, findings)
}

/// Applies comments and settings, and adds the problems of the comments themselves.
pub(in crate::rules) fn apply_suppressions(
    subject: &Subject<'_>,
    settings: &Settings,
    mut findings: Vec<Finding>,
) -> CheckResult {
    let broken = subject.broken;
    let mut directives = directives::read(&subject.comments);
    let mut used = vec![false; settings.ignore.len()];
    suppress(&mut findings, subject, &mut directives, settings, &mut used);
    if !directives.is_empty() {
        // The comments were checked against every finding except those about comments.
        let mut more = remarks(subject, &directives);
        suppress(&mut more, subject, &mut directives, settings, &mut used);
        // One that suppresses another is used.
        let names = directives.iter().flat_map(|it| &it.names);
        let used: HashSet<Span> = names.filter(|it| it.used).map(|it| it.span).collect();
        more.retain(|it| !used.contains(&it.span));
        findings.extend(more);
        findings.sort_by(|a, b| (a.span, a.rule.id).cmp(&(b.span, b.rule.id)));
    }
    apply_severities(&mut findings, settings);
    let entries = settings.ignore.iter().zip(used);
    CheckResult {
        findings,
        used: entries
            .filter(|(_, it)| *it || broken)
            .map(|(it, _)| it.number)
            .collect(),
        elsewhere: Vec::new(),
    }
}

/// Gives findings the severity that was chosen for their rules; those of rules that are off go.
pub(in crate::rules) fn apply_severities(findings: &mut Vec<Finding>, settings: &Settings) {
    findings.retain_mut(|it| {
        let is_left_to_others = settings.schema_findings == Some(false) && it.rule.is_plain_schema()
            || settings.json_findings == Some(false) && it.rule.is_plain_json();
        if is_left_to_others {
            return false;
        }
        let Some(severity) = settings.severity(it.rule.id) else {
            return !it.rule.is_off();
        };
        let level = level(severity);
        it.level = level.unwrap_or(it.level);
        level.is_some()
    });
}

fn level(severity: Severity) -> Option<Level> {
    match severity {
        Severity::Error => Some(Level::Error),
        Severity::Warning => Some(Level::Warning),
        Severity::Information => Some(Level::Information),
        Severity::Hint => Some(Level::Hint),
        Severity::Off => None,
    }
}

fn suppress(
    findings: &mut Vec<Finding>,
    subject: &Subject<'_>,
    directives: &mut [Directive],
    settings: &Settings,
    used: &mut [bool],
) {
    let mut silencer = Silencer::new(directives);
    findings.retain(|finding| {
        // All of them are checked: each that matches is used.
        let mut silenced = silencer.silences(finding.rule.id, finding.span.start);
        let pointer = OnceCell::new();
        let pointer = || pointer.get_or_init(|| (subject.pointer)(finding.about)).as_str();
        for (entry, used) in settings.ignore.iter().zip(used.iter_mut()) {
            if entry.means(finding.rule.id) && (entry.pointer.is_none() || entry.holds(pointer())) {
                *used = true;
                silenced = true;
            }
        }
        !silenced
    });
}

/// Problems of comments. In a broken text rules report nothing, so no comment can be called unused.
fn remarks(subject: &Subject<'_>, directives: &[Directive]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let known = known();
    for rule in all() {
        let Check::Directive(check) = rule.check else { continue };
        let findings = &mut Findings::new(rule, &mut findings);
        for remark in directives.iter().flat_map(|it| it.remarks(|name| known.has(name))) {
            if !(subject.broken && matches!(remark, directives::Remark::Unused(..))) {
                check(&subject.comments, &remark, findings);
            }
        }
    }
    findings
}
