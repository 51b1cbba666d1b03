//! A command or loop that never ends.

use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::scripts::{Scripts, StepScript};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/never-ends",
    level: Level::Warning,
    page: include_str!("never_ends.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    let parsed = &script.parsed;
    for command in parsed.commands.iter().filter(|it| is_awaited(it) && is_endless(it)) {
        let name = &command.name;
        let message = say! {
            en: "`{name}` never ends here, so the step runs until the timeout",
            pt_br: "`{name}` nunca termina aqui, então a etapa é executada até o tempo limite",
        };
        findings.report_in(script, command.name_span, message);
    }
    // A function that the loop calls, or an item that is not available, may leave the loop.
    if !parsed.functions.is_empty() || script.source.has_gaps {
        return;
    }
    for word in &parsed.endless {
        let message = say! {
            en: "This loop never ends, so the step runs until the timeout",
            pt_br: "Este laço nunca termina, então a etapa é executada até o tempo limite",
        };
        findings.report_in(script, *word, message);
    }
}

/// Whether the script waits for it. In a pipe, a command ends with the command that reads it.
fn is_awaited(command: &Command) -> bool {
    let context = command.context;
    let is_left = context.is_background || context.is_called || context.is_timed || context.is_substituted;
    let is_started = command.is_through(&["nohup", "setsid", "start-process"]);
    !is_left && !is_started && command.pipe.is_none()
}

fn is_endless(command: &Command) -> bool {
    if command.has(&["--help", "--version", "-h"]) {
        return false;
    }
    match command.dialect {
        Dialect::Shell => is_endless_in_shell(command),
        Dialect::PowerShell => match command.name.as_str() {
            "ping" => command.has(&["-t", "/t"]),
            "get-content" => command.has_switch("Wait", 1),
            _ => is_server(command),
        },
    }
}

fn is_endless_in_shell(command: &Command) -> bool {
    let follows = command.has_letter('f') || command.has_long("follow");
    match command.name.as_str() {
        "tail" => (follows || command.has_letter('F')) && !command.has_long("pid"),
        "journalctl" => follows,
        "dmesg" => command.has_letter('w') || command.has_long("follow"),
        "sleep" => command.has(&["infinity", "inf"]),
        "watch" => {
            let options = command.words.iter().take_while(|it| it.text.starts_with('-'));
            let ends = |it: &str| matches!(it, "-g" | "--chgexit" | "-e" | "--errexit" | "-q" | "--equexit");
            !command.words.is_empty() && !options.into_iter().any(|it| ends(&it.text))
        }
        "ping" | "ping6" => {
            let counts = command
                .options()
                .any(|it| it.text.starts_with("-c") || it.text.starts_with("-w"));
            // A variable before the address may contain the count.
            let is_known = !command.words.iter().rev().skip(1).any(|it| it.is_computed);
            command.operands().next().is_some() && !counts && is_known
        }
        "yes" => command.redirects.is_empty(),
        _ => is_server(command),
    }
}

/// Programs that run until they are stopped.
fn is_server(command: &Command) -> bool {
    let first = command.words.first().map(|it| it.text.as_str()).unwrap_or_default();
    let module = || command.words.iter().skip_while(|it| it.text != "-m").nth(1);
    match command.name.as_str() {
        "node" | "nodejs" => first.rsplit('/').next() == Some("server.js"),
        "python" | "python3" => {
            module().is_some_and(|it| matches!(it.text.as_str(), "http.server" | "SimpleHTTPServer"))
        }
        "php" => first == "-S",
        "flask" => command.verb().is_some_and(|it| it.text == "run"),
        "gunicorn" => !command.words.is_empty() && !command.has_letter('D') && !command.has_long("daemon"),
        "uvicorn" => !command.words.is_empty(),
        _ => false,
    }
}
