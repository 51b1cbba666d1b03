//! Which commands restart the machine, and for those of PowerShell, whether for certain or only if a restart is due.

use crate::script::Dialect;
use crate::script::command::{Command, Word};

/// A restart by a command.
pub struct Restart<'c> {
    pub cause: Cause<'c>,
    /// Whether the machine restarts only if what the command did needs it.
    pub is_as_needed: bool,
}

/// What makes a command restart the machine.
#[derive(Clone, Copy)]
pub enum Cause<'c> {
    /// It does nothing else.
    Command,
    /// A switch of a command that does something else.
    Switch(&'c Word),
    /// The lack of this switch, by which the command would leave the restart to others.
    Missing(&'static str),
}

/// The restart that a command of PowerShell causes; `None` for one that causes none on this machine.
pub fn restart(command: &Command) -> Option<Restart<'_>> {
    if command.dialect != Dialect::PowerShell {
        return None;
    }
    let always = |cause| Restart {
        cause,
        is_as_needed: false,
    };
    let as_needed = |cause| Restart {
        cause,
        is_as_needed: true,
    };
    let switch = |name: &str, shortest: usize| {
        let word = command.parameter(name, shortest)?.0;
        command.has_switch(name, shortest).then_some(Cause::Switch(word))
    };
    match command.name.as_str() {
        _ if restarts_alone(command) => Some(always(Cause::Command)),
        "rename-computer" | "add-computer" | "remove-computer" => switch("Restart", 3).map(always),
        "install-windowsfeature" | "add-windowsfeature" | "uninstall-windowsfeature" | "remove-windowsfeature" => {
            switch("Restart", 3).map(as_needed)
        }
        "install-windowsupdate" | "get-windowsupdate" | "get-wuinstall" => switch("AutoReboot", 5).map(as_needed),
        "install-addsforest"
        | "install-addsdomain"
        | "install-addsdomaincontroller"
        | "uninstall-addsdomaincontroller" => {
            let waits = command.has_switch("NoRebootOnCompletion", 3);
            (!waits).then(|| always(Cause::Missing("-NoRebootOnCompletion")))
        }
        "msiexec" => forced(command, &["/forcerestart", "-forcerestart", "reboot=force", "reboot=f"]).map(always),
        "wusa" => match forced(command, &["/forcerestart", "-forcerestart"]) {
            Some(cause) => Some(always(cause)),
            None => {
                let is_left = command.has(&["/norestart", "/promptrestart", "/warnrestart", "-norestart"]);
                let is_quiet = command.has(&["/quiet", "-quiet"]);
                (is_quiet && !is_left).then(|| as_needed(Cause::Missing("/norestart")))
            }
        },
        "dism" => {
            let services =
                |it: &Word| SERVICING.contains(&it.text.trim_start_matches(['/', '-']).to_ascii_lowercase().as_str());
            let is_quiet = command.has(&["/quiet", "-quiet"]) && command.has(&["/online", "-online"]);
            let is_left = command.has(&["/norestart", "-norestart"]);
            let is_one = is_quiet && !is_left && command.words.iter().any(services);
            is_one.then(|| as_needed(Cause::Missing("/NoRestart")))
        }
        "netdom" => {
            let is_switch = |it: &&Word| it.text.get(..7).is_some_and(|it| it.eq_ignore_ascii_case("/reboot"));
            command.words.iter().find(is_switch).map(|it| always(Cause::Switch(it)))
        }
        _ => None,
    }
}

/// What DISM does that may need a restart.
const SERVICING: [&str; 6] = [
    "enable-feature",
    "disable-feature",
    "add-package",
    "remove-package",
    "add-capability",
    "remove-capability",
];

fn forced<'c>(command: &'c Command, words: &[&str]) -> Option<Cause<'c>> {
    command.word(words).map(Cause::Switch)
}

fn restarts_alone(command: &Command) -> bool {
    let has = |it: char| command.has(&[&format!("/{it}"), &format!("-{it}")]);
    match command.name.as_str() {
        "restart-computer" => true,
        // `/m` names another machine, `/a` cancels a shutdown.
        "shutdown" => (has('r') || has('g')) && !has('m') && !has('a'),
        "usoclient" => command.has(&["RestartDevice"]),
        "wmic" => command.has(&["os"]) && command.has(&["call"]) && command.has(&["reboot"]),
        "invoke-cimmethod" | "invoke-wmimethod" => calls(command, "Reboot"),
        _ => false,
    }
}

/// Whether a command of a shell restarts the machine.
pub fn restarts_linux(command: &Command) -> bool {
    if command.dialect != Dialect::Shell || command.has(&["--help", "--wtmp-only", "-w"]) {
        return false;
    }
    match command.name.as_str() {
        // With these options it shuts the machine down.
        "reboot" => !command.has(&["-p", "--poweroff", "--halt", "--force-off"]),
        "shutdown" => (command.has_letter('r') || command.has_long("reboot")) && !command.has_letter('c'),
        "init" | "telinit" => command.words.first().is_some_and(|it| it.text == "6"),
        "systemctl" => command.verb().is_some_and(|it| it.text == "reboot"),
        _ => false,
    }
}

/// Whether a command calls a method of the operating system by this name.
pub fn calls(command: &Command, method: &str) -> bool {
    let given = |name: &str, shortest: usize| command.parameter(name, shortest).and_then(|it| it.1);
    let name = given("MethodName", 1).or_else(|| given("Name", 1));
    name.is_some_and(|it| it.text.eq_ignore_ascii_case(method))
}
