//! `pip install` into the Python of a distribution that protects it.

use crate::model::distribution::{self, Distribution};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::scripts::{Scripts, StepScript};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/pip-managed",
    level: Level::Warning,
    fixable: true,
    page: include_str!("pip_managed.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

/// What lifts the protection, or brings another Python.
const SETUP: [&str; 13] = [
    "externally-managed",
    "break-system-packages",
    "break_system_packages",
    "pip.conf",
    "pip config",
    "/bin/activate",
    "virtual_env",
    "conda",
    "pyenv",
    "export path",
    "path=",
    "alias ",
    "python3.",
];

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let Some(image) = distribution::distribution(scripts.template) else {
        return;
    };
    let is_protected = match image.distribution {
        Distribution::Ubuntu(Some(release)) => release >= (23, 4),
        Distribution::Debian(Some(release)) => release >= 12,
        _ => false,
    };
    if !is_protected {
        return;
    }
    let level = if image.is_written {
        Level::Warning
    } else {
        Level::Information
    };
    for script in scripts.seen() {
        let text = script.source.text.to_ascii_lowercase();
        if SETUP.iter().any(|it| text.contains(it)) {
            return;
        }
        for command in script.parsed.commands.iter().filter(|it| installs(it, script)) {
            let message = say! {
                en: "This system protects its Python, and `pip install` fails; install into a virtual environment",
                pt_br: "Este sistema protege o Python dele, e o `pip install` falha; instale em um ambiente virtual",
            };
            let report = findings.report_in(script, command.name_span, message).level(level);
            let verb = command.word(&["install"]).filter(|_| !command.context.is_nested);
            if let Some(edit) = verb.and_then(|it| script.edit(Span::at(it.span.end), " --break-system-packages")) {
                let title = say! { en: "Add `--break-system-packages`", pt_br: "Adicionar `--break-system-packages`" };
                report.guess(title, [edit]);
            }
        }
    }
}

/// Whether a command installs into the Python of the system.
fn installs(command: &Command, script: &StepScript<'_>) -> bool {
    let written = command.name_span.of(&script.source.text);
    let is_pip = |it: &str| matches!(it, "pip" | "pip3");
    let module = || {
        let mut words = command.words.iter();
        matches!(written, "python" | "python3" | "/usr/bin/python3")
            && words.next().is_some_and(|it| it.text == "-m")
            && words.next().is_some_and(|it| is_pip(&it.text))
    };
    let is_system = is_pip(written) || matches!(written, "/usr/bin/pip" | "/usr/bin/pip3") || module();
    // These name a folder of their own.
    let is_elsewhere = ["target", "prefix", "root", "python", "dry-run", "help"]
        .iter()
        .any(|it| command.has_long(it));
    let is_elsewhere = is_elsewhere
        || command.has(&["-t", "-h"])
        || command
            .words
            .iter()
            .any(|it| it.is_computed && it.text.starts_with('$'));
    let context = command.context;
    command.dialect == Dialect::Shell
        && is_system
        && !is_elsewhere
        && command.has(&["install"])
        && !command.has(&["download", "wheel"])
        && !context.is_uncertain()
        && !context.is_tested
        && !command.is_through(&["docker", "podman", "chroot"])
}
