//! An installer that may still run when its step has ended.

use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::{Command, Word};
use crate::script::scripts::{Scripts, StepScript};
use crate::script::services::is_rehearsed;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/installer-not-awaited",
    level: Level::Information,
    fixable: true,
    page: include_str!("installer_not_awaited.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    let commands = &script.parsed.commands;
    let own = commands
        .iter()
        .filter(|it| it.dialect == Dialect::PowerShell && !it.context.is_called);
    for command in own.filter(|it| script.source.dialect == it.dialect && !is_rehearsed(it)) {
        let is_started = command.name == "start-process";
        let goes_on = if is_started {
            !command.has_switch("Wait", 2) && installs(command)
        } else {
            is_window_program(script, command)
        };
        if !goes_on || is_awaited(script, command) {
            continue;
        }
        let message = say! {
            en: "The script does not wait for this installer; updates or Sysprep may start meanwhile and fail",
            pt_br: "O script não espera por este instalador; atualizações ou o Sysprep podem começar antes e falhar",
        };
        let new_text = if is_started { " -Wait" } else { " | Out-Null" };
        let end = Span::at(command.span.end);
        let report = findings.report_in(script, command.name_span, message);
        let is_plain = command.context.is_plain() && command.redirects.is_empty();
        if let Some(edit) = script.edit(end, new_text).filter(|_| is_plain) {
            report.guess(
                say! { en: "Wait for the installer", pt_br: "Esperar pelo instalador" },
                [edit],
            );
        }
    }
}

/// Whether a program looks like an installer: by its name, or by a silent option.
fn installs(command: &Command) -> bool {
    let is_splat = |it: &Word| it.text.starts_with('@') && !it.text.starts_with("@(");
    let named = command.parameter("FilePath", 2).and_then(|it| it.1);
    let Some(file) = named.or(command.operands().next()) else {
        return false;
    };
    let lower = file.text.to_ascii_lowercase();
    let name = lower.rsplit(['/', '\\']).next().unwrap_or_default();
    if command.words.iter().any(is_splat) {
        return false;
    }
    if matches!(name, "msiexec" | "msiexec.exe" | "wusa" | "wusa.exe") || name.ends_with(".msi") {
        return true;
    }
    let says = ["setup", "install", "unins"].iter().any(|it| name.contains(it));
    name.ends_with(".exe") && (says || has_silent_switch(command))
}

fn has_silent_switch(command: &Command) -> bool {
    const SILENT: [&str; 10] = [
        "/s",
        "/silent",
        "/verysilent",
        "/quiet",
        "/q",
        "/qn",
        "-silent",
        "--silent",
        "-quiet",
        "--quiet",
    ];
    let texts = command.words.iter().flat_map(|it| it.text.split([' ', ',']));
    let mut bare = texts.map(|it| it.trim_matches(['(', ')', '@', '"', '\'']).to_ascii_lowercase());
    bare.any(|it| SILENT.contains(&it.as_str()))
}

/// Whether a program is called by name that has a graphical interface; PowerShell waits for it only if its output is redirected.
fn is_window_program(script: &StepScript<'_>, command: &Command) -> bool {
    let is_bare = command.wrappers.is_empty() && command.pipe.is_none() && !command.context.is_nested;
    let line = script
        .source
        .text
        .get(..command.span.start as usize)
        .unwrap_or_default();
    let is_assigned = line.trim_end().ends_with(['=', '(']);
    let program = command
        .name_span
        .of(&script.source.text)
        .trim_matches(['"', '\''])
        .to_ascii_lowercase();
    let is_installer = match command.name.as_str() {
        "msiexec" => command.words.iter().any(|it| !it.text.ends_with('?')),
        "setup" => program.ends_with(".exe"),
        _ => false,
    };
    is_installer && is_bare && !is_assigned && !command.context.is_substituted
}

/// Whether the script waits in another way.
fn is_awaited(script: &StepScript<'_>, command: &Command) -> bool {
    const WAITS: [&str; 4] = ["wait-process", "start-sleep", "get-process", "wait-job"];
    let text = script.source.text.get(command.span.end as usize..).unwrap_or_default();
    let lower = text.to_ascii_lowercase();
    let is_asked = ["waitforexit", "hasexited"].iter().any(|it| lower.contains(it));
    let same_pipe = |it: &Command| {
        it.pipe
            .is_some_and(|(id, _)| command.pipe.is_some_and(|own| own.0 == id))
    };
    is_asked
        || script
            .behind(command)
            .any(|it| WAITS.contains(&it.name.as_str()) || same_pipe(it))
}
