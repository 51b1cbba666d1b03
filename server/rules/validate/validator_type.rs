//! A validator whose type exists only for customizers.

use crate::model::template::Template;
use crate::rules::engine::versions;
use crate::rules::schema::closed_set;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "validate/validator-type",
    level: Level::Error,
    since: Some("2022-02-14"),
    fixable: true,
    about_version: true,
    page: include_str!("validator_type.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

fn check(violation: &Violation<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    if !is_customizer(violation) || versions::has_refused_version(template) {
        return;
    }
    let written = violation.node.as_str().unwrap_or_default();
    let message = say! {
        en: "`{written}` is for `customize` only; validators are of type `PowerShell`, `Shell` or `File`",
        pt_br: "`{written}` é só para `customize`; validadores são do tipo `PowerShell`, `Shell` ou `File`",
    };
    let report = findings
        .report(violation.node.span(), message)
        .level(closed_set(template));
    if let Some(step) = violation.node.parent() {
        let title = say! { en: "Remove the validator", pt_br: "Remover o validador" };
        report.guess(title, [patch::remove(step)]);
    }
}

/// Whether a validator has a type that only steps have; this rule says more about it than
/// `schema/unknown-type-value`.
pub(in crate::rules) fn is_customizer(violation: &Violation<'_>) -> bool {
    let written = violation.node.as_str().unwrap_or_default();
    violation.problem == Difference::NoVariant("ImageTemplateInVMValidator")
        && matches!(written.as_ref(), "WindowsRestart" | "WindowsUpdate")
}
