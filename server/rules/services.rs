//! What commands do to services and packages: which they stop, keep from starting or remove, and which they bring back.

use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::reading::Reading;
use crate::script::scripts::StepScript;
use crate::text::edit::Edit;

/// How a service is hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blow {
    /// It runs on until the next start of the machine.
    Disable,
    Stop,
    Remove,
}

/// What a command does to services or packages, and the words that may name them, in lower case.
pub(super) fn blow(reading: &Reading, command: &Command) -> Option<(Blow, Vec<String>)> {
    let blow = match command.dialect {
        Dialect::Shell => shell_blow(command),
        Dialect::PowerShell => powershell_blow(command),
    }?;
    (!is_rehearsed(command)).then(|| (blow, names(reading, command)))
}

fn shell_blow(command: &Command) -> Option<Blow> {
    let verb = command.verb().map(|it| it.text.as_str()).unwrap_or_default();
    let now = command.has_long("now");
    let is_elsewhere = ["user", "root", "host", "machine"]
        .iter()
        .any(|it| command.has_long(it));
    match command.name.as_str() {
        "systemctl" if is_elsewhere => None,
        "systemctl" => match verb {
            "stop" | "kill" => Some(Blow::Stop),
            "disable" | "mask" if now => Some(Blow::Stop),
            "disable" | "mask" => Some(Blow::Disable),
            _ => None,
        },
        "service" => command.has(&["stop"]).then_some(Blow::Stop),
        "update-rc.d" => command.has(&["disable", "remove"]).then_some(Blow::Disable),
        "chkconfig" => command.has(&["off"]).then_some(Blow::Disable),
        "apt" | "apt-get" | "aptitude" | "yum" | "dnf" | "tdnf" | "microdnf" | "zypper" => {
            let verbs = ["remove", "purge", "autoremove", "erase", "rm"];
            command.has(&verbs).then_some(Blow::Remove)
        }
        "dpkg" => command
            .has(&["-r", "-P", "--remove", "--purge"])
            .then_some(Blow::Remove),
        "rpm" => command.has(&["-e", "--erase"]).then_some(Blow::Remove),
        _ => None,
    }
}

fn powershell_blow(command: &Command) -> Option<Blow> {
    let verb = command
        .verb()
        .map(|it| it.text.to_ascii_lowercase())
        .unwrap_or_default();
    let is_off = command.has(&["disabled", "start=disabled"]);
    match command.name.as_str() {
        "stop-service" => Some(Blow::Stop),
        "remove-service" => Some(Blow::Remove),
        "set-service" if command.has(&["stopped"]) => Some(Blow::Stop),
        "set-service" => is_off.then_some(Blow::Disable),
        "net" => (verb == "stop").then_some(Blow::Stop),
        "sc" => match verb.as_str() {
            "stop" => Some(Blow::Stop),
            "delete" => Some(Blow::Remove),
            "config" if is_off => Some(Blow::Disable),
            _ => None,
        },
        // The value by which Windows knows a service that is not to start.
        "set-itemproperty" | "new-itemproperty" | "reg" => {
            let is_start = command.has(&["start"]) && command.has(&["4", "0x4"]);
            is_start.then_some(Blow::Disable)
        }
        _ => None,
    }
}

/// Whether a command starts a service again, or brings a package back.
pub(super) fn raises(reading: &Reading, command: &Command, name: &str) -> bool {
    let is_raising = match command.name.as_str() {
        "systemctl" => command.has(&["start", "restart", "enable", "unmask", "reload-or-restart"]),
        "service" | "net" | "sc" => command.has(&["start", "restart", "config"]) && !command.has(&["disabled"]),
        "apt" | "apt-get" | "aptitude" | "yum" | "dnf" | "tdnf" | "microdnf" | "zypper" => {
            command.has(&["install", "reinstall"])
        }
        "start-service" | "restart-service" => true,
        "set-service" => command.has(&["running", "automatic", "manual", "automaticdelayedstart"]),
        _ => false,
    };
    is_raising && names(reading, command).iter().any(|it| it == name)
}

/// The words of a command, and of the one that feeds it, as names of services.
fn names(reading: &Reading, command: &Command) -> Vec<String> {
    let fed = reading.feeds(command).into_iter().flat_map(|it| &it.words);
    let words = command.words.iter().chain(fed);
    let parts = words.filter(|it| !it.text.starts_with('-')).flat_map(|it| {
        let is_one = it.items.is_empty();
        if is_one {
            vec![it.text.clone()]
        } else {
            it.items.clone()
        }
    });
    let name = |it: String| {
        let lower = it.to_ascii_lowercase();
        // The key of a service in the registry, and the unit of a service.
        let last = lower.rsplit(['\\', '/']).next().unwrap_or_default();
        let bare = last.trim_matches(|c| matches!(c, '"' | '\'' | '*' | ' ' | '(' | ')' | '@'));
        bare.strip_suffix(".service").unwrap_or(bare).to_owned()
    };
    parts.map(name).collect()
}

/// Whether a command only shows what it would do, or does it on another machine.
pub(super) fn is_rehearsed(command: &Command) -> bool {
    match command.dialect {
        Dialect::Shell => {
            let is_apt = command.name.starts_with("apt");
            let long = ["dry-run", "simulate", "just-print", "no-act", "test", "help", "version"];
            (is_apt && command.has_letter('s')) || long.iter().any(|it| command.has_long(it))
        }
        Dialect::PowerShell => {
            let here = ["localhost", ".", "127.0.0.1", "$env:computername"];
            let machine = command.parameter("ComputerName", 4).and_then(|it| it.1);
            let is_far = |name: &str| !here.iter().any(|it| it.eq_ignore_ascii_case(name));
            command.has_switch("WhatIf", 2) || machine.is_some_and(|it| is_far(&it.text))
        }
    }
}

/// The commands of the same script behind this one.
pub(super) fn behind<'s>(script: &'s StepScript<'_>, command: &'s Command) -> impl Iterator<Item = &'s Command> {
    let start = command.span.end;
    script.reading.commands.iter().filter(move |it| it.face.start >= start)
}

/// The change that takes a command out where it stands alone.
pub(super) fn without(script: &StepScript<'_>, command: &Command) -> Option<Edit> {
    let is_alone = command.around.is_plain() && command.redirects.is_empty();
    is_alone.then(|| script.delete_line(command.span))?
}
