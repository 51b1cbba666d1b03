//! Packages that open configuration dialogs.

use crate::model::file_id::FileEdit;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::Command;
use crate::script::packages::{self, Action, Manager};
use crate::script::scripts::{Scripts, StepScript};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/apt-noninteractive",
    level: Level::Information,
    fixable: true,
    page: include_str!("apt_noninteractive.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

/// Packages that ask questions during installation, even with `-y`.
const ASKING: [&str; 22] = [
    "cacti",
    "davfs2",
    "iptables-persistent",
    "jackd2",
    "kexec-tools",
    "krb5-config",
    "krb5-user",
    "ldap-auth-config",
    "libnss-ldap",
    "libnss-ldapd",
    "libpam-ldap",
    "libpam-ldapd",
    "macchanger",
    "mailutils",
    "nslcd",
    "phpmyadmin",
    "postfix",
    "roundcube",
    "slapd",
    "ttf-mscorefonts-installer",
    "ubuntu-restricted-extras",
    "wireshark",
];

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for script in &scripts.all {
        let commands = script.parsed.commands.iter();
        let own = commands.filter(|it| may_ask(it) && !is_noninteractive(it, script, scripts));
        found.extend(own.map(|it| (script, it)));
    }
    let Some((script, first)) = found.first() else { return };
    let is_exported = exports(script).next().is_some();
    let name = &first.name;
    let message = if is_exported {
        say! {
            en: "`sudo` drops `DEBIAN_FRONTEND`; packages may open a dialog that `-y` does not answer",
            pt_br: "O `sudo` descarta `DEBIAN_FRONTEND`; pacotes podem abrir um diálogo ao qual `-y` não responde",
        }
    } else {
        say! {
            en: "Set `DEBIAN_FRONTEND=noninteractive` for `{name}`; `-y` does not answer dialogs of packages",
            pt_br: "Defina `DEBIAN_FRONTEND=noninteractive` para `{name}`; `-y` não responde a diálogos de pacotes",
        }
    };
    let edits: Option<Vec<FileEdit>> = found.iter().map(|(script, it)| with_variable(script, it)).collect();
    let report = findings.report_in(script, first.name_span, message);
    if let Some(edits) = edits {
        let title = say! {
            en: "Set `DEBIAN_FRONTEND=noninteractive`",
            pt_br: "Definir `DEBIAN_FRONTEND=noninteractive`",
        };
        report.fix(title, edits);
    }
}

/// Upgrades, which may find modified configuration files, and packages that are known to ask questions.
fn may_ask(command: &Command) -> bool {
    let Some(call) = packages::call(command).filter(|it| it.manager == Manager::Apt && !it.is_rehearsal()) else {
        return false;
    };
    match call.action {
        Action::Upgrade => true,
        Action::Install => call
            .packages()
            .is_some_and(|it| it.iter().any(|name| ASKING.contains(name))),
        Action::Refresh | Action::Remove => false,
    }
}

/// Whether an earlier command or setting makes the command non-interactive.
fn is_noninteractive(command: &Command, script: &StepScript<'_>, scripts: &Scripts<'_>) -> bool {
    let is_set = command.settings.iter().any(|it| it.name == "DEBIAN_FRONTEND");
    let is_exported = exports(script).next().is_some() && (passes_on(command, script) || command.context.is_nested);
    let speaks_of_it = |it: &Command| {
        let words = ["debian_frontend", "debconf", "noninteractive"];
        packages::call(it).is_none() && it.mentions(&words)
    };
    let is_known = scripts.any_before(script, command.name_span.start, speaks_of_it);
    let selects = |it: &Command| it.name == "debconf-set-selections";
    let is_selected = scripts.any_before(script, command.name_span.start, selects);
    is_set || is_exported || is_known || is_selected || script.source.has_gaps || command.has_input()
}

/// The positions where a script exports the variable.
fn exports<'s>(script: &'s StepScript<'_>) -> impl Iterator<Item = Span> + 's {
    let all = script.parsed.assignments.iter();
    all.filter(|it| it.name == "DEBIAN_FRONTEND").map(|it| it.span)
}

/// Whether the variables of the script reach a command: `sudo` keeps them with `-E` only.
fn passes_on(command: &Command, script: &StepScript<'_>) -> bool {
    let front = Span::new(command.span.start, command.name_span.start).of(&script.source.text);
    let keeps = |it: &str| {
        it.starts_with("--preserve-env") || (it.starts_with('-') && !it.starts_with("--") && it.contains('E'))
    };
    !command.is_through(&["sudo"]) || front.split_whitespace().any(keeps)
}

/// The variable in front of the command; after other wrappers than these it would be taken for a program.
fn with_variable(script: &StepScript<'_>, command: &Command) -> Option<FileEdit> {
    let is_fit = command
        .wrappers
        .last()
        .is_none_or(|it| matches!(it.as_str(), "sudo" | "env"));
    is_fit
        .then(|| script.edit(Span::at(command.name_span.start), "DEBIAN_FRONTEND=noninteractive "))
        .flatten()
}
