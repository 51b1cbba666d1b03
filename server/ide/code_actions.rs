//! Quick fixes: what the findings under the cursor offer, and all that may be applied unseen.

use crate::locale::Say;
use crate::rules::finding::Finding;
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
    let near = findings
        .iter()
        .filter(|it| it.span.touches(span.start) || it.span.overlaps(span));
    let of = |it: &Finding| {
        let (rule, place) = (it.rule.id, it.span);
        let action = move |(n, fix): (usize, &crate::rules::finding::Fix)| Action {
            title: fix.title.clone(),
            rule,
            span: place,
            edits: fix.edits.clone(),
            preferred: n == 0 && fix.safe,
        };
        it.fixes.iter().enumerate().map(action).collect::<Vec<_>>()
    };
    near.flat_map(of).collect()
}

/// The edits of all safe fixes, one for each finding, in order. Of two that get into each other's way the first one wins;
/// the other is for the next time.
pub fn fix_all(findings: &[Finding]) -> Vec<Edit> {
    let mut taken: Vec<Edit> = Vec::new();
    for fix in findings.iter().filter_map(|it| it.fixes.iter().find(|fix| fix.safe)) {
        let free = |edit: &Edit| !taken.iter().any(|it| it.at.overlaps(edit.at));
        if fix.edits.iter().all(free) {
            taken.extend(fix.edits.iter().cloned());
        }
    }
    taken.sort_by_key(|it| it.at);
    taken
}
