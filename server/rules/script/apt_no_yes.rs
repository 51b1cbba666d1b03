//! `apt` commands that prompt for confirmation.

use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::Command;
use crate::script::packages::{self, Action, Manager};
use crate::script::scripts::{Scripts, StepScript};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/apt-no-yes",
    level: Level::Warning,
    fixable: true,
    page: include_str!("apt_no_yes.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    for command in &script.parsed.commands {
        let asks = |it: &packages::Call<'_>| it.manager == Manager::Apt && it.action != Action::Refresh;
        let Some(call) = packages::call(command).filter(asks) else {
            continue;
        };
        let is_configured = |it: &Command| packages::may_configure(it, Manager::Apt);
        if call.is_answered(command, &script.parsed)
            || scripts.any_before(script, command.name_span.start, is_configured)
        {
            continue;
        }
        let (name, verb) = (&command.name, &call.verb.text);
        // Ubuntu includes this package, so there is nothing to confirm.
        let is_there =
            call.action == Action::Install && call.packages().is_some_and(|it| it == ["unattended-upgrades"]);
        let (level, message) = if is_there {
            let message = say! {
                en: "Ubuntu includes `unattended-upgrades`, so `apt` does not prompt there; `-y` makes sure of it",
                pt_br: "O Ubuntu já inclui `unattended-upgrades`, então o `apt` não pede confirmação; `-y` garante isso",
            };
            (Level::Information, message)
        } else if !script.ends_with(command) {
            let message = say! {
                en: "Add `-y`: `{name} {verb}` prompts for confirmation and gives up or waits until the timeout",
                pt_br: "Adicione `-y`: `{name} {verb}` pede confirmação e desiste ou espera até o tempo limite",
            };
            (Level::Warning, message)
        } else {
            let message = say! {
                en: "Add `-y`: `{name} {verb}` prompts for confirmation, and the step fails or times out",
                pt_br: "Adicione `-y`: `{name} {verb}` pede confirmação, e a etapa falha ou excede o tempo limite",
            };
            (Level::Warning, message)
        };
        let fix = script.edit(Span::at(call.verb.span.end), " -y");
        let report = findings.report_in(script, command.name_span, message).level(level);
        if let Some(edit) = fix {
            report.fix(say! { en: "Add `-y`", pt_br: "Adicionar `-y`" }, [edit]);
        }
    }
}
