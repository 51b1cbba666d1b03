//! A client image that is not restarted after its last installer.

use crate::model::step::{self, Step, StepKind};
use crate::rules::customize::is_windows_client;
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::installs::{self, Work};
use crate::script::scripts::Scripts;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/no-final-restart",
    level: Level::Information,
    fixable: true,
    page: include_str!("no_final_restart.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    if !is_windows_client(scripts.template) {
        return;
    }
    let steps: Vec<Step<'_>> = step::customizers(scripts.template).collect();
    // An update step restarts the VM too, and a step of an unknown kind may.
    let may_restart =
        |it: &&Step<'_>| matches!(it.kind, Some(StepKind::WindowsRestart | StepKind::WindowsUpdate) | None);
    let mut behind = steps.iter().rev().take_while(|it| !may_restart(it));
    let Some(installer) = behind.find(|it| installs(**it, scripts)) else {
        return;
    };
    let Some(last) = steps.last() else { return };
    let message = say! {
        en: "Add a restart after the last installer; otherwise pending work may delay the first sign-in",
        pt_br: "Reinicie depois do último instalador; senão, trabalho pendente pode atrasar a primeira entrada",
    };
    let json = "{\n  \"type\": \"WindowsRestart\",\n  \"restartTimeout\": \"10m\"\n}";
    let title = say! { en: "Add a restart as the last step", pt_br: "Adicionar uma reinicialização como última etapa" };
    findings
        .report(names::anchor(installer.node), message)
        .about(installer.node.span())
        .guess(title, [patch::add_item_after(last.node, json)]);
}

/// Whether a command of a step certainly installs something.
fn installs<'d>(step: Step<'d>, scripts: &Scripts<'d>) -> bool {
    let script = scripts.script_of(step);
    let is_installer = |work: Work| work > Work::Unknown;
    script.is_some_and(|it| it.parsed.commands.iter().filter_map(installs::work).any(is_installer))
}
