//! Which ports commands open in the firewall of the build VM, where they name them.

use crate::script::Dialect;
use crate::script::command::{Command, Word};

/// The ports that a command opens to others, as it writes them: `80`, `443/tcp`, or the name of a service; none if it names none.
pub fn opened(command: &Command) -> Vec<String> {
    match (command.dialect, command.name.as_str()) {
        (Dialect::Shell, "ufw") => ufw(command).into_iter().collect(),
        (Dialect::Shell, "firewall-cmd") => firewalld(command),
        (Dialect::Shell, "iptables" | "iptables-nft" | "iptables-legacy" | "ip6tables") => {
            iptables(command).into_iter().collect()
        }
        (Dialect::PowerShell, "new-netfirewallrule") => rule(command),
        (Dialect::PowerShell, "netsh") => netsh(command).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn ufw(command: &Command) -> Option<String> {
    let all: Vec<&Word> = command.operands().collect();
    let [verb, rest @ ..] = all.as_slice() else { return None };
    let has = |text: &str| rest.iter().any(|it| it.text.eq_ignore_ascii_case(text));
    if !matches!(verb.text.as_str(), "allow" | "limit") || command.has_long("dry-run") || has("out") {
        return None;
    }
    let after_port = rest.iter().position(|it| it.text == "port").map(|it| it + 1);
    let at = match after_port {
        Some(at) => at,
        // Without a port, a rule for an address opens all of them.
        None if has("from") || has("to") || has("on") => return None,
        None => usize::from(has("in")),
    };
    literal(rest.get(at)?)
}

fn firewalld(command: &Command) -> Vec<String> {
    let given = |it: &Word| {
        let (name, value) = it.text.split_once('=')?;
        let is_added = matches!(name, "--add-port" | "--add-service") && !it.is_computed;
        is_added.then(|| value.to_owned())
    };
    command.words.iter().filter_map(given).collect()
}

fn iptables(command: &Command) -> Option<String> {
    let is = |options: &[&str], value: &str| command.value_of(options).is_some_and(|it| it.text == value);
    let opens = is(&["-A", "-I", "--append", "--insert"], "INPUT") && is(&["-j", "--jump"], "ACCEPT");
    let ports = command.value_of(&["--dport", "--dports", "--destination-port", "--destination-ports"]);
    literal(ports.filter(|_| opens)?)
}

fn rule(command: &Command) -> Vec<String> {
    let value = |name: &str, shortest: usize| command.parameter(name, shortest).and_then(|it| it.1);
    let is = |name: &str, shortest: usize, text: &str| {
        value(name, shortest).is_some_and(|it| it.text.trim_start_matches('$').eq_ignore_ascii_case(text))
    };
    let opens_none = is("Direction", 3, "Outbound") || is("Enabled", 2, "False") || is("Action", 2, "Block");
    match value("LocalPort", 6).filter(|it| !opens_none && !it.is_computed) {
        Some(word) if word.items.is_empty() => vec![word.text.clone()],
        Some(word) => word.items.clone(),
        None => Vec::new(),
    }
}

fn netsh(command: &Command) -> Option<String> {
    let lower = |it: &Word| it.text.to_ascii_lowercase();
    let has = |text: &str| command.words.iter().any(|it| lower(it) == text);
    let opens = has("advfirewall") && has("add") && has("dir=in") && has("action=allow");
    let port = command.words.iter().filter(|it| opens && !it.is_computed);
    port.map(lower)
        .find_map(|it| it.strip_prefix("localport=").map(str::to_owned))
}

fn literal(word: &Word) -> Option<String> {
    (!word.is_computed).then(|| word.text.clone())
}
