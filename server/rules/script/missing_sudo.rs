//! A command that needs root and runs under the build account.

use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::{Command, User, Word};
use crate::script::scripts::{Scripts, StepScript};
use crate::script::{Dialect, root};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/missing-sudo",
    level: Level::Warning,
    fixable: true,
    page: include_str!("missing_sudo.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let commands = &script.parsed.commands;
    // A computed item may start a root shell.
    if script.source.dialect != Dialect::Shell
        || script.source.has_gaps
        || root::asks_who(commands, &script.source.text)
    {
        return;
    }
    for command in commands {
        let context = command.context;
        let is_own = command.runs_as == User::Build && command.dialect == Dialect::Shell;
        if !is_own || context.is_substituted || context.is_called || is_forgiven(command, script) {
            continue;
        }
        let place = || {
            root::targets(command)
                .into_iter()
                .find(|it| is_closed(it, script, scripts, command))
        };
        let name = &command.name;
        let message = if root::is_reserved(command) {
            say! {
                en: "Put `sudo` in front of `{name}`: it needs root and fails under the build account",
                pt_br: "Coloque `sudo` na frente de `{name}`: ele precisa de root e falha com a conta do build",
            }
        } else if let Some(path) = place().map(|it| &it.text) {
            say! {
                en: "Put `sudo` in front of `{name}`: the build account cannot write to `{path}`",
                pt_br: "Coloque `sudo` na frente de `{name}`: a conta do build não pode gravar em `{path}`",
            }
        } else {
            continue;
        };
        let fix = front(command).and_then(|it| script.edit(Span::at(it), "sudo "));
        let report = findings.report_in(script, command.name_span, message);
        if let Some(edit) = fix {
            report.fix(say! { en: "Add `sudo`", pt_br: "Adicionar `sudo`" }, [edit]);
        }
    }
}

/// Whether its failure is expected: `rm /usr/a || true`.
fn is_forgiven(command: &Command, script: &StepScript<'_>) -> bool {
    let ends = command.redirects.iter().map(|it| it.span.end);
    let end = ends.chain([command.span.end]).max().unwrap_or_default();
    let behind = script.source.text.get(end as usize..).unwrap_or_default();
    behind.trim_start_matches([' ', '\t']).starts_with("||")
}

/// Whether a path belongs to root, and no earlier command seems to have opened it.
fn is_closed(path: &Word, script: &StepScript<'_>, scripts: &Scripts<'_>, command: &Command) -> bool {
    if !root::is_roots(path) {
        return false;
    }
    let mut before = scripts.commands_before(script, command.name_span.start);
    let is_unseen = !root::is_systems(path) && scripts.has_unseen_before(script);
    !is_unseen && !before.any(|it| root::hands_over(it, path.text.trim_end_matches('/')))
}

/// Where to insert `sudo`: before everything that belongs to the command, but after keywords of the shell.
fn front(command: &Command) -> Option<u32> {
    let settings = command.settings.iter().map(|it| it.span.start);
    if !command.is_through(&["exec", "command", "builtin", "time"]) {
        return settings.chain([command.span.start]).min();
    }
    command.settings.is_empty().then_some(command.name_span.start)
}
