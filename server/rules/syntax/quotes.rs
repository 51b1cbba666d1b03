//! A key without quotes, or single quotes.

use crate::document::Document;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::string;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/quotes",
    level: Level::Error,
    since: None,
    fixable: true,
    page: include_str!("quotes.md"),
    check: Check::Syntax(check),
};

fn check(doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::Quotes {
        return;
    }
    let text = error.span.of(doc.text());
    let inner = string::inner(text);
    let message = if text.starts_with('\'') {
        say! { en: "JSON takes double quotes only", pt_br: "O JSON só aceita aspas duplas" }
    } else {
        say! { en: "The key `{text}` needs double quotes", pt_br: "A chave `{text}` precisa de aspas duplas" }
    };
    let mend = Edit::replace(
        error.span,
        format!("\"{}\"", inner.replace("\\'", "'").replace('"', "\\\"")),
    );
    out.report(error.span, message)
        .fix(say! { en: "Use double quotes", pt_br: "Usar aspas duplas" }, [mend]);
}
