//! Safe fixes: which can be applied together, and all of them, round after round, until none is left.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::document::{Document, Kind};
use crate::rules;
use crate::rules::engine::finding::{Finding, Fix};
use crate::rules::engine::in_files;
use crate::settings::Settings;
use crate::text::edit::{self, Edit};
use crate::text::span::Span;

/// More rounds than any text needs. Fixes that undo each other would never end.
pub const MAX_ROUNDS: usize = 50;

/// How often the fix of each rule was applied.
pub type Counts = BTreeMap<&'static str, usize>;

/// A document after all its safe fixes.
pub struct Fixed {
    pub document: Document,
    /// The edits of all rounds, for the text before the first one.
    pub edits: Vec<Edit>,
    pub counts: Counts,
}

/// The safe fixes that can be applied together, at most one for each finding. Of two that overlap the first one wins; the
/// other is for the next round. Broken text is repaired before anything else: text next to a missing comma means something else after
/// it.
pub fn safe_fixes(findings: &[Finding]) -> Vec<(&Finding, &Fix)> {
    let is_repair = |it: &Finding| it.rule.is_about_syntax() && it.fixes.iter().any(|fix| fix.safe);
    let repairs_first = findings.iter().any(is_repair);
    let mut taken: Vec<(&Finding, &Fix)> = Vec::new();
    let mut spans: BTreeSet<Span> = BTreeSet::new();
    for finding in findings.iter().filter(|it| !repairs_first || is_repair(it)) {
        let Some(fix) = finding.fixes.iter().find(|fix| fix.safe) else {
            continue;
        };
        if !fix.edits.iter().any(|it| overlaps_any(&spans, it.span)) {
            spans.extend(fix.edits.iter().map(|it| it.span));
            taken.push((finding, fix));
        }
    }
    taken
}

/// Whether a span overlaps one of several, which do not overlap each other.
fn overlaps_any(spans: &BTreeSet<Span>, span: Span) -> bool {
    let before = spans.range(..=Span::new(span.end, u32::MAX)).rev();
    let mut near = before.take_while(|it| it.end >= span.start);
    near.any(|it| it.overlaps(span))
}

/// The edits of one round, sorted.
pub fn round(findings: &[Finding]) -> Vec<Edit> {
    let fixes = safe_fixes(findings).into_iter();
    let mut edits: Vec<Edit> = fixes.flat_map(|(_, fix)| fix.edits.iter().cloned()).collect();
    edits.sort_by_key(|it| it.span);
    edits
}

/// The rules whose fixes make up one round.
pub fn count(findings: &[Finding]) -> Counts {
    let mut counts = Counts::new();
    for (finding, _) in safe_fixes(findings) {
        *counts.entry(finding.rule.id).or_default() += 1;
    }
    counts
}

/// Applies the safe fixes of a template until none is left; `None` if nothing changes. A round that would leave more syntax
/// errors than it found is not applied. `findings` are those of the document as it is.
pub fn fix_all(doc: &Document, findings: &[Finding], settings: &Settings) -> Option<Fixed> {
    let mut fixed: Option<Fixed> = None;
    for _ in 0..MAX_ROUNDS {
        let before = fixed.as_ref().map_or(doc, |it| &it.document);
        let own;
        let findings = match fixed {
            Some(_) => {
                own = rules::check(before, settings);
                own.as_slice()
            }
            None => findings,
        };
        let edits = round(findings);
        let text = edit::apply(before.text(), &edits);
        if text == before.text() {
            break;
        }
        let after = before.with_text(text);
        if after.kind() != before.kind() || after.tree().errors().len() > before.tree().errors().len() {
            break;
        }
        let counts = count(findings);
        fixed = Some(match fixed {
            Some(it) => it.then(doc, after, &edits, counts),
            None => Fixed {
                document: after,
                edits,
                counts,
            },
        });
    }
    fixed
}

impl Fixed {
    fn then(self, first: &Document, document: Document, edits: &[Edit], more: Counts) -> Self {
        let mut counts = self.counts;
        for (rule, count) in more {
            *counts.entry(rule).or_default() += count;
        }
        Self {
            document,
            edits: edit::compose(first.text(), &self.edits, edits),
            counts,
        }
    }
}

/// The safe fixes of a script file, one round: none where the shell could read the file before and could not after.
pub fn fix_script(path: &Path, text: &str, findings: &[Finding]) -> Vec<Edit> {
    let edits = round(findings);
    match in_files::is_as_whole(path, &edit::apply(text, &edits), text) {
        true => edits,
        false => Vec::new(),
    }
}

/// The edits for any text with findings: all rounds of a template, one round of a script, of settings or of a parameter file.
pub fn edits(doc: &Document, script: Option<&Path>, findings: &[Finding], settings: &Settings) -> Vec<Edit> {
    match (script, doc.kind()) {
        (Some(path), _) => fix_script(path, doc.text(), findings),
        (None, Kind::Standalone | Kind::Arm) => fix_all(doc, findings, settings).map(|it| it.edits).unwrap_or_default(),
        (None, Kind::Foreign | Kind::Empty) => round(findings),
    }
}
