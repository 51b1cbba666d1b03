//! A script whose extension does not match the step.

use crate::model::os::{self, Os};
use crate::model::step::{Step, StepKind};
use crate::model::uri;
use crate::model::value::{self, Value};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/script-extension",
    level: Level::Warning,
    fixable: true,
    page: include_str!("script_extension.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let Value::Known(address, node) = value::text(step.given("scriptUri")) else {
        return;
    };
    let Some(parts) = uri::split(&address) else { return };
    let ending = uri::extension(parts.file_name());
    let (word, other) = match (step.kind, ending.as_str()) {
        (Some(StepKind::Shell), ".ps1") => ("Shell", Some("PowerShell")),
        (Some(StepKind::Shell), ".psm1" | ".cmd" | ".bat") => ("Shell", None),
        (Some(StepKind::PowerShell), ".sh" | ".bash") => ("PowerShell", Some("Shell")),
        (Some(StepKind::PowerShell), ".py") => ("PowerShell", None),
        _ => return,
    };
    let message = say! {
        en: "A `{word}` step cannot run a `{ending}` script",
        pt_br: "Uma etapa `{word}` não pode executar um script `{ending}`",
    };
    let report = findings.report(node.span(), message);
    let system = os::operating_system(step.template).map(|it| it.os);
    let fits = |it: &&str| match system {
        Some(Os::Windows) => *it == "PowerShell",
        Some(Os::Linux) => *it == "Shell",
        None => true,
    };
    if let (Some(other), Some(kind)) = (other.filter(fits), step.get("type")) {
        let title =
            say! { en: "Change the type of the step to `{other}`", pt_br: "Alterar o tipo da etapa para `{other}`" };
        report.guess(title, [patch::replace_value(kind, string::quote(other))]);
    }
}
