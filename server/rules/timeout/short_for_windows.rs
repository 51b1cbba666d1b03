//! A build timeout that is likely too short for Windows.

use crate::model::os::{self, Os};
use crate::model::step::{self, StepKind};
use crate::model::template::Template;
use crate::rules::timeout::written_minutes;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "timeout/short-for-windows",
    level: Level::Warning,
    fixable: true,
    page: include_str!("short_for_windows.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some((minutes @ 6..=59, node)) = written_minutes(template) else {
        return;
    };
    let Some(system) = os::operating_system(template).filter(|it| it.os == Os::Windows) else {
        return;
    };
    let updates = step::customizers(template).any(|it| it.kind == Some(StepKind::WindowsUpdate));
    let only_checks = template
        .property("validate")
        .and_then(|it| it.get("sourceValidationOnly"))
        .and_then(Node::as_bool);
    let level = if only_checks == Some(true) {
        Level::Information
    } else {
        Level::Warning
    };
    let message = say! {
        en: "Use at least 60 minutes, as Microsoft recommends for Windows; {minutes} may not be enough",
        pt_br: "Use pelo menos 60 minutos, como a Microsoft recomenda para o Windows; {minutes} podem não bastar",
    };
    let why = say! { en: "This shows that the image is Windows", pt_br: "Isto mostra que a imagem é Windows" };
    let enough = if updates { "240" } else { "60" };
    let title =
        say! { en: "Set `buildTimeoutInMinutes` to {enough}", pt_br: "Definir `buildTimeoutInMinutes` como {enough}" };
    findings
        .report(node.span(), message)
        .level(level)
        .related(system.because.span(), why)
        .guess(title, [patch::replace_value(node, enough)]);
}
