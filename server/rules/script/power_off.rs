//! A script that shuts down the build VM.

use crate::model::step::List;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::{Command, Word};
use crate::script::overrides;
use crate::script::removal;
use crate::script::restarts;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::services::is_rehearsed;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/power-off",
    level: Level::Error,
    fixable: true,
    page: include_str!("power_off.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    for command in &script.parsed.commands {
        // Functions may never be called.
        if !(switches_off(command) || sysprep_switch(command, script).is_some())
            || is_rehearsed(command)
            || command.context.is_called
        {
            continue;
        }
        if script.behind(command).any(takes_back) {
            continue;
        }
        let sysprep = sysprep_switch(command, script);
        let is_reboot = sysprep.is_some_and(|it| REBOOT.iter().any(|name| it.text.eq_ignore_ascii_case(name)));
        let message = match sysprep {
            Some(_) if is_reboot => say! {
                en: "This restarts the build VM while it is generalized, and the build fails; use `/quit`",
                pt_br: "Isto reinicia a VM de build durante a generalização, e o build falha; use `/quit`",
            },
            Some(_) => say! {
                en: "This shuts down the build VM and fails the build; use `/quit`, the service stops the VM at the end",
                pt_br: "Isto desliga a VM de build e faz o build falhar; use `/quit`, o próprio serviço desliga a VM no final",
            },
            None => say! {
                en: "This shuts down the build VM and fails the build; delete it, the service stops the VM at the end",
                pt_br: "Isto desliga a VM de build e faz o build falhar; exclua-o, o próprio serviço desliga a VM no final",
            },
        };
        let level = if command.context.is_conditional {
            Level::Warning
        } else {
            Level::Error
        };
        let report = findings.report_in(script, command.name_span, message).level(level);
        if let Some(word) = sysprep {
            let is_apart = word.span.of(&script.source.text) == word.text;
            if let Some(edit) = script.edit(word.span, "/quit").filter(|_| is_apart) {
                report.guess(
                    say! { en: "Replace it with `/quit`", pt_br: "Substituir por `/quit`" },
                    [edit],
                );
            }
        } else if let Some(edit) = removal::of_command(script, command) {
            report.guess(say! { en: "Delete the command", pt_br: "Excluir o comando" }, [edit]);
        }
    }
}

const SHUTDOWN: [&str; 2] = ["/shutdown", "-shutdown"];
const REBOOT: [&str; 2] = ["/reboot", "-reboot"];

/// The switch by which Sysprep shuts the VM down or restarts it afterwards, in a step that does not deal with the
/// deprovisioning script.
fn sysprep_switch<'c>(command: &'c Command, script: &StepScript<'_>) -> Option<&'c Word> {
    let is_own = || script.step.list == List::Customize && !overrides::names_it(&script.source.text);
    let switch = || command.word(&SHUTDOWN).or_else(|| command.word(&REBOOT));
    (command.name == "sysprep" && is_own()).then(switch).flatten()
}

fn switches_off(command: &Command) -> bool {
    match (command.dialect, command.name.as_str()) {
        (Dialect::Shell, "poweroff" | "halt") => !command.has(&["-w", "--wtmp-only", "--reboot"]),
        (Dialect::Shell, "init" | "telinit") => command.has(&["0"]),
        (Dialect::Shell, "systemctl") => command.has(&["poweroff", "halt"]),
        (Dialect::Shell, "shutdown") => {
            // Without an action, a time alone shuts the machine down.
            let letters = ['r', 'c', 'k'].iter().any(|it| command.has_letter(*it));
            let is_other = letters || ["reboot", "show"].iter().any(|it| command.has_long(it));
            !is_other && !command.words.is_empty() && !command.words.iter().any(|it| it.is_computed)
        }
        (Dialect::PowerShell, "stop-computer") => true,
        (Dialect::PowerShell, "invoke-cimmethod" | "invoke-wmimethod") => restarts::calls(command, "Shutdown"),
        (Dialect::PowerShell, "shutdown") => {
            let has = |it: char| command.has(&[&format!("/{it}"), &format!("-{it}")]);
            let is_off = has('s') || has('p') || has('h') || command.has(&["/sg", "-sg"]);
            // `/m` names another machine, `/a` cancels a shutdown.
            is_off && !has('r') && !has('m') && !has('a')
        }
        _ => false,
    }
}

/// Whether a command cancels a shutdown that was scheduled for later.
fn takes_back(command: &Command) -> bool {
    command.name == "shutdown" && command.has(&["-c", "/a", "-a"])
}
