//! Quick fixes: what the findings under the cursor offer, and all that may be applied unseen.

use crate::locale::Say;
use crate::rules::engine::finding::{Finding, Fix};
use crate::text::{edit::Edit, span::Span};

/// A quick fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub title: Say,
    /// Id of the rule whose finding it removes.
    pub rule: &'static str,
    /// Where that finding stands.
    pub span: Span,
    pub edits: Vec<Edit>,
    /// The one to take without asking.
    pub preferred: bool,
}

/// The fixes of findings that touch a span, in the order of the findings.
pub fn code_actions(findings: &[Finding], span: Span) -> Vec<Action> {
    let of = |it: &Finding| {
        let (rule, place) = (it.rule.id, it.span);
        let action = move |(n, fix): (usize, &Fix)| Action {
            title: fix.title.clone(),
            rule,
            span: place,
            edits: fix.edits.clone(),
            preferred: n == 0 && fix.safe,
        };
        it.fixes.iter().enumerate().map(action).collect::<Vec<_>>()
    };
    near(findings, span).flat_map(of).collect()
}

/// The findings that touch a span.
pub fn near(findings: &[Finding], span: Span) -> impl Iterator<Item = &Finding> {
    findings
        .iter()
        .filter(move |it| it.span.touches(span.start) || it.span.overlaps(span))
}

/// The edits of all safe fixes, in order.
pub fn fix_all(findings: &[Finding]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = safe_fixes(findings)
        .into_iter()
        .flat_map(|(_, fix)| fix.edits.iter().cloned())
        .collect();
    edits.sort_by_key(|it| it.at);
    edits
}

/// The safe fixes that can be made together, one for each finding at most. Of two that get into each other's way the first
/// one wins; the other is for the next time.
pub fn safe_fixes(findings: &[Finding]) -> Vec<(&Finding, &Fix)> {
    let mut taken: Vec<(&Finding, &Fix)> = Vec::new();
    for finding in findings {
        let Some(fix) = finding.fixes.iter().find(|fix| fix.safe) else {
            continue;
        };
        let mut others = taken.iter().flat_map(|(_, fix)| &fix.edits);
        if !others.any(|it| fix.edits.iter().any(|edit| it.at.overlaps(edit.at))) {
            taken.push((finding, fix));
        }
    }
    taken
}
