//! Commands that remove the build account while the build still needs it.

use crate::model::step::List;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::deletes;
use crate::script::removal;
use crate::script::scripts::{Scripts, StepScript};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "deprovision/build-user-removed",
    level: Level::Warning,
    fixable: true,
    page: include_str!("build_user_removed.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

/// The account that runs the steps on Linux.
const USER: &str = "packer";

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    if script.step.list != List::Customize || script.source.dialect != Dialect::Shell {
        return;
    }
    for command in script.parsed.commands.iter().filter(|it| it.dialect == Dialect::Shell) {
        let Some((span, is_alone)) = removed(command, script) else {
            continue;
        };
        let message = say! {
            en: "The build runs its steps as `{USER}` and needs the account to the end; deprovisioning removes it",
            pt_br: "O build executa as etapas como `{USER}` até o fim; o desprovisionamento remove a conta",
        };
        let report = findings.report_in(script, span, message);
        let edit = if is_alone {
            removal::of_command(script, command)
        } else {
            removal::of_word(script, span)
        };
        if let Some(edit) = edit {
            let title = say! { en: "Delete the command", pt_br: "Excluir o comando" };
            report.guess(title, [edit]);
        }
    }
}

/// Whether a command takes the account away, and whether it does nothing else.
fn removed(command: &Command, script: &StepScript<'_>) -> Option<(Span, bool)> {
    let user = command.operands().find(|it| it.text == USER && !it.is_computed);
    let at_user = || user.map(|it| (it.span, true));
    match command.name.as_str() {
        "userdel" | "deluser" => at_user(),
        "passwd" if command.has_letter('l') || command.has_letter('d') || command.has_long("lock") => at_user(),
        "usermod" if command.has_letter('L') || command.has_long("lock") => at_user(),
        "gpasswd" if command.has(&["-d", "--delete"]) => at_user(),
        "chage" if command.has(&["-E"]) && command.has(&["0"]) => at_user(),
        "rm" => {
            let is_it = |path: &str| {
                matches!(
                    path.trim_end_matches('/'),
                    "/home"
                        | "/home/*"
                        | "/home/packer"
                        | "/home/packer/*"
                        | "/etc/sudoers.d"
                        | "/etc/sudoers.d/*"
                        | "/etc/sudoers"
                )
            };
            let all = deletes::deleted(command, &script.parsed);
            let found = all.iter().find(|it| is_it(&it.path))?;
            Some((found.span, found.is_alone))
        }
        _ => None,
    }
}
