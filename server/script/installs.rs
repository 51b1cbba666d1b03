//! What a command of a PowerShell script installs.

use crate::script::command::Command;

/// A kind of work that may go on until the next restart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// Nothing is known about the command.
    Unknown,
    /// A feature, a capability or an app of Windows.
    Feature,
    /// Software with an installer of its own.
    Software,
}

/// The work of a command; `None` for one that leaves none.
pub fn work(command: &Command) -> Option<Work> {
    if is_harmless(command) {
        return None;
    }
    let has = |part: &str| {
        let holds = |text: &str| text.to_ascii_lowercase().contains(part);
        command.words.iter().any(|it| holds(&it.text))
    };
    let is_software = match command.name.as_str() {
        "msiexec" | "wusa" | "setup" => true,
        "choco" | "winget" => has("install"),
        "dism" => has("/add-package"),
        "start-process" => ["setup", "install", ".msi", "msiexec", "wusa"].iter().any(|it| has(it)),
        _ => false,
    };
    let is_feature = match command.name.as_str() {
        "dism" => has("/enable-feature") || has("/add-capability"),
        name => FEATURES.contains(&name),
    };
    Some(match (is_software, is_feature) {
        (true, _) => Work::Software,
        (false, true) => Work::Feature,
        (false, false) => Work::Unknown,
    })
}

/// Cmdlets that add a part of Windows.
const FEATURES: [&str; 5] = [
    "install-windowsfeature",
    "add-windowsfeature",
    "enable-windowsoptionalfeature",
    "add-windowscapability",
    "add-appxprovisionedpackage",
];

/// Commands that leave no work for a restart.
const HARMLESS: [&str; 23] = [
    "echo",
    "mkdir",
    "md",
    "cd",
    "new-item",
    "remove-item",
    "copy-item",
    "move-item",
    "rename-item",
    "set-location",
    "push-location",
    "pop-location",
    "set-content",
    "add-content",
    "expand-archive",
    "start-sleep",
    "invoke-webrequest",
    "where-object",
    "foreach-object",
    "select-object",
    "select-string",
    "join-path",
    "convertfrom-json",
];

fn is_harmless(command: &Command) -> bool {
    let begins = |it: &&str| command.name.starts_with(*it);
    HARMLESS.contains(&command.name.as_str()) || ["get-", "write-", "out-", "test-"].iter().any(begins)
}
