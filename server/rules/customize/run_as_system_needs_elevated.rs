//! A step that runs as SYSTEM without elevation.

use crate::model::step::{Step, StepKind};
use crate::model::value::{self, Value};
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/run-as-system-needs-elevated",
    level: Level::Error,
    since: Some(SINCE),
    fixable: true,
    page: include_str!("run_as_system_needs_elevated.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

/// The API version that introduced `runAsSystem`.
const SINCE: &str = "2020-02-14";

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let as_system = match value::boolean(step.get("runAsSystem")) {
        Value::Known(true, node) => node,
        _ => return,
    };
    let elevated = step.get("runElevated");
    let is_off = matches!(value::boolean(elevated), Value::Known(false, _) | Value::Missing);
    // Earlier versions have no `runAsSystem`, which other rules report.
    if step.kind != Some(StepKind::PowerShell) || !is_off || !versions::version_may_have(step.template, SINCE) {
        return;
    }
    let message = say! {
        en: "`runAsSystem` requires `\"runElevated\": true`; the service rejects the template without it",
        pt_br: "`runAsSystem` exige `\"runElevated\": true`; o serviço rejeita o template sem isso",
    };
    let span = as_system.key_span().unwrap_or(as_system.span());
    let report = findings.report(span, message).about(as_system.span());
    let (title, edit) = match elevated {
        Some(off) => (
            say! { en: "Set `runElevated` to `true`", pt_br: "Definir `runElevated` como `true`" },
            patch::replace_value(off, "true"),
        ),
        None => (
            say! { en: "Add `runElevated`", pt_br: "Adicionar `runElevated`" },
            patch::add_member(step.node, "runElevated", "true"),
        ),
    };
    let other = say! { en: "Remove `runAsSystem`", pt_br: "Remover `runAsSystem`" };
    report.guess(title, [edit]).guess(other, [patch::remove(as_system)]);
}
