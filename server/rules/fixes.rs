//! Safe fixes: which can be applied together, and all of them, round after round, until none is left.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::document::{Document, Kind};
use crate::rules;
use crate::rules::engine::check_result::CheckResult;
use crate::rules::engine::finding::{Finding, Fix};
use crate::rules::engine::in_files;
use crate::rules::engine::memo::Memo;
use crate::settings::Settings;
use crate::text::edit::{self, Edit};
use crate::text::span::Span;

/// More rounds than any text needs. Fixes that undo each other would never end.
pub const MAX_ROUNDS: usize = 50;

/// Bytes that the rounds on one text read together at most, and rounds that are made in any case. Only a text with more findings than
/// are kept needs so many: the rest is for the next run.
const MAX_READ: usize = 4 << 20;
const MIN_ROUNDS: usize = 3;

/// How often the fix of each rule was applied.
pub type Counts = BTreeMap<&'static str, usize>;

/// A document after all its safe fixes.
pub struct Fixed {
    pub document: Document,
    /// What a check of it finds, if the rounds ended because nothing is left.
    pub checked: Option<CheckResult>,
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

/// Safe fixes that are applied together.
pub struct Round {
    /// Sorted.
    pub edits: Vec<Edit>,
    pub counts: Counts,
}

impl Round {
    /// The next round for a text with these findings.
    pub fn of(findings: &[Finding]) -> Self {
        let fixes = safe_fixes(findings);
        let mut edits: Vec<Edit> = fixes.iter().flat_map(|(_, fix)| fix.edits.iter().cloned()).collect();
        edits.sort_by_key(|it| it.span);
        let mut counts = Counts::new();
        for (finding, _) in fixes {
            *counts.entry(finding.rule.id).or_default() += 1;
        }
        Self { edits, counts }
    }
}

/// Applies the safe fixes of a template until none is left; `None` if nothing changes. A round that would leave more syntax
/// errors than it found is not applied. `first` is the round for the document as it is, and `memo` what is remembered of its findings;
/// then it is what is remembered of those of the fixed document.
pub fn fix_all(doc: &Document, first: Round, memo: &mut Memo, settings: &Settings) -> Option<Fixed> {
    let mut fixed: Option<Fixed> = None;
    let mut first = Some(first);
    let mut read = 0;
    for count in 0..MAX_ROUNDS {
        let before = fixed.as_ref().map_or(doc, |it| &it.document);
        read += before.text().len();
        if count >= MIN_ROUNDS && read > MAX_READ {
            break;
        }
        let (round, checked) = match first.take() {
            Some(round) => (round, None),
            None => {
                let (checked, next) = rules::check_again(before, settings, memo);
                *memo = next;
                (Round::of(&checked.findings), Some(checked))
            }
        };
        let text = edit::apply(before.text(), &round.edits);
        if text == before.text() {
            return fixed.map(|it| Fixed { checked, ..it });
        }
        // There may be very many findings.
        drop(checked);
        let after = before.with_text(text);
        if after.kind() != before.kind() || after.tree().errors().len() > before.tree().errors().len() {
            break;
        }
        fixed = Some(match fixed {
            Some(it) => it.then(doc, after, round),
            None => Fixed {
                document: after,
                checked: None,
                edits: round.edits,
                counts: round.counts,
            },
        });
    }
    fixed
}

impl Fixed {
    fn then(self, first: &Document, document: Document, round: Round) -> Self {
        let mut counts = self.counts;
        for (rule, count) in round.counts {
            *counts.entry(rule).or_default() += count;
        }
        Self {
            document,
            checked: None,
            edits: edit::compose(first.text(), &self.edits, &round.edits),
            counts,
        }
    }
}

/// The safe fixes of a script file, one round: none where the shell could read the file before and could not after.
pub fn fix_script(path: &Path, text: &str, findings: &[Finding]) -> Vec<Edit> {
    let edits = Round::of(findings).edits;
    match in_files::is_as_whole(path, &edit::apply(text, &edits), text) {
        true => edits,
        false => Vec::new(),
    }
}

/// The edits for any text with findings: all rounds of a template, one round of a script, of settings or of a parameter file.
pub fn edits(doc: &Document, script: Option<&Path>, findings: &[Finding], settings: &Settings) -> Vec<Edit> {
    match (script, doc.kind()) {
        (Some(path), _) => fix_script(path, doc.text(), findings),
        (None, Kind::Standalone | Kind::Arm) => {
            let fixed = fix_all(doc, Round::of(findings), &mut Memo::default(), settings);
            fixed.map(|it| it.edits).unwrap_or_default()
        }
        (None, Kind::Foreign | Kind::Empty) => Round::of(findings).edits,
    }
}
