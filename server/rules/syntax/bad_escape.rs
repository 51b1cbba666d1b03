//! A backslash that escapes nothing.

use crate::document::Document;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/bad-escape",
    level: Level::Error,
    fixable: true,
    page: include_str!("bad_escape.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::BadEscape {
        return;
    }
    let text = error.span.of(doc.text());
    if text == "\\'" {
        escaped_apostrophe(doc, error, out);
        return;
    }
    let message = say! {
        en: "`{text}` is not an escape in JSON; a backslash itself is written `\\\\`",
        pt_br: "`{text}` não é um escape do JSON; a própria barra invertida se escreve `\\\\`",
    };
    out.report(error.span, message).fix(
        say! { en: "Double the backslash", pt_br: "Duplicar a barra invertida" },
        [Edit::insert(error.span.start, "\\")],
    );
}

/// An apostrophe needs no escape between double quotes; between single ones, `syntax/quotes` speaks.
fn escaped_apostrophe(doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    let around = |it: &&SyntaxError| it.kind == Problem::Quotes && it.span.overlaps(error.span);
    if doc.tree().errors().iter().find(around).is_some() {
        return;
    }
    let message = say! {
        en: "`\\'` is not an escape in JSON; `'` stands for itself",
        pt_br: "`\\'` não é um escape do JSON; `'` se escreve sem escape",
    };
    out.report(error.span, message).guess(
        say! { en: "Remove the backslash", pt_br: "Remover a barra invertida" },
        [Edit::delete(Span::new(error.span.start, error.span.start + 1))],
    );
}
