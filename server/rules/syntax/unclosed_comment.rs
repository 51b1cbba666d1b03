//! A block comment that runs to the end of the text.

use crate::document::Document;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/unclosed-comment",
    level: Level::Error,
    page: include_str!("unclosed_comment.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(_doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::UnclosedComment {
        return;
    }
    out.report(
        error.span,
        say! {
            en: "This comment is never closed with `*/`, so it hides everything below",
            pt_br: "Este comentário nunca é fechado com `*/` e esconde tudo o que vem abaixo",
        },
    );
}
