//! A download of a web page about a file in place of the file.

use crate::model::github;
use crate::model::uri;
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::{Command, Word};
use crate::script::scripts::{Scripts, StepScript};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/github-page",
    level: Level::Warning,
    fixable: true,
    page: include_str!("github_page.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    for command in script.parsed.commands.iter().filter(|it| downloads(it)) {
        for word in command.words.iter().filter(|it| !it.is_computed) {
            let Some(page) = uri::split(&word.text).filter(|it| it.is_web() && github::is_page(*it)) else {
                continue;
            };
            let written = command.name_span.of(&script.source.text);
            let name = names::short(written.trim_matches(['"', '\'']));
            let message = say! {
                en: "This URL returns a web page about the file; `{name}` gets HTML instead of the file",
                pt_br: "Esta URL retorna uma página da Web sobre o arquivo; `{name}` recebe HTML em vez do arquivo",
            };
            let report = findings.report_in(script, word.span, message);
            let edit = github::raw(page).and_then(|it| script.edit(bare(word, script)?, &it));
            if let Some(edit) = edit.filter(|_| !command.context.is_nested) {
                let title = say! { en: "Use the URL of the file itself", pt_br: "Usar a URL do próprio arquivo" };
                report.fix(title, [edit]);
            }
        }
    }
}

fn downloads(command: &Command) -> bool {
    matches!(
        command.name.as_str(),
        "curl" | "wget" | "aria2c" | "invoke-webrequest" | "invoke-restmethod" | "start-bitstransfer"
    )
}

/// The span of a word without its quotes; `None` where it is written in another way.
fn bare(word: &Word, script: &StepScript<'_>) -> Option<Span> {
    let quotes = word.span.len().checked_sub(word.text.len() as u32)? / 2;
    let span = Span::new(word.span.start + quotes, word.span.end - quotes);
    (span.of(&script.source.text) == word.text).then_some(span)
}
