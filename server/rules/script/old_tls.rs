//! A download over HTTPS with the TLS version that Windows Server 2016 and older offer.

use crate::model::distribution::{self, Distribution};
use crate::model::file_id::FileEdit;
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::{Command, Word};
use crate::script::scripts::{Scripts, StepScript};
use crate::syntax::{patch, string};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/old-tls",
    level: Level::Warning,
    fixable: true,
    page: include_str!("old_tls.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

/// The statement that adds TLS 1.2 to what the process offers.
const ENABLE: &str = "[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12";

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let Some(image) = distribution::distribution(scripts.template) else {
        return;
    };
    let Distribution::WindowsServer(Some(year @ (2012 | 2016))) = image.distribution else {
        return;
    };
    for script in scripts.seen() {
        let text = script.source.text.to_ascii_lowercase();
        let is_set_up = ["strongcrypto", "systemdefaulttlsversions"]
            .iter()
            .any(|it| text.contains(it));
        if is_set_up {
            // A value of the registry applies to all steps that follow.
            return;
        }
        let sets = ["securityprotocol", "tls12", "tls13"]
            .iter()
            .filter_map(|it| text.find(it))
            .min();
        let limit = sets.unwrap_or(text.len());
        let mut own = script.parsed.commands.iter().filter(|it| {
            let is_before = (it.name_span.start as usize) < limit;
            // What a function does is done where it is called.
            is_before && it.dialect == Dialect::PowerShell && !it.is_through(&["pwsh"]) && !it.context.is_called
        });
        // One statement helps all that follow.
        let Some(command) = own.find(|it| downloads(it, script)) else {
            continue;
        };
        let name = names::short(command.name_span.of(&script.source.text).trim_matches(['"', '\'']));
        let message = say! {
            en: "Enable TLS 1.2 first: on Windows Server {year}, `{name}` offers TLS 1.0, which most servers reject",
            pt_br: "Habilite antes o TLS 1.2: no Windows Server {year}, `{name}` oferece o TLS 1.0, que quase todos negam",
        };
        let level = if image.is_written {
            Level::Warning
        } else {
            Level::Information
        };
        let report = findings.report_in(script, command.name_span, message).level(level);
        if let Some(edit) = enable(script).filter(|_| sets.is_none()) {
            let title = say! { en: "Enable TLS 1.2 at the start of the script", pt_br: "Habilitar o TLS 1.2 no início do script" };
            report.fix(title, [edit]);
        }
    }
}

/// Whether a command downloads over HTTPS with the settings of .NET.
fn downloads(command: &Command, script: &StepScript<'_>) -> bool {
    let other = command.parameter("Repository", 3).and_then(|it| it.1);
    let is_gallery = other.is_none_or(|it| it.text.eq_ignore_ascii_case("PSGallery"));
    match command.name.as_str() {
        "install-module" | "install-script" | "save-module" | "find-module" | "update-module" => is_gallery,
        "install-packageprovider" => !command.has_switch("Source", 6),
        "invoke-webrequest" | "invoke-restmethod" => command.words.iter().any(|it| is_https(it, script)),
        "new-object" => {
            let line = script.source.text.get(command.span.end as usize..).unwrap_or_default();
            let line = line.lines().next().unwrap_or_default();
            let calls = ["DownloadFile", "DownloadString"].iter().find_map(|it| line.find(it));
            let is_client = command.has(&["Net.WebClient", "System.Net.WebClient"]);
            is_client
                && calls
                    .and_then(|at| line.get(at..))
                    .is_some_and(|it| it.contains("https://"))
        }
        _ => false,
    }
}

/// Whether a word is an HTTPS address, or a variable to which the script gives one.
fn is_https(word: &Word, script: &StepScript<'_>) -> bool {
    let is_address = |it: &str| it.get(..8).is_some_and(|it| it.eq_ignore_ascii_case("https://"));
    let name = word.text.strip_prefix('$').filter(|_| word.is_computed);
    let given = || {
        let mut given = script.parsed.assignments.iter();
        name.and_then(|name| given.find(|it| it.name.eq_ignore_ascii_case(name)))
    };
    is_address(&word.text)
        || given()
            .and_then(|it| it.value.as_ref())
            .is_some_and(|it| is_address(&it.text))
}

/// The edit that puts the statement at the start of the script; `None` where something else has to come first.
fn enable(script: &StepScript<'_>) -> Option<FileEdit> {
    let lower = script.source.text.to_ascii_lowercase();
    let mut lines = lower.lines().map(str::trim_start);
    let begins = ["param", "#requires", "using ", "[cmdletbinding", "<#"];
    if lines.any(|it| begins.iter().any(|word| it.starts_with(word))) {
        return None;
    }
    if script.source.is_file() {
        return script.add_lines(0, &[ENABLE]);
    }
    let first = script.step.get("inline")?.children().next()?;
    Some(patch::add_item_before(first, &string::quote(ENABLE)).into())
}
