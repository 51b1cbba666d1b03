//! A step that disables the update service before a `WindowsUpdate` step.

use crate::model::step::{self, StepKind};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::removal;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::services::{self, Action};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/update-service-off",
    level: Level::Warning,
    fixable: true,
    page: include_str!("update_service_off.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

/// The name of the service, and the one that it is shown under.
const NAMES: [&str; 2] = ["wuauserv", "windows update"];

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let mut disabled: Option<(&StepScript<'_>, usize)> = None;
    let mut own = scripts.all.iter().peekable();
    for step in step::customizers(scripts.template) {
        let script = own.next_if(|it| it.step.node == step.node);
        match (step.kind, script) {
            (Some(StepKind::WindowsUpdate), _) => {
                if let Some((script, at)) = disabled.take() {
                    report(script, at, step.node.anchor(), findings);
                }
            }
            (Some(StepKind::PowerShell), Some(script)) if script.is_whole() => {
                for (at, command) in script.parsed.commands.iter().enumerate() {
                    if disables(script, at) {
                        disabled = Some((script, at));
                    } else if NAMES
                        .iter()
                        .any(|it| services::brings_back(&script.parsed, command, it))
                    {
                        disabled = None;
                    }
                }
            }
            // What cannot be seen may enable it again.
            (Some(StepKind::PowerShell) | None, _) => disabled = None,
            _ => {}
        }
    }
}

fn disables(script: &StepScript<'_>, at: usize) -> bool {
    let Some(command) = script.parsed.commands.get(at).filter(|it| !it.context.is_uncertain()) else {
        return false;
    };
    let action = services::action(&script.parsed, command);
    let is_off = |it: &(Action, Vec<String>)| matches!(it.0, Action::Disable | Action::Remove);
    action
        .filter(is_off)
        .is_some_and(|it| it.1.iter().any(|it| NAMES.contains(&it.as_str())))
}

fn report(script: &StepScript<'_>, at: usize, update: Span, findings: &mut Findings<'_>) {
    let Some(command) = script.parsed.commands.get(at) else {
        return;
    };
    let message = say! {
        en: "Disable the update service after the `WindowsUpdate` step, which fails without it (0x80070422)",
        pt_br: "Desabilite o serviço de atualização depois da etapa `WindowsUpdate`, que falha sem ele (0x80070422)",
    };
    let why = say! { en: "This step needs the service", pt_br: "Esta etapa precisa do serviço" };
    let report = findings
        .report_in(script, command.name_span, message)
        .related(update, why);
    if let Some(edit) = removal::of_command(script, command) {
        report.guess(say! { en: "Delete the command", pt_br: "Excluir o comando" }, [edit]);
    }
}
