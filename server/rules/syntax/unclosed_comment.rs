//! A block comment that runs to the end of the text.

use crate::document::Document;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/unclosed-comment",
    level: Level::Error,
    page: include_str!("unclosed_comment.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(_doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    if error.kind != Problem::UnclosedComment {
        return;
    }
    findings.report(
        error.span,
        say! {
            en: "Unclosed comment: without `*/` everything below is part of it",
            pt_br: "Comentário sem fechamento: sem `*/`, tudo o que vem abaixo faz parte dele",
        },
    );
}
