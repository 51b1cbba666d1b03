//! Quick fixes: what the findings under the cursor offer, and all that may be applied without asking.

use crate::ide::actions::{Action, Kind, Request};
use crate::rules::engine::finding::{Finding, Fix};
use crate::rules::engine::groups;
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

/// The fixes for whole groups, where the cursor is at the first place of one.
pub(super) fn joint_fixes(request: &Request<'_>) -> Vec<Action> {
    let shown = match request.script {
        Some(_) => groups::of_script(request.findings),
        None => groups::of_document(request.doc, request.findings),
    };
    let joint = groups::joint_fixes(&shown).filter(|it| touches(it.0, request.span));
    joint
        .map(|(it, fix)| Action::for_finding(fix.title.clone(), it, fix.edits.clone()))
        .collect()
}

/// The findings that touch a span.
pub fn near(findings: &[Finding], span: Span) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(move |it| touches(it, span))
}

fn touches(finding: &Finding, span: Span) -> bool {
    finding.span.touches(span.start) || finding.span.overlaps(span)
}

/// One action that applies all safe fixes of the document, as `check --fix` does.
pub(super) fn fix_all(request: &Request<'_>) -> Option<Action> {
    let edits = fixes::edits(request.doc, request.script, request.findings, request.settings);
    let title = say! { en: "Apply all safe fixes", pt_br: "Aplicar todas as correções seguras" };
    (!edits.is_empty()).then(|| Action::new(title, Kind::FixAll, edits))
}
