//! What commands of Windows do to the way of the service through the firewall of the build VM, which is port 5986.

use crate::script::analysis::ParsedScript;
use crate::script::command::{Command, Word};
use crate::script::firewall::{Change, Wall, holds};

/// The change of a command of PowerShell.
pub fn of_powershell(parsed: &ParsedScript, command: &Command) -> Option<Change> {
    match command.name.as_str() {
        "set-netfirewallprofile" => profile(command),
        "netsh" => netsh(command),
        "new-netfirewallrule" => rule(command),
        "enable-netfirewallrule" => names_way(parsed, command).then_some(Change::Allows),
        "remove-netfirewallrule" | "disable-netfirewallrule" => {
            let is_all = command.words.is_empty() && command.pipe.is_none();
            (is_all || command.has_switch("All", 3) || names_way(parsed, command)).then_some(Change::Blocks)
        }
        _ => None,
    }
}

fn profile(command: &Command) -> Option<Change> {
    let is = |name: &str, shortest: usize, text: &str| {
        let value = command.parameter(name, shortest).and_then(|it| it.1);
        value.is_some_and(|it| it.text.trim_start_matches('$').eq_ignore_ascii_case(text))
    };
    if is("Enabled", 2, "False") || is("DefaultInboundAction", 9, "Allow") {
        Some(Change::Opens)
    } else if is("AllowInboundRules", 8, "False") {
        Some(Change::Blocks)
    } else {
        is("DefaultInboundAction", 9, "Block").then_some(Change::Shuts(Wall::WindowsPolicy))
    }
}

fn netsh(command: &Command) -> Option<Change> {
    let words: Vec<String> = command.words.iter().map(|it| it.text.to_ascii_lowercase()).collect();
    let has = |it: &str| words.iter().any(|word| word.split(',').any(|part| part == it));
    if !has("advfirewall") {
        return None;
    }
    if has("reset") {
        return Some(Change::Resets);
    }
    if has("set") && has("state") && has("off") || has("allowinbound") {
        return Some(Change::Opens);
    }
    if has("blockinboundalways") {
        return Some(Change::Blocks);
    }
    if has("blockinbound") {
        return Some(Change::Shuts(Wall::WindowsPolicy));
    }
    if !has("rule") {
        return None;
    }
    let port = words.iter().find_map(|it| it.strip_prefix("localport="));
    let is_way = port.is_none_or(holds_port);
    let names_it = words.iter().any(|it| is_way_name(it));
    let inward = has("dir=in");
    let is_narrow = words.iter().any(|it| {
        let narrows = [
            "program=",
            "service=",
            "remoteip=",
            "remoteport=",
            "localip=",
            "protocol=udp",
            "protocol=icmp",
        ];
        narrows.iter().any(|begin| it.starts_with(begin))
    });
    if has("add") && inward && is_way && has("action=allow") {
        Some(Change::Allows)
    } else if has("add") && inward && is_way && has("action=block") && !is_narrow {
        Some(Change::Blocks)
    } else {
        let takes = has("delete") || (has("set") && has("enable=no"));
        (takes && (names_it || port.is_some_and(holds_port))).then_some(Change::Blocks)
    }
}

fn rule(command: &Command) -> Option<Change> {
    let value = |name: &str, shortest: usize| command.parameter(name, shortest).and_then(|it| it.1);
    let is = |name: &str, shortest: usize, text: &str| {
        value(name, shortest).is_some_and(|it| it.text.eq_ignore_ascii_case(text))
    };
    if is("Direction", 3, "Outbound") || is("Enabled", 2, "False") {
        return None;
    }
    // A list whose items stand without quotes is several words.
    let ports = command
        .words
        .iter()
        .position(|it| it.text.eq_ignore_ascii_case("-LocalPort"));
    let ports: Vec<&Word> = ports.map_or_else(Vec::new, |at| {
        let behind = command.words.iter().skip(at + 1);
        behind.take_while(|it| !it.text.starts_with('-')).collect()
    });
    let holds = |it: &&Word| it.is_computed || holds_port(&it.text) || it.items.iter().any(|it| holds_port(it));
    let is_way = ports.is_empty() || ports.iter().any(holds);
    if !is("Action", 2, "Block") {
        return is_way.then_some(Change::Allows);
    }
    const NARROWS: [&str; 8] = [
        "-program",
        "-service",
        "-remoteaddress",
        "-remoteport",
        "-localaddress",
        "-interfacealias",
        "-interfacetype",
        "-package",
    ];
    let is_narrow = command.has(&NARROWS) || value("Protocol", 4).is_some_and(|it| !is_any(&it.text));
    let is_computed = ports.iter().any(|it| it.is_computed);
    let is_inward = is("Direction", 3, "Inbound");
    // A rule that names the port blocks it, for any protocol but UDP.
    let names_it = !ports.is_empty() && !is("Protocol", 4, "UDP");
    (is_inward && is_way && !is_computed && (names_it || !is_narrow)).then_some(Change::Blocks)
}

fn is_any(text: &str) -> bool {
    ["any", "tcp", "6"].iter().any(|it| it.eq_ignore_ascii_case(text))
}

/// Whether a list of ports or ranges contains 5986.
fn holds_port(text: &str) -> bool {
    holds(text, 5986) || text.split(',').any(|it| it.trim().eq_ignore_ascii_case("any"))
}

/// Whether a command, or the one that feeds it, names the rule of the way.
fn names_way(parsed: &ParsedScript, command: &Command) -> bool {
    let fed = parsed.feeds(command).into_iter().flat_map(|it| &it.words);
    let mut words = command.words.iter().chain(fed);
    words.any(|it| is_way_name(&it.text))
}

/// Whether a name is that of a rule for WinRM; that of the other port is not meant.
fn is_way_name(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let is_other = lower.contains("http") && !lower.contains("https");
    let names = ["winrm", "5986", "windows remote management"];
    !is_other && names.iter().any(|it| lower.contains(it))
}
