//! What commands of a shell do to the way of the service through the firewall of the build VM, which is port 22.

pub mod windows;

use crate::script::command::{Command, Word};

/// A step of a firewall's configuration that counts for the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The way is let through, or may be.
    Allows,
    /// Everything is shut that is not let through: at once, or once the firewall is switched on.
    Shuts(Wall),
    /// The connection itself is closed, even if it was allowed before.
    Blocks,
    /// The rules are taken away and the policy stays.
    Flushes,
    /// Nothing is shut any more.
    Opens,
    /// All is as it was first.
    Resets,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wall {
    /// The firewall of Ubuntu, switched on.
    Ufw,
    /// Its policy, which counts once it is on.
    UfwPolicy,
    /// The kernel's own tables.
    Tables,
    /// The policy of Windows, which lets through what a rule allows.
    WindowsPolicy,
}

/// The change of a command of a shell.
pub fn of_shell(command: &Command) -> Option<Change> {
    match command.name.as_str() {
        "ufw" => ufw(command),
        "iptables" | "iptables-nft" | "iptables-legacy" => iptables(command),
        // What a file contains may let it through.
        "iptables-restore" => Some(Change::Allows),
        "nft" => nft(command),
        "firewall-cmd" => firewalld(command),
        _ => None,
    }
}

fn ufw(command: &Command) -> Option<Change> {
    if command.has_long("dry-run") {
        return None;
    }
    let all: Vec<&Word> = command.operands().collect();
    let words: Vec<String> = all.iter().map(|it| it.text.to_ascii_lowercase()).collect();
    let has = |it: &str| words.iter().any(|word| word == it);
    let is_outward = has("out") || has("outgoing") || has("routed") || has("route");
    let denies = has("deny") || has("reject");
    let rest = all.get(1..).unwrap_or_default();
    match words.first()?.as_str() {
        "enable" => Some(Change::Shuts(Wall::Ufw)),
        "disable" => Some(Change::Opens),
        "reset" => Some(Change::Resets),
        _ if is_outward => None,
        "default" if denies => Some(Change::Shuts(Wall::UfwPolicy)),
        "default" => has("allow").then_some(Change::Allows),
        "delete" => (!denies && names_ssh(rest)).then_some(Change::Blocks),
        "allow" | "limit" | "insert" | "prepend" | "rule" if !denies => may_name_ssh(rest).then_some(Change::Allows),
        // A rule for one source alone does not affect the service.
        _ if denies && !has("from") => names_ssh(rest).then_some(Change::Blocks),
        _ => None,
    }
}

/// Whether a list of ports and ranges contains a port.
fn holds(ports: &str, port: u32) -> bool {
    let number = |it: &str| it.trim().parse::<u32>().ok();
    ports.split(',').any(|it| match it.split_once([':', '-']) {
        Some((from, to)) => number(from)
            .zip(number(to))
            .is_some_and(|(from, to)| (from..=to).contains(&port)),
        None => number(it) == Some(port),
    })
}

fn names_ssh(words: &[&Word]) -> bool {
    words.iter().any(|it| is_ssh(&it.text))
}

fn may_name_ssh(words: &[&Word]) -> bool {
    let has = |text: &str| words.iter().any(|it| it.text.eq_ignore_ascii_case(text));
    let is_any_port = has("from") && !has("port");
    is_any_port || words.iter().any(|it| it.is_computed) || names_ssh(words)
}

/// Whether a list of ports, a range or the name of a service contains port 22.
fn is_ssh(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let (ports, kind) = lower.split_once('/').unwrap_or((&lower, "tcp"));
    kind != "udp" && (holds(ports, 22) || ports.split(',').any(|it| matches!(it, "ssh" | "openssh")))
}

fn iptables(command: &Command) -> Option<Change> {
    let table = command.value_of(&["-t", "--table"]);
    if table.is_some_and(|it| it.text != "filter") {
        return None;
    }
    let chain = |options: &[&str]| command.value_of(options).map(|it| it.text.as_str());
    let has = |it: &str| command.words.iter().any(|word| word.text == it);
    if chain(&["-P", "--policy"]) == Some("INPUT") {
        return Some(if has("DROP") || has("REJECT") {
            Change::Shuts(Wall::Tables)
        } else {
            Change::Opens
        });
    }
    if has("-F") || has("--flush") {
        let flushed = chain(&["-F", "--flush"]);
        return flushed.is_none_or(|it| it == "INPUT").then_some(Change::Flushes);
    }
    let added = chain(&["-A", "-I", "--append", "--insert"])?;
    let is_inward = !matches!(added, "OUTPUT" | "FORWARD");
    let accepts = command
        .value_of(&["-j", "--jump"])
        .is_some_and(|it| it.text == "ACCEPT");
    let is_inner = command
        .value_of(&["-i", "--in-interface"])
        .is_some_and(|it| it.text == "lo");
    let is_other = command
        .value_of(&["-p", "--protocol"])
        .is_some_and(|it| matches!(it.text.as_str(), "udp" | "icmp"));
    let port = command.value_of(&["--dport", "--dports", "--destination-port", "--destination-ports"]);
    let may_be_ssh = port.is_none_or(|it| it.is_computed || is_ssh(&it.text));
    (is_inward && accepts && !is_inner && !is_other && may_be_ssh).then_some(Change::Allows)
}

fn nft(command: &Command) -> Option<Change> {
    let words = command.words.iter().flat_map(|it| it.text.split([' ', ';']));
    let text = words.filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
    let has = |it: &str| text.contains(it);
    if has("hook input") && has("policy drop") {
        return Some(Change::Shuts(Wall::Tables));
    }
    let is_known = !command.words.iter().any(|it| it.is_computed);
    let lets_through = has("accept") && (has("22") || has("ssh") || has("established") || !is_known);
    // What a file contains may let it through.
    (lets_through || has("-f ")).then_some(Change::Allows)
}

fn firewalld(command: &Command) -> Option<Change> {
    let value = |name: &str| {
        command.words.iter().enumerate().find_map(|(at, it)| {
            let rest = it.text.strip_prefix(name)?;
            match rest.strip_prefix('=') {
                Some(value) => Some(value.to_owned()),
                None => rest
                    .is_empty()
                    .then(|| command.words.get(at + 1).map(|it| it.text.clone()))?,
            }
        })
    };
    let is_one = |name: &str| value(name).is_some_and(|it| is_ssh(&it));
    let is_closed_zone = value("--set-default-zone").is_some_and(|it| it == "drop" || it == "block");
    if command.has_long("panic-off") {
        Some(Change::Opens)
    } else if is_one("--remove-service") || is_one("--remove-port") || command.has_long("panic-on") || is_closed_zone {
        Some(Change::Blocks)
    } else {
        let rich = value("--add-rich-rule").is_some_and(|it| it.contains("ssh") || it.contains("22"));
        (rich || is_one("--add-service") || is_one("--add-port")).then_some(Change::Allows)
    }
}
