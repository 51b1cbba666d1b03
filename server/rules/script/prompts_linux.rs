//! A command that prompts for input.

use crate::model::file_id::FileEdit;
use crate::model::os;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::scripts::{Scripts, StepScript};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/prompts-linux",
    level: Level::Warning,
    fixable: true,
    page: include_str!("prompts_linux.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let is_debian = os::is_debian(scripts.template) == Some(true);
    let exports = |name: &str| script.parsed.assignments.iter().any(|it| it.name == name);
    for command in &script.parsed.commands {
        let context = command.context;
        let is_left = context.is_called || context.is_background || context.is_timed;
        if command.dialect != Dialect::Shell || is_left || command.has_input() || has_unknown_option(command) {
            continue;
        }
        let asks = match command.name.as_str() {
            "dpkg-reconfigure" => !exports("DEBIAN_FRONTEND") && asks(command),
            "adduser" => is_debian && asks(command),
            _ => asks(command),
        };
        if !asks {
            continue;
        }
        let name = &command.name;
        let message = if script.ends_with(command) {
            say! {
                en: "`{name}` prompts for input here; nobody answers, and the step fails or times out",
                pt_br: "`{name}` pede uma entrada aqui; ninguém responde, e a etapa falha ou excede o tempo limite",
            }
        } else {
            say! {
                en: "`{name}` prompts for input here; nobody answers, and it gives up or waits until the timeout",
                pt_br: "`{name}` pede uma entrada aqui; ninguém responde, e ele desiste ou espera até o tempo limite",
            }
        };
        let fix = switch(command).and_then(|it| Some((it, insert_switch(script, command, it)?)));
        let report = findings.report_in(script, command.name_span, message);
        let Some((Switch { text, is_guess, .. }, edit)) = fix else {
            continue;
        };
        let title = say! { en: "Add `{text}`", pt_br: "Adicionar `{text}`" };
        if is_guess {
            report.guess(title, [edit]);
        } else {
            report.fix(title, [edit]);
        }
    }
}

/// Whether a variable may contain an option.
fn has_unknown_option(command: &Command) -> bool {
    command
        .words
        .iter()
        .any(|it| it.is_computed && it.text.starts_with(['$', '`', '-']) && !it.text.contains("USER"))
}

fn asks(command: &Command) -> bool {
    let has = |words: &[&str]| command.has(words);
    let letters = |all: &str| all.chars().any(|it| command.has_letter(it));
    if has(&["--help", "--version"]) {
        return false;
    }
    let operands = || command.operands().count();
    match command.name.as_str() {
        // In a loop or a branch, input usually comes from elsewhere.
        "read" => !letters("tu") && !command.context.is_uncertain(),
        "passwd" => command.options().next().is_none(),
        // It asks for a file; without a terminal, it takes an empty passphrase unasked. The other letters request something
        // other than a new key.
        "ssh-keygen" => !letters("fNlyFRALBeipcDHKrsGTMYQkZUI"),
        "dpkg-reconfigure" => {
            let is_set = command.settings.iter().any(|it| it.name == "DEBIAN_FRONTEND");
            operands() > 0 && !is_set && !command.mentions(&["noninteractive"])
        }
        "adduser" => {
            let is_silent = has(&["--disabled-password", "--disabled-login"]);
            let has_name = command.has_long("gecos") || command.has_long("comment");
            let is_system = letters("D") || has(&["--system", "--group"]);
            operands() == 1 && !is_system && !(is_silent && has_name)
        }
        "mysql_secure_installation" => !command.has_long("use-default"),
        "vi" | "vim" | "nvim" => !letters("esEcS") && !command.words.iter().any(|it| it.text.starts_with('+')),
        "nano" | "pico" => true,
        "visudo" => !letters("c") && command.settings.is_empty() && !has(&["--check"]),
        "crontab" => letters("e") && command.settings.is_empty(),
        "top" => !letters("bh"),
        "rm" => letters("i") && !letters("f"),
        "fdisk" => operands() > 0 && !letters("lsx") && !has(&["--list"]),
        "openssl" => {
            let is_new = has(&["-new", "-x509", "-newkey"]);
            let answers = ["-subj", "-batch", "-config", "-in", "-passout", "-section"];
            command.verb().is_some_and(|it| it.text == "req") && is_new && !has(&answers)
        }
        _ => false,
    }
}

/// The option that keeps a command from prompting.
#[derive(Clone, Copy)]
struct Switch {
    text: &'static str,
    /// Whether the option makes a decision that a person might make differently.
    is_guess: bool,
}

fn switch(command: &Command) -> Option<Switch> {
    let (text, is_guess) = match command.name.as_str() {
        "dpkg-reconfigure" => ("-f noninteractive", false),
        "top" => ("-b -n 1", true),
        "adduser" if command.options().next().is_none() && !command.context.is_nested => {
            ("--disabled-password --gecos ''", true)
        }
        _ => return None,
    };
    Some(Switch { text, is_guess })
}

fn insert_switch(script: &StepScript<'_>, command: &Command, switch: Switch) -> Option<FileEdit> {
    script.edit(Span::at(command.name_span.end), &format!(" {}", switch.text))
}
