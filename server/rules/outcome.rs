//! What becomes of findings: comments and settings keep some back, settings choose the severity of the others.

use crate::document::Document;
use crate::rules::directives::{self, Comments, Directive};
use crate::rules::finding::Finding;
use crate::rules::in_files::InFile;
use crate::rules::{Check, Level, Rule, Sink, all, known};
use crate::settings::{Ignore, Settings, Severity};
use crate::text::span::Span;

/// Rules that say nothing until settings give them, or their family, a severity: what they are about no template can tell.
const OFF: [&str; 2] = ["devops/hosted-agent-limit", "arm/fixed-name-redeploy"];

/// What is left of the findings of a document.
#[derive(Default)]
pub struct Outcome {
    pub findings: Vec<Finding>,
    /// The entries of the settings that kept something back, or could have if the text were whole.
    pub used: Vec<usize>,
    /// What was found in the files that its steps run, which have comments and settings of their own.
    pub elsewhere: Vec<InFile>,
}

/// A text with findings.
pub(super) struct Subject<'s> {
    pub comments: Comments<'s>,
    /// Whether rules are silent about it, so that nothing can be told of no use.
    pub broken: bool,
    /// The JSON Pointer of a place.
    pub pointer: &'s dyn Fn(Span) -> String,
}

/// Applies comments and settings to the findings of a document in itself.
pub(super) fn of(doc: &Document, settings: &Settings, findings: Vec<Finding>) -> Outcome {
    let subject = Subject {
        comments: Comments::of(doc),
        broken: doc.tree().errors().iter().any(|it| it.kind.hides_values()),
        pointer: &|it| doc.pointer(it),
    };
    settle(&subject, settings, findings)
}

/// Applies comments and settings. What the comments themselves give to tell comes with it.
pub(super) fn settle(subject: &Subject<'_>, settings: &Settings, mut findings: Vec<Finding>) -> Outcome {
    let broken = subject.broken;
    let mut directives = directives::read(&subject.comments);
    let mut used = vec![false; settings.ignore.len()];
    keep_back(&mut findings, subject, &mut directives, settings, &mut used);
    if !directives.is_empty() {
        // The comments have seen every finding there is, but for those about comments.
        let mut more = remarks(subject, &directives);
        keep_back(&mut more, subject, &mut directives, settings, &mut used);
        // One that keeps back another is of use after all.
        more.retain(|it| !is_used(&directives, it));
        findings.extend(more);
        findings.sort_by(|a, b| (a.span, a.rule.id).cmp(&(b.span, b.rule.id)));
    }
    choose(&mut findings, settings);
    let entries = settings.ignore.iter().zip(used);
    Outcome {
        findings,
        used: entries
            .filter(|(_, it)| *it || broken)
            .map(|(it, _)| it.number)
            .collect(),
        elsewhere: Vec::new(),
    }
}

/// Gives findings the severity that was chosen for their rules; those of rules that are off go.
pub(super) fn choose(findings: &mut Vec<Finding>, settings: &Settings) {
    findings.retain_mut(|it| {
        if settings.schema_findings == Some(false) && it.rule.is_plain_schema() {
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

impl Rule {
    /// Whether it says nothing until settings give it, or its family, a severity.
    pub fn is_off(&self) -> bool {
        OFF.contains(&self.id)
    }
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

fn keep_back(
    findings: &mut Vec<Finding>,
    subject: &Subject<'_>,
    directives: &mut [Directive],
    settings: &Settings,
    used: &mut [bool],
) {
    findings.retain(|finding| {
        // All of them are asked: each that fits is of use.
        let (rule, at) = (finding.rule.id, finding.span.start);
        let mut silenced = false;
        for it in directives.iter_mut() {
            silenced |= it.silences(rule, at);
        }
        for (entry, used) in settings.ignore.iter().zip(used.iter_mut()) {
            if fits(entry, finding, subject) {
                *used = true;
                silenced = true;
            }
        }
        !silenced
    });
}

fn fits(entry: &Ignore, finding: &Finding, subject: &Subject<'_>) -> bool {
    entry.means(finding.rule.id) && (entry.pointer.is_none() || entry.holds(&(subject.pointer)(finding.about)))
}

/// What there is to tell about comments. In a broken text rules are silent, so nothing can be told of no use.
fn remarks(subject: &Subject<'_>, directives: &[Directive]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let known = known();
    for rule in all() {
        let Check::Directive(check) = rule.check else { continue };
        let out = &mut Sink {
            rule,
            findings: &mut findings,
        };
        for remark in directives.iter().flat_map(|it| it.remarks(|name| known.has(name))) {
            if !(subject.broken && matches!(remark, directives::Remark::Unused(..))) {
                check(&subject.comments, &remark, out);
            }
        }
    }
    findings
}

/// Whether a finding is about a name that has kept something back in the meantime.
fn is_used(directives: &[Directive], finding: &Finding) -> bool {
    let mut names = directives.iter().flat_map(|it| &it.names);
    names.any(|it| it.used && it.span == finding.span)
}
