//! `yum`, `dnf` or `zypper` commands that prompt for confirmation.

use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::Command;
use crate::script::packages::{self, Action, Manager};
use crate::script::scripts::{Scripts, StepScript};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/rpm-no-yes",
    level: Level::Warning,
    fixable: true,
    page: include_str!("rpm_no_yes.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    for command in &script.parsed.commands {
        let asks = |it: &packages::Call<'_>| it.manager != Manager::Apt && it.action != Action::Refresh;
        let Some(call) = packages::call(command).filter(asks) else {
            continue;
        };
        let may_configure: fn(&Command) -> bool = match call.manager {
            Manager::Zypper => |it| packages::may_configure(it, Manager::Zypper),
            _ => |it| packages::may_configure(it, Manager::Dnf),
        };
        if call.is_answered(command, &script.parsed)
            || scripts.any_before(script, command.name_span.start, may_configure)
        {
            continue;
        }
        let (option, offset) = match call.manager {
            Manager::Zypper => ("--non-interactive", command.name_span.end),
            _ => ("-y", call.verb.span.end),
        };
        let (name, verb) = (&command.name, &call.verb.text);
        let message = if script.ends_with(command) {
            say! {
                en: "Add `{option}`: `{name} {verb}` prompts for confirmation, and the step fails or times out",
                pt_br: "Adicione `{option}`: `{name} {verb}` pede confirmação, e a etapa falha ou excede o tempo limite",
            }
        } else {
            say! {
                en: "Add `{option}`: `{name} {verb}` prompts for confirmation and gives up or waits until the timeout",
                pt_br: "Adicione `{option}`: `{name} {verb}` pede confirmação e desiste ou espera até o tempo limite",
            }
        };
        let fix = script.edit(Span::at(offset), &format!(" {option}"));
        let report = findings.report_in(script, command.name_span, message);
        if let Some(edit) = fix {
            report.fix(say! { en: "Add `{option}`", pt_br: "Adicionar `{option}`" }, [edit]);
        }
    }
}
