//! Features of Windows that a command turns on, as far as they need a restart.

use crate::script::command::{Command, Word};

/// Features that always need a restart before they are on, in lower case.
const RESTARTING: [&str; 6] = [
    "containers",
    "hypervisorplatform",
    "microsoft-hyper-v",
    "microsoft-hyper-v-all",
    "microsoft-windows-subsystem-linux",
    "virtualmachineplatform",
];

/// Whether a command turns on a feature of the running system that always needs a restart.
pub fn needs_restart(command: &Command) -> bool {
    match command.name.as_str() {
        "enable-windowsoptionalfeature" => {
            command.has_switch("Online", 2) && !command.has_switch("WhatIf", 1) && command.words.iter().any(names_one)
        }
        "dism" => {
            let name = |it: &Word| {
                let (key, name) = it.text.split_once([':', '='])?;
                let is_key = key.trim_start_matches(['/', '-']).eq_ignore_ascii_case("featurename");
                (is_key && is_restarting(name)).then_some(())
            };
            let turns_on = command.has(&["/enable-feature", "-enable-feature"]) && command.has(&["/online", "-online"]);
            turns_on && command.words.iter().any(|it| name(it).is_some())
        }
        _ => false,
    }
}

/// Whether a command neither restarts the machine nor asks whether to.
pub fn suppresses_restart(command: &Command) -> bool {
    match command.name.as_str() {
        "dism" => command.has(&["/norestart", "-norestart"]),
        _ => command.has_switch("NoRestart", 1),
    }
}

fn names_one(word: &Word) -> bool {
    let parts = word.text.split([',', '(', ')', '@', ' ']);
    let parts = parts.map(|it| it.trim_matches(['\'', '"']));
    let mut names = word.items.iter().map(String::as_str).chain(parts);
    !word.is_computed && names.any(is_restarting)
}

fn is_restarting(name: &str) -> bool {
    RESTARTING.iter().any(|it| name.eq_ignore_ascii_case(it))
}
