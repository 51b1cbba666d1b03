//! Text that fits nowhere.

use crate::document::Document;
use crate::rules::names::short;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/unexpected-text",
    level: Level::Error,
    since: None,
    fixable: false,
    page: include_str!("unexpected_text.md"),
    check: Check::Syntax(check),
};

fn check(doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::UnexpectedText {
        return;
    }
    let text = short(error.span.of(doc.text()));
    let message = match text.as_str() {
        "}" | "]" => say! {
            en: "Nothing is open that this `{text}` could close",
            pt_br: "Não há nada aberto que este `{text}` possa fechar",
        },
        _ => say! {
            en: "`{text}` does not belong here",
            pt_br: "`{text}` não faz sentido aqui",
        },
    };
    out.report(error.span, message);
}
