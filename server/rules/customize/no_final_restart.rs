//! A client image that is not restarted after its last updates.

use crate::model::step::{self, Step, StepKind};
use crate::model::template::Template;
use crate::rules::customize::is_windows_client;
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/no-final-restart",
    level: Level::Information,
    fixable: true,
    page: include_str!("no_final_restart.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let steps: Vec<Step<'_>> = step::customizers(template).collect();
    let Some(at) = steps.iter().rposition(|it| it.kind == Some(StepKind::WindowsUpdate)) else {
        return;
    };
    let behind = steps.get(at + 1..).unwrap_or_default();
    // A step of an unknown kind may restart the VM.
    let may_restart = |it: &Step<'_>| matches!(it.kind, Some(StepKind::WindowsRestart) | None);
    if behind.iter().any(may_restart) || !is_windows_client(template) {
        return;
    }
    let (Some(update), Some(last)) = (steps.get(at), steps.last()) else {
        return;
    };
    let message = say! {
        en: "Add a restart after the last installer; otherwise pending work may delay the first sign-in",
        pt_br: "Reinicie depois do último instalador; senão, trabalho pendente pode atrasar a primeira entrada",
    };
    let json = "{\n  \"type\": \"WindowsRestart\",\n  \"restartTimeout\": \"10m\"\n}";
    let title = say! { en: "Add a restart as the last step", pt_br: "Adicionar uma reinicialização como última etapa" };
    findings
        .report(names::anchor(update.node), message)
        .about(update.node.span())
        .guess(title, [patch::add_item_after(last.node, json)]);
}
