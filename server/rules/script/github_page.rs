//! A download of a web page about a file in place of the file.

use crate::model::uri::{self, Uri};
use crate::model::web_page;
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
            if let Some(address) = uri::split(&word.text).filter(|it| it.is_web()) {
                check_address(script, command, word, address, findings);
            }
        }
    }
}

fn check_address(
    script: &StepScript<'_>,
    command: &Command,
    word: &Word,
    address: Uri<'_>,
    findings: &mut Findings<'_>,
) {
    let written = command.name_span.of(&script.source.text);
    let name = names::short(written.trim_matches(['"', '\'']));
    let is_page = web_page::is_page(address);
    let message = if is_page {
        say! {
            en: "This URL returns a web page about the file; `{name}` gets HTML instead of the file",
            pt_br: "Esta URL retorna uma página da Web sobre o arquivo; `{name}` recebe HTML em vez do arquivo",
        }
    } else if web_page::is_sharing_link(address) {
        say! {
            en: "This sharing link opens a web page; `{name}` gets HTML instead of the file",
            pt_br: "Este link de compartilhamento abre uma página da Web; `{name}` recebe HTML em vez do arquivo",
        }
    } else {
        return;
    };
    let report = findings.report_in(script, word.span, message);
    let file = if is_page {
        web_page::raw(address)
    } else {
        web_page::download(address)
    };
    let edit = file.and_then(|it| script.edit(bare(word, script)?, &it));
    if let Some(edit) = edit.filter(|_| !command.context.is_nested) {
        let title = say! { en: "Use the URL of the file itself", pt_br: "Usar a URL do próprio arquivo" };
        // A sharing link may not be open to everybody.
        if is_page {
            report.fix(title, [edit]);
        } else {
            report.guess(title, [edit]);
        }
    }
}

fn downloads(command: &Command) -> bool {
    matches!(
        command.name.as_str(),
        "curl"
            | "wget"
            | "aria2c"
            | "invoke-webrequest"
            | "invoke-restmethod"
            | "start-bitstransfer"
            | "bitsadmin"
            | "certutil"
    )
}

/// The span of a word without its quotes; `None` where it is written in another way.
fn bare(word: &Word, script: &StepScript<'_>) -> Option<Span> {
    let quotes = word.span.len().checked_sub(word.text.len() as u32)? / 2;
    let span = Span::new(word.span.start + quotes, word.span.end - quotes);
    (span.of(&script.source.text) == word.text).then_some(span)
}
