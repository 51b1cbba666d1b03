//! A script that changes the network adapter through which the service reaches the build VM.

use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::services::is_rehearsed;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/network-adapter",
    level: Level::Warning,
    page: include_str!("network_adapter.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    for command in &script.parsed.commands {
        let level = match command.dialect {
            Dialect::Shell => of_shell(command),
            Dialect::PowerShell => of_powershell(command),
        };
        let fed = script.parsed.feeds(command).into_iter().flat_map(|it| &it.words);
        let mut words = command.words.iter().chain(fed).map(|it| it.text.to_ascii_lowercase());
        let Some(level) = level.filter(|_| !words.any(|it| is_inner(&it))) else {
            continue;
        };
        if is_rehearsed(command) || command.context.is_called {
            continue;
        }
        let message = if level == Level::Information {
            say! {
                en: "Renaming the adapter may break later network configuration; every VM gets a new adapter anyway",
                pt_br: "Renomear o adaptador pode prejudicar a rede; de qualquer forma, cada VM recebe um novo adaptador",
            }
        } else {
            say! {
                en: "This disconnects the build VM and fails the build; configure the adapter when a new VM starts",
                pt_br: "Isto desconecta a VM de build e o build falha; configure o adaptador quando uma nova VM iniciar",
            }
        };
        findings.report_in(script, command.name_span, message).level(level);
    }
}

fn of_powershell(command: &Command) -> Option<Level> {
    match command.name.as_str() {
        "set-netadapteradvancedproperty" if command.has_switch("NoRestart", 2) => None,
        "set-netadapteradvancedproperty" | "disable-netadapter" | "restart-netadapter" | "new-netipaddress" => {
            Some(Level::Warning)
        }
        "rename-netadapter" => Some(Level::Information),
        "netsh" => {
            let is_off = command.has(&["disabled", "disable", "admin=disabled", "admin=disable"]);
            let is_interface = command.has(&["interface"]) && command.has(&["set"]);
            (is_interface && is_off).then_some(Level::Warning)
        }
        _ => None,
    }
}

/// Network managers that keep the connection when they are restarted.
const MANAGERS: [&str; 4] = [
    "networkmanager",
    "networkmanager.service",
    "systemd-networkd",
    "systemd-networkd.service",
];
const NETWORKS: [&str; 4] = ["network", "network.service", "networking", "networking.service"];

fn of_shell(command: &Command) -> Option<Level> {
    let goes_down = match command.name.as_str() {
        "ip" => command.has(&["link", "l"]) && command.has(&["set"]) && command.has(&["down"]),
        "ifconfig" => command.has(&["down"]),
        "ifdown" => !command.words.is_empty(),
        "nmcli" => {
            let is_connection = command.has(&["con", "connection", "c"]) && command.has(&["down"]);
            let is_device = command.has(&["dev", "device", "d"]) && command.has(&["disconnect"]);
            is_connection || is_device || (command.has(&["networking", "net"]) && command.has(&["off"]))
        }
        "netplan" => command.has(&["apply"]),
        "systemctl" | "service" => {
            let stops = command.has(&["stop"]);
            (command.has(&NETWORKS) && (stops || command.has(&["restart"]))) || (command.has(&MANAGERS) && stops)
        }
        _ => false,
    };
    goes_down.then_some(Level::Warning)
}

/// Whether a word names an adapter that only the VM itself uses.
fn is_inner(word: &str) -> bool {
    const INNER: [&str; 8] = [
        "loopback",
        "vethernet",
        "docker",
        "virbr",
        "veth",
        "dummy",
        "br-",
        "cni",
    ];
    word == "lo" || INNER.iter().any(|it| word.starts_with(it)) || word.contains("loopback")
}
