//! A download of a web page about a file in place of the file.

use crate::model::uri::{self, Uri};
use crate::model::web_page;
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::Word;
use crate::script::downloads::{Download, Origin, downloads};
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
    for download in downloads(script) {
        if let Some(address) = uri::split(&download.address.text).filter(|it| it.is_web()) {
            check_address(script, &download, address, findings);
        }
    }
}

fn check_address(script: &StepScript<'_>, download: &Download, address: Uri<'_>, findings: &mut Findings<'_>) {
    let name = names::short(&download.by);
    let word = &download.address;
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
    if let Some(edit) = edit.filter(|_| download.origin != Origin::Nested) {
        let title = say! { en: "Use the URL of the file itself", pt_br: "Usar a URL do próprio arquivo" };
        // A sharing link may not be open to everybody, and a variable may have other uses.
        if is_page && download.origin == Origin::Argument {
            report.fix(title, [edit]);
        } else {
            report.guess(title, [edit]);
        }
    }
}

/// The span of a word without its quotes; `None` where it is written in another way.
fn bare(word: &Word, script: &StepScript<'_>) -> Option<Span> {
    let quotes = word.span.len().checked_sub(word.text.len() as u32)? / 2;
    let span = Span::new(word.span.start + quotes, word.span.end - quotes);
    (span.of(&script.source.text) == word.text).then_some(span)
}
