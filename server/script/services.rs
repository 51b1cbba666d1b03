//! What commands do to services and packages: which they stop, keep from starting or remove, and which they bring back.

use crate::script::Dialect;
use crate::script::analysis::ParsedScript;
use crate::script::command::Command;
use crate::script::packages;

/// What is done to a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It runs on until the next start of the machine.
    Disable,
    Stop,
    Remove,
}

/// What a command does to services or packages, and the words that may name them, in lower case.
pub fn action(parsed: &ParsedScript, command: &Command) -> Option<(Action, Vec<String>)> {
    let action = match command.dialect {
        Dialect::Shell => shell_action(command),
        Dialect::PowerShell => powershell_action(command),
    }?;
    (!is_rehearsed(command)).then(|| (action, names(parsed, command)))
}

fn shell_action(command: &Command) -> Option<Action> {
    let verb = command.verb().map(|it| it.text.as_str()).unwrap_or_default();
    let now = command.has_long("now");
    let is_elsewhere = ["user", "root", "host", "machine"]
        .iter()
        .any(|it| command.has_long(it));
    if let Some(call) = packages::call(command) {
        let removes = call.action == packages::Action::Remove && !call.is_rehearsal();
        return removes.then_some(Action::Remove);
    }
    match command.name.as_str() {
        "systemctl" if is_elsewhere => None,
        "systemctl" => match verb {
            "stop" | "kill" => Some(Action::Stop),
            "disable" | "mask" if now => Some(Action::Stop),
            "disable" | "mask" => Some(Action::Disable),
            _ => None,
        },
        "service" => command.has(&["stop"]).then_some(Action::Stop),
        "update-rc.d" => command.has(&["disable", "remove"]).then_some(Action::Disable),
        "chkconfig" => command.has(&["off"]).then_some(Action::Disable),
        "dpkg" => command
            .has(&["-r", "-P", "--remove", "--purge"])
            .then_some(Action::Remove),
        "rpm" => command.has(&["-e", "--erase"]).then_some(Action::Remove),
        _ => None,
    }
}

fn powershell_action(command: &Command) -> Option<Action> {
    let verb = command
        .verb()
        .map(|it| it.text.to_ascii_lowercase())
        .unwrap_or_default();
    let is_off = command.has(&["disabled", "start=disabled"]);
    match command.name.as_str() {
        "stop-service" => Some(Action::Stop),
        "remove-service" => Some(Action::Remove),
        "set-service" if command.has(&["stopped"]) => Some(Action::Stop),
        "set-service" => is_off.then_some(Action::Disable),
        "net" => (verb == "stop").then_some(Action::Stop),
        "sc" => match verb.as_str() {
            "stop" => Some(Action::Stop),
            "delete" => Some(Action::Remove),
            "config" if is_off => Some(Action::Disable),
            _ => None,
        },
        // The value by which Windows knows a service that is not to start.
        "set-itemproperty" | "new-itemproperty" | "reg" => {
            let is_start = command.has(&["start"]) && command.has(&["4", "0x4"]);
            is_start.then_some(Action::Disable)
        }
        _ => None,
    }
}

/// Whether a command starts a service again, or brings a package back.
pub fn brings_back(parsed: &ParsedScript, command: &Command, name: &str) -> bool {
    let installs = |it: packages::Call<'_>| it.action == packages::Action::Install;
    let is_raising = match command.name.as_str() {
        _ if packages::call(command).is_some_and(installs) => true,
        "systemctl" => command.has(&["start", "restart", "enable", "unmask", "reload-or-restart"]),
        "service" | "net" | "sc" => command.has(&["start", "restart", "config"]) && !command.has(&["disabled"]),
        "start-service" | "restart-service" => true,
        "set-service" => command.has(&["running", "automatic", "manual", "automaticdelayedstart"]),
        _ => false,
    };
    is_raising && names(parsed, command).iter().any(|it| it == name)
}

/// The words of a command, and of the one that feeds it, as names of services.
fn names(parsed: &ParsedScript, command: &Command) -> Vec<String> {
    let fed = parsed.feeds(command).into_iter().flat_map(|it| &it.words);
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
pub fn is_rehearsed(command: &Command) -> bool {
    match command.dialect {
        Dialect::Shell => {
            let long = ["dry-run", "simulate", "just-print", "no-act", "test", "help", "version"];
            packages::call(command).is_some_and(|it| it.is_rehearsal()) || long.iter().any(|it| command.has_long(it))
        }
        Dialect::PowerShell => {
            let here = ["localhost", ".", "127.0.0.1", "$env:computername"];
            let machine = command.parameter("ComputerName", 4).and_then(|it| it.1);
            let is_far = |name: &str| !here.iter().any(|it| it.eq_ignore_ascii_case(name));
            command.has_switch("WhatIf", 2) || machine.is_some_and(|it| is_far(&it.text))
        }
    }
}
