//! A repository that is fetched over SSH, for which the build VM has neither a key nor the host key of the server.

use crate::model::source;
use crate::model::step::{self, StepKind};
use crate::model::value::Value;
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::{Command, Word};
use crate::script::scripts::{Scripts, StepScript};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/git-over-ssh",
    level: Level::Warning,
    fixable: true,
    page: include_str!("git_over_ssh.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

/// What sets up SSH, or makes `git` use another address.
const SETUP: [&str; 14] = [
    "known_hosts",
    "knownhosts",
    "ssh-keyscan",
    "stricthostkeychecking",
    "git_ssh",
    "sshcommand",
    "ssh-add",
    "ssh-agent",
    "ssh-keygen",
    "id_rsa",
    "id_ed25519",
    "id_ecdsa",
    ".ssh",
    "insteadof",
];

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    // An image of one's own may contain the key, and a file may be one.
    if source::part(scripts.template, "publisher").is_none() || copies_key(scripts) {
        return;
    }
    for script in scripts.seen() {
        let text = script.source.text.to_ascii_lowercase();
        if SETUP.iter().any(|it| text.contains(it)) {
            // What follows may rely on it.
            return;
        }
        let own = script.parsed.commands.iter().filter(|it| !it.context.is_called);
        for (command, word) in own.filter_map(|it| Some((it, remote(it)?))) {
            report(script, word, command, findings);
        }
    }
}

/// Whether a file is copied to the VM that may be a key or a setting of SSH.
fn copies_key(scripts: &Scripts<'_>) -> bool {
    let files = step::customizers(scripts.template).filter(|it| it.kind == Some(StepKind::File));
    files
        .map(|it| it.destination())
        .any(|it| !matches!(it, Value::Known(path, _) if !is_keys(&path)))
}

fn is_keys(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    ["ssh", "key", "id_", "known_hosts", ".pem", "gitconfig"]
        .iter()
        .any(|it| lower.contains(it))
}

/// The address of a repository behind SSH that a command fetches.
fn remote(command: &Command) -> Option<&Word> {
    let fetches = match command.name.as_str() {
        "git" => command.has(&["clone", "fetch", "pull", "ls-remote", "submodule"]),
        "pip" | "pip3" | "npm" | "yarn" | "pnpm" => command.has(&["install", "i", "add", "ci"]),
        _ => false,
    };
    let is_set = |it: &&Word| it.text.to_ascii_lowercase().contains("ssh.");
    if !fetches || command.words.iter().any(|it| is_set(&it)) {
        return None;
    }
    command.words.iter().find(|it| is_ssh(&it.text))
}

/// `git@host:owner/name`, `ssh://host/owner/name`, `git+ssh://host/owner/name`
fn is_ssh(address: &str) -> bool {
    let address = address.strip_prefix("git+").unwrap_or(address);
    if let Some(rest) = address.strip_prefix("ssh://") {
        return !rest.is_empty();
    }
    let Some((user, rest)) = address.split_once('@') else {
        return false;
    };
    let Some((host, path)) = rest.split_once(':') else {
        return false;
    };
    let is_name = |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
    is_name(user) && is_name(host) && !path.is_empty()
}

fn report(script: &StepScript<'_>, word: &Word, command: &Command, findings: &mut Findings<'_>) {
    let name = names::short(&command.name);
    let message = say! {
        en: "`{name}` fails over SSH: the build VM has no key and does not know the host; use an HTTPS address",
        pt_br: "`{name}` falha por SSH: a VM de build não tem chave nem conhece o host; use um endereço HTTPS",
    };
    let report = findings.report_in(script, word.span, message);
    let (Some(address), false) = (https(&word.text), word.is_computed || command.context.is_nested) else {
        return;
    };
    let is_bare = word.span.len() as usize == word.text.len();
    let inner = if is_bare {
        word.span
    } else {
        Span::new(word.span.start + 1, word.span.end - 1)
    };
    if inner.of(&script.source.text) != word.text {
        return;
    }
    if let Some(edit) = script.edit(inner, &address) {
        let title = say! { en: "Use the HTTPS address", pt_br: "Usar o endereço HTTPS" };
        report.guess(title, [edit]);
    }
}

/// The same repository over HTTPS, of a server where the two differ in nothing else.
fn https(address: &str) -> Option<String> {
    const SERVERS: [&str; 3] = ["github.com", "gitlab.com", "bitbucket.org"];
    let short = address.strip_prefix("git@").and_then(|it| it.split_once(':'));
    let long = address.strip_prefix("ssh://git@").and_then(|it| it.split_once('/'));
    let (host, path) = short.or(long)?;
    SERVERS.contains(&host).then(|| format!("https://{host}/{path}"))
}
