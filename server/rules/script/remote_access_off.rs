//! A script that stops the service through which Image Builder reaches the build VM.

use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::removal;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::services::{self, Action, is_rehearsed};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/remote-access-off",
    level: Level::Error,
    fixable: true,
    page: include_str!("remote_access_off.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

/// The services and packages after the connection, as commands name them.
const LINUX: [&str; 4] = ["ssh", "sshd", "openssh-server", "openssh"];
const WINDOWS: [&str; 2] = ["winrm", "windows remote management (ws-management)"];

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    for command in &script.parsed.commands {
        // A function may run after the build.
        if command.context.is_called || is_rehearsed(command) {
            continue;
        }
        let Some(cut) = cut(script, command) else { continue };
        let way = match command.dialect {
            Dialect::Shell => "SSH",
            Dialect::PowerShell => "WinRM",
        };
        let message = match cut {
            Cut::Now => say! {
                en: "Keep {way} on: the service needs it to reach the build VM; turn it off when a new VM starts",
                pt_br: "Mantenha {way}: o serviço acessa a VM de build por ele; desative-o quando uma nova VM iniciar",
            },
            Cut::Later => say! {
                en: "After a restart the service cannot reach the build VM by {way}; turn it off when a new VM starts",
                pt_br: "Após reiniciar, o serviço não acessa a VM de build por {way}; desative-o quando uma nova VM iniciar",
            },
            Cut::SignIn => say! {
                en: "Keep NTLM sign-in to WinRM on: the build uses it; turn it off when a new VM starts",
                pt_br: "Mantenha a entrada no WinRM por NTLM: o build a usa; desative-a quando uma nova VM iniciar",
            },
        };
        // An SSH session outlives the service that accepted it.
        let is_sure = cut == Cut::Now && command.dialect == Dialect::PowerShell && !command.context.is_conditional;
        let level = if is_sure && command.name != "remove-item" && command.name != "winrm" {
            Level::Error
        } else {
            Level::Warning
        };
        let report = findings.report_in(script, command.name_span, message).level(level);
        if let Some(edit) = removal::of_command(script, command) {
            report.guess(say! { en: "Delete the command", pt_br: "Excluir o comando" }, [edit]);
        }
    }
}

/// When the connection is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    Now,
    Later,
    /// WinRM stays on, and refuses the way in which the build signs in.
    SignIn,
}

fn cut(script: &StepScript<'_>, command: &Command) -> Option<Cut> {
    let parsed = &script.parsed;
    if let Some((action, names)) = services::action(parsed, command) {
        let known: &[&str] = match command.dialect {
            Dialect::Shell => &LINUX,
            Dialect::PowerShell => &WINDOWS,
        };
        let hit = names.iter().any(|it| known.contains(&it.as_str()));
        let comes_back = |it: &Command| known.iter().any(|name| services::brings_back(parsed, it, name));
        let is_cut = hit && !script.behind(command).any(comes_back);
        return is_cut.then_some(match action {
            Action::Disable => Cut::Later,
            Action::Stop | Action::Remove => Cut::Now,
        });
    }
    if command.dialect == Dialect::Shell {
        return None;
    }
    let mut words = command.words.iter().map(|it| it.text.to_ascii_lowercase());
    let is_set_up_again = script.behind(command).any(sets_up);
    match command.name.as_str() {
        _ if is_set_up_again => None,
        "disable-psremoting" => Some(Cut::Later),
        _ if refuses_sign_in(command) => Some(Cut::SignIn),
        _ if forbids_remote_management(command) => Some(Cut::Later),
        "winrm" | "remove-wsmaninstance" => {
            let text: String = words.collect::<Vec<_>>().join(" ");
            let is_delete = command.name != "winrm" || text.starts_with("delete");
            // The service uses HTTPS, so the HTTP listener may be deleted.
            let is_other = text.contains("http") && !text.contains("https");
            (is_delete && text.contains("listener") && !is_other).then_some(Cut::Now)
        }
        "remove-item" => words
            .any(|it| it.starts_with("wsman:") && it.contains("listener"))
            .then_some(Cut::Now),
        _ => None,
    }
}

/// Whether a command turns off Negotiate, and with it NTLM, for connections to WinRM. Basic authentication is not in use.
fn refuses_sign_in(command: &Command) -> bool {
    let all: String = command.words.iter().map(|it| it.text.to_ascii_lowercase()).collect();
    let all: String = all.chars().filter(|it| !matches!(it, '"' | '\'' | ' ' | '$')).collect();
    match command.name.as_str() {
        "winrm" => all.contains("config/service/auth") && all.contains("negotiate=false"),
        "set-item" => all.contains("wsman:") && all.contains("service\\auth\\negotiate") && all.ends_with("false"),
        _ => {
            registry(
                command,
                "policies\\microsoft\\windows\\winrm\\service",
                "AllowNegotiate",
                "0",
            ) || registry(command, "control\\lsa\\msv1_0", "RestrictReceivingNTLMTraffic", "2")
        }
    }
}

/// The policy that keeps WinRM from listening.
fn forbids_remote_management(command: &Command) -> bool {
    registry(
        command,
        "policies\\microsoft\\windows\\winrm\\service",
        "AllowAutoConfig",
        "0",
    )
}

/// Whether a command gives a value of the registry this content. `key` is the end of its path, in lower case.
fn registry(command: &Command, key: &str, name: &str, content: &str) -> bool {
    let writes = match command.name.as_str() {
        "set-itemproperty" | "new-itemproperty" => true,
        "reg" => command.has(&["add"]),
        _ => false,
    };
    let is_key = |it: &str| it.to_ascii_lowercase().trim_end_matches('\\').ends_with(key);
    writes && command.words.iter().any(|it| is_key(&it.text)) && command.has(&[name]) && command.has(&[content])
}

/// Whether a command restores what another one removed.
fn sets_up(command: &Command) -> bool {
    match command.name.as_str() {
        "enable-psremoting" | "set-wsmanquickconfig" | "new-wsmaninstance" => true,
        "winrm" => command.has(&["create", "quickconfig", "qc"]),
        "new-item" => command
            .words
            .iter()
            .any(|it| it.text.to_ascii_lowercase().starts_with("wsman:")),
        _ => false,
    }
}
