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

/// The edits of every safe fix that is the first of its finding. One that overlaps an earlier one is left for
/// the next time.
pub fn fix_all(findings: &[Finding]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for fix in findings.iter().filter_map(|it| it.fixes.first()).filter(|it| it.safe) {
        let clashes = |it: &Edit| edits.iter().any(|other| other.at.overlaps(it.at));
        if !fix.edits.iter().any(clashes) {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    edits.sort_by_key(|it| it.at);
    edits
}
