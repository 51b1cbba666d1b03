//! A repository that was shut down.

use crate::locale::Message;
use crate::model::step::Step;
use crate::model::value::{self, Value};
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::{Command, Word};
use crate::script::downloads::downloads;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::shut_down::{self, Host};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/dead-repository",
    level: Level::Warning,
    page: include_str!("dead_repository.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    for script in &scripts.all {
        // Several lines about one host are one mistake.
        let mut reported: Vec<&str> = Vec::new();
        let mut found = Vec::new();
        for command in script.parsed.commands.iter().filter(|it| uses_addresses(it)) {
            let texts = command.redirects.iter().map(|it| &it.target);
            for word in command.words.iter().chain(texts) {
                found.extend(named(script, word));
            }
        }
        let downloads = downloads(script);
        found.extend(downloads.iter().filter_map(|it| named(script, &it.address)));
        for (span, host) in found {
            if !reported.contains(&host.name) {
                reported.push(host.name);
                findings.report_in(script, span, message(host));
            }
        }
    }
    for node in versions::steps(scripts.template).into_iter().filter_map(Step::address) {
        let Value::Known(address, node) = value::text(Some(node)) else {
            continue;
        };
        if let Some(host) = shut_down::of_address(&address) {
            findings.report(node.span(), message(host));
        }
    }
}

/// The host that a word names, at its own span.
fn named(script: &StepScript<'_>, word: &Word) -> Option<(Span, &'static Host)> {
    let (at, host) = shut_down::find(word.span.of(&script.source.text))?;
    let start = word.span.start + at as u32;
    Some((Span::new(start, start + host.name.len() as u32), host))
}

/// Whether the addresses in a command are for use, rather than for people, or to be replaced.
fn uses_addresses(command: &Command) -> bool {
    match command.name.as_str() {
        "sed" | "grep" | "egrep" | "awk" | "perl" | "rm" | "find" | "test" | "[" | "select-string" | "findstr" => false,
        "write-host" | "write-verbose" | "write-warning" | "write-error" => false,
        "echo" | "printf" | "write-output" => !command.redirects.is_empty() || command.pipe.is_some(),
        _ => true,
    }
}

fn message(host: &Host) -> Message {
    let Host {
        name, since, instead, ..
    } = host;
    if instead.is_empty() {
        return say! {
            en: "`{name}` was shut down ({since}); get the file from another place",
            pt_br: "`{name}` foi desativado ({since}); obtenha o arquivo em outro lugar",
        };
    }
    say! {
        en: "`{name}` was shut down ({since}); use `{instead}`",
        pt_br: "`{name}` foi desativado ({since}); use `{instead}`",
    }
}
