//! Quick fixes: what the findings under the cursor offer, and all that may be applied without asking.

use crate::ide::actions::{Action, Kind, Request};
use crate::rules::engine::finding::{Finding, Fix};
use crate::rules::fixes;
use crate::say;
use crate::text::span::Span;

/// The fixes of findings that touch a span, in the order of the findings.
pub fn quick_fixes(findings: &[Finding], span: Span) -> Vec<Action> {
    let of = |it: &Finding| {
        let action = |(n, fix): (usize, &Fix)| Action {
            preferred: n == 0 && fix.safe,
            ..Action::for_finding(fix.title.clone(), it, fix.edits.clone())
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

/// One action that applies all safe fixes of the document, as `check --fix` does.
pub(super) fn fix_all(request: &Request<'_>) -> Option<Action> {
    let edits = fixes::edits(request.doc, request.script, request.findings, request.settings);
    let title = say! { en: "Apply all safe fixes", pt_br: "Aplicar todas as correções seguras" };
    (!edits.is_empty()).then(|| Action::new(title, Kind::FixAll, edits))
}
