//! A check for updates whose exit code fails the step.

use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::scripts::{Scripts, StepScript};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/check-update",
    level: Level::Information,
    fixable: true,
    page: include_str!("check_update.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    for command in script.parsed.commands.iter().filter(|it| fails(it)) {
        let goes_on = |it: &Command| it.name == "set" && it.has(&["+e"]);
        let is_lenient = scripts.any_before(script, command.name_span.start, goes_on);
        if is_lenient || script.source.has_gaps || !script.ends_with(command) {
            continue;
        }
        let (name, Some(verb)) = (&command.name, command.verb().map(|it| &it.text)) else {
            continue;
        };
        let message = say! {
            en: "`{name} {verb}` exits with 100 if updates are available, which fails the step",
            pt_br: "`{name} {verb}` termina com 100 se há atualizações disponíveis, o que faz a etapa falhar",
        };
        let end = command
            .redirects
            .iter()
            .map(|it| it.span.end)
            .chain([command.span.end])
            .max();
        let fix = end.and_then(|it| script.edit(Span::at(it), " || [ $? -eq 100 ]"));
        let report = findings.report_in(script, command.name_span, message);
        if let Some(edit) = fix {
            report.guess(
                say! { en: "Accept exit code 100", pt_br: "Aceitar o código de saída 100" },
                [edit],
            );
        }
    }
}

fn fails(command: &Command) -> bool {
    let context = command.context;
    let is_manager =
        matches!(command.name.as_str(), "yum" | "dnf" | "dnf5" | "tdnf") && command.dialect == Dialect::Shell;
    let is_looked_at = context.is_tested || context.is_background || context.is_substituted || context.is_called;
    is_manager
        && command
            .verb()
            .is_some_and(|it| matches!(it.text.as_str(), "check-update" | "check-upgrade"))
        && !is_looked_at
        && !context.is_nested
        && command.pipe.is_none()
}
