//! A key without its colon.

use crate::document::Document;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/expected-colon",
    level: Level::Error,
    since: None,
    fixable: false,
    page: include_str!("expected_colon.md"),
    check: Check::Syntax(check),
};

fn check(doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::ExpectedColon {
        return;
    }
    let key = error.span.of(doc.text());
    out.report(
        error.span,
        say! {
            en: "The key {key} needs a colon and a value",
            pt_br: "A chave {key} precisa de dois-pontos e um valor",
        },
    );
}
