//! A redirection to a file of root, made by the shell of the build account.

use crate::model::file_id::FileEdit;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::{Command, Redirect, User};
use crate::script::scripts::{Scripts, StepScript};
use crate::script::{Dialect, root};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/sudo-redirect",
    level: Level::Warning,
    fixable: true,
    page: include_str!("sudo_redirect.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let commands = &script.parsed.commands;
    if script.source.dialect != Dialect::Shell
        || script.source.has_gaps
        || root::asks_who(commands, &script.source.text)
    {
        return;
    }
    for command in commands.iter().filter(|it| is_of_build(it, commands)) {
        for redirect in command.redirects.iter().filter(|it| it.sign.contains('>')) {
            if !is_closed(redirect, script, scripts, command) {
                continue;
            }
            let path = &redirect.target.text;
            let message = say! {
                en: "Pipe into `sudo tee`: the shell opens `{path}` before `sudo` runs and cannot write there",
                pt_br: "Use um pipe para `sudo tee`: o shell abre `{path}` antes do `sudo` e não pode gravar ali",
            };
            let fix = tee(script, command, redirect);
            let report = findings.report_in(script, redirect.span, message);
            if let Some(edit) = fix {
                let title = say! { en: "Write it with `sudo tee`", pt_br: "Gravar com `sudo tee`" };
                // A pipe answers with the exit code of its last command: a failure of the first one is lost.
                if never_fails(command) {
                    report.fix(title, [edit]);
                } else {
                    report.guess(title, [edit]);
                }
            }
        }
    }
}

/// Whether a command only writes a literal text of the script.
fn never_fails(command: &Command) -> bool {
    match command.name.as_str() {
        "echo" | "printf" => true,
        "cat" => command.words.is_empty() && command.redirects.iter().any(|it| it.sign.starts_with("<<")),
        _ => false,
    }
}

/// Whether the shell that opens the redirections is that of the build account.
fn is_of_build(command: &Command, commands: &[Command]) -> bool {
    let context = command.context;
    if command.dialect != Dialect::Shell || context.is_called {
        return false;
    }
    if command.runs_as == User::Build {
        return true;
    }
    // After `sudo` it is the enclosing shell, whose user is unknown if an earlier command changed it.
    let mut before = commands
        .iter()
        .take_while(|it| it.name_span.start < command.name_span.start);
    command.is_through(&["sudo", "doas"]) && !context.is_nested && !before.any(root::changes_user)
}

fn is_closed(redirect: &Redirect, script: &StepScript<'_>, scripts: &Scripts<'_>, command: &Command) -> bool {
    let path = &redirect.target;
    if !root::is_roots(path) {
        return false;
    }
    let mut before = scripts.commands_before(script, command.name_span.start);
    let is_unseen = !root::is_systems(path) && scripts.has_unseen_before(script);
    !is_unseen && !before.any(|it| root::hands_over(it, &path.text))
}

/// `sudo a > f` as `sudo a | sudo tee f > /dev/null`. `sudo` is removed where it has no effect: from `echo`, and from `cat` of a
/// here-document.
fn tee(script: &StepScript<'_>, command: &Command, redirect: &Redirect) -> Option<FileEdit> {
    let option = match redirect.sign.as_str() {
        ">" | "1>" | ">|" => "",
        ">>" | "1>>" => "-a ",
        _ => return None,
    };
    let text = &script.source.text;
    let file = redirect.target.span.of(text);
    let written = format!("sudo tee {option}{file} > /dev/null");
    let has_text = command.redirects.iter().any(|it| it.sign.starts_with("<<"));
    let has_others = command
        .redirects
        .iter()
        .any(|it| it.span != redirect.span && !it.sign.starts_with("<<"));
    let start = command.span.start;
    let is_between = Span::new(command.span.end, redirect.span.start)
        .of(text)
        .trim()
        .is_empty();
    if has_others || command.context.is_nested || !is_alone(command, redirect, text) {
        return None;
    }
    // A here-document after the file belongs to the command that writes it.
    if has_text && command.name == "cat" && command.words.is_empty() && is_between {
        return script.edit(Span::new(start, redirect.span.end), &written);
    }
    let has_mark = command
        .redirects
        .iter()
        .any(|it| it.sign.starts_with("<<") && it.span.start < redirect.span.start);
    if has_mark && command.name != "exec" {
        return script.edit(redirect.span, &format!("| {written}"));
    }
    if has_text || !is_between || matches!(command.name.as_str(), "exec" | "tee") {
        return None;
    }
    let is_harmless = matches!(command.name.as_str(), "echo" | "printf") && command.wrappers == ["sudo"];
    let kept = if is_harmless {
        Span::new(command.name_span.start, command.span.end)
    } else {
        Span::new(start, command.span.end)
    };
    let new_text = format!("{} | {written}", kept.of(text));
    script.edit(Span::new(start, redirect.span.end), &new_text)
}

/// Whether the redirection ends its command, and no pipe or operator of another one follows.
fn is_alone(command: &Command, redirect: &Redirect, text: &str) -> bool {
    let behind = text.get(redirect.span.end as usize..).unwrap_or_default();
    let next = behind.trim_start_matches([' ', '\t']).chars().next();
    let is_end =
        matches!(next, None | Some('\n' | ';' | '&' | ')' | '}' | '<')) || behind.trim_start().starts_with("||");
    is_end && command.span.end <= redirect.span.start
}
