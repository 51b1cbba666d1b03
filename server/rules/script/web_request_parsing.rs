//! A web request whose answer Windows PowerShell parses with Internet Explorer.

use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::{Command, Word};
use crate::script::scripts::Scripts;
use crate::script::web_request;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/web-request-parsing",
    level: Level::Warning,
    fixable: true,
    page: include_str!("web_request_parsing.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

/// What sets up Internet Explorer, or adds the parameter to every request.
const SETUP: [&str; 3] = [
    "disablefirstruncustomize",
    "runoncecomplete",
    "psdefaultparametervalues",
];

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    for script in scripts.seen() {
        let text = script.source.text.to_ascii_lowercase();
        if SETUP.iter().any(|it| text.contains(it)) {
            return;
        }
        for command in script.parsed.commands.iter().filter(|it| parses(it)) {
            let name = names::short(&web_request::written(command, script));
            let message = say! {
                en: "Add `-UseBasicParsing`: without it, `{name}` needs Internet Explorer, which is not set up here",
                pt_br: "Adicione `-UseBasicParsing`: sem ele, `{name}` precisa do Internet Explorer, não configurado aqui",
            };
            let report = findings.report_in(script, command.name_span, message);
            let place = Span::at(command.name_span.end);
            let edit = script
                .edit(place, " -UseBasicParsing")
                .filter(|_| !command.context.is_nested);
            if let Some(edit) = edit {
                report.fix(
                    say! { en: "Add `-UseBasicParsing`", pt_br: "Adicionar `-UseBasicParsing`" },
                    [edit],
                );
            }
        }
    }
}

/// Whether a command gets a page and parses it. One that only saves the answer to a file does not.
fn parses(command: &Command) -> bool {
    let is_splat = |it: &Word| it.text.starts_with('@') && !it.text.starts_with("@(") && !it.text.starts_with("@{");
    let saves = command.parameter("OutFile", 4).is_some() && command.parameter("PassThru", 2).is_none();
    web_request::is_one(command)
        && command.parameter("UseBasicParsing", 4).is_none()
        && !saves
        && !command.words.iter().any(is_splat)
        && !command.words.is_empty()
        && !command.context.is_called
        && web_request::unknown_option(command).is_none()
        && !is_metadata(command)
}

/// Whether it asks the metadata service of the VM, whose answers are JSON.
fn is_metadata(command: &Command) -> bool {
    command.mentions(&["169.254.169.254"])
}
