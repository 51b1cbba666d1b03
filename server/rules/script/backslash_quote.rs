//! `\"` in PowerShell.

use crate::model::file_id::FileEdit;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::backslash_quote::{Kind, Slip, slips};
use crate::script::scripts::{Scripts, StepScript};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/backslash-quote",
    level: Level::Warning,
    fixable: true,
    page: include_str!("backslash_quote.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    let text = &script.source.text;
    if script.source.dialect != Dialect::PowerShell || !text.contains("\\\"") {
        return;
    }
    for slip in slips(text) {
        let Some(first) = slip.quotes.first() else { continue };
        let message = match slip.kind {
            Kind::Before => say! {
                en: "A backslash escapes nothing in PowerShell: this value begins with one; write the quotes alone",
                pt_br: "A barra invertida não escapa nada no PowerShell: este valor começa com uma; escreva só as aspas",
            },
            Kind::Inside => say! {
                en: "A backslash escapes nothing in PowerShell: the string ends here; write a backtick before the quote",
                pt_br: "A barra invertida não escapa nada no PowerShell: o texto termina aqui; use um acento grave antes da aspa",
            },
        };
        let report = findings.report_in(script, *first, message);
        if let Some(edits) = edits(script, &slip) {
            let title = match slip.kind {
                Kind::Before => say! { en: "Remove the backslashes", pt_br: "Remover as barras invertidas" },
                Kind::Inside => say! { en: "Escape with backticks", pt_br: "Escapar com acentos graves" },
            };
            report.guess(title, edits);
        }
    }
}

fn edits(script: &StepScript<'_>, slip: &Slip) -> Option<Vec<FileEdit>> {
    let new_text = match slip.kind {
        Kind::Before => "\"",
        Kind::Inside => "`\"",
    };
    slip.quotes.iter().map(|it| script.edit(*it, new_text)).collect()
}
