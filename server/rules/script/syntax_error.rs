//! A shell script that no shell can read.

use crate::rules::{Check, Level, Rule, Sink};
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

fn check(script: &StepScript<'_>, _: &Scripts<'_>, out: &mut Sink<'_>) {
    // What is missing may stand in an item that an expression computes.
    let Some(mistake) = script.parsed.mistake.as_ref().filter(|_| !script.source.has_gaps) else {
        return;
    };
    let message = match &mistake.kind {
        MistakeKind::Missing(word) => say! {
            en: "The shell does not run this script: `{word}` is missing",
            pt_br: "O shell não executa este script: falta `{word}`",
        },
        MistakeKind::Unclosed(sign) => say! {
            en: "The shell does not run this script: `{sign}` is not closed",
            pt_br: "O shell não executa este script: `{sign}` não é fechado",
        },
        MistakeKind::NothingAfter(sign) => say! {
            en: "The shell does not run this script: there is no command after `{sign}`",
            pt_br: "O shell não executa este script: não há comando depois de `{sign}`",
        },
        MistakeKind::Unexpected(word) => say! {
            en: "The shell does not run this script: it does not expect `{word}` here",
            pt_br: "O shell não executa este script: ele não espera `{word}` aqui",
        },
        MistakeKind::Empty => say! {
            en: "The shell does not run this script: there is no command before this word",
            pt_br: "O shell não executa este script: não há comando antes desta palavra",
        },
    };
    out.report_in(script, mistake.span, message);
}
