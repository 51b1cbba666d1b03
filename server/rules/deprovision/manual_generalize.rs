//! A step that generalizes the VM, which the build does anyway.

use crate::model::deprovision::Override;
use crate::model::os::Os;
use crate::model::step::List;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::{Command, Word};
use crate::script::overrides;
use crate::script::removal;
use crate::script::scripts::{Scripts, StepScript};
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "deprovision/manual-generalize",
    level: Level::Warning,
    fixable: true,
    superseded_by: &["script/power-off"],
    page: include_str!("manual_generalize.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    // A step that deals with the deprovisioning script reads or writes the command.
    if script.step.list != List::Customize || overrides::names_it(&script.source.text) {
        return;
    }
    let system = overrides::system(script.source.dialect);
    for command in script.parsed.commands.iter().filter(|it| generalises(it)) {
        let is_last = script.step.after().next().is_none() && is_last(command, script);
        let (message, level) = match system {
            _ if is_last => (
                say! {
                    en: "The build generalizes the VM right after this command, so this is redundant",
                    pt_br: "O build generaliza a VM logo depois deste comando, então isto é redundante",
                },
                Level::Information,
            ),
            Os::Windows => (
                say! {
                    en: "Sysprep here is too early: the build generalizes at the end, and the second run may never finish",
                    pt_br: "É cedo demais para o Sysprep: o build generaliza no final, e a segunda execução pode nunca terminar",
                },
                Level::Warning,
            ),
            Os::Linux => (
                say! {
                    en: "The build generalizes the VM at the end; here it removes users and keys that the build still needs",
                    pt_br: "O build generaliza a VM no final; aqui isso remove usuários e chaves de que o build ainda precisa",
                },
                Level::Warning,
            ),
        };
        let report = findings.report_in(script, command.name_span, message).level(level);
        let Some(edit) = removal::of_command(script, command) else {
            continue;
        };
        let title = say! { en: "Delete the command", pt_br: "Excluir o comando" };
        let report = report.guess(title, [edit.clone()]);
        let way = match system {
            Os::Windows => Override::Windows,
            Os::Linux => Override::Linux,
        };
        if edit.edit.span.len() < script.step.node.span().len()
            && let Some(list) = removal::list(script).filter(|_| !overrides::are_there(scripts))
        {
            let title = say! {
                en: "Delete the command and write a custom deprovisioning script at the end",
                pt_br: "Excluir o comando e gravar um script de desprovisionamento personalizado no final",
            };
            report.guess(title, [edit, patch::add_item(list, &way.step()).into()]);
        }
    }
}

fn generalises(command: &Command) -> bool {
    let is_switch = |it: &Word, name: &str| it.text.trim_start_matches(['/', '-']).eq_ignore_ascii_case(name);
    // The service's own script keeps the name of the agent in a variable.
    match command.name.trim_matches(['$', '{', '}']) {
        "sysprep" => command.words.iter().any(|it| is_switch(it, "generalize")),
        "waagent" => {
            let is_it = |it: &Word| is_switch(it, "deprovision") || is_switch(it, "deprovision+user");
            command.words.iter().any(is_it)
        }
        _ => false,
    }
}

/// Whether only the usual `sync` follows.
fn is_last(command: &Command, script: &StepScript<'_>) -> bool {
    let mut behind = script
        .parsed
        .commands
        .iter()
        .filter(|it| it.name_span.start >= command.span.end);
    behind.all(|it| matches!(it.name.as_str(), "sync" | "export" | "exit"))
}
