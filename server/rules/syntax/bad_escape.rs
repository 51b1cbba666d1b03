//! A backslash that escapes nothing.

use crate::document::Document;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/bad-escape",
    level: Level::Error,
    since: None,
    fixable: true,
    page: include_str!("bad_escape.md"),
    check: Check::Syntax(check),
};

fn check(doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::BadEscape {
        return;
    }
    let text = error.span.of(doc.text());
    let message = say! {
        en: "`{text}` is no escape of JSON; a backslash itself is written `\\\\`",
        pt_br: "`{text}` não é um escape do JSON; a própria barra invertida se escreve `\\\\`",
    };
    out.report(error.span, message).fix(
        say! { en: "Double the backslash", pt_br: "Duplicar a barra invertida" },
        [Edit::insert(error.span.start, "\\")],
    );
}
