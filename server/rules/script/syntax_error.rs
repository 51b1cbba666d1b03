//! A shell script with a syntax error.

use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::mistake::MistakeKind;
use crate::script::scripts::{Scripts, StepScript};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/syntax-error",
    level: Level::Warning,
    page: include_str!("syntax_error.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    // The missing part may be in an item that an expression computes.
    let Some(mistake) = script.parsed.mistake.as_ref().filter(|_| !script.source.has_gaps) else {
        return;
    };
    let message = match &mistake.kind {
        MistakeKind::Missing(word) => say! {
            en: "Syntax error: `{word}` is missing, so the shell does not run this script",
            pt_br: "Erro de sintaxe: falta `{word}`, então o shell não executa este script",
        },
        MistakeKind::Unclosed(sign) => say! {
            en: "Syntax error: `{sign}` is not closed, so the shell does not run this script",
            pt_br: "Erro de sintaxe: `{sign}` não é fechado, então o shell não executa este script",
        },
        MistakeKind::NothingAfter(sign) => say! {
            en: "Syntax error: no command after `{sign}`, so the shell does not run this script",
            pt_br: "Erro de sintaxe: não há comando depois de `{sign}`, então o shell não executa este script",
        },
        MistakeKind::Unexpected(word) => say! {
            en: "Syntax error: unexpected `{word}`, so the shell does not run this script",
            pt_br: "Erro de sintaxe: `{word}` inesperado, então o shell não executa este script",
        },
        MistakeKind::Empty => say! {
            en: "Syntax error: no command before this word, so the shell does not run this script",
            pt_br: "Erro de sintaxe: não há comando antes desta palavra, então o shell não executa este script",
        },
    };
    findings.report_in(script, mistake.span, message);
}
