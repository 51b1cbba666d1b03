//! A number or a word that JSON does not have.

use crate::document::Document;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/bad-value",
    level: Level::Error,
    since: None,
    fixable: true,
    page: include_str!("bad_value.md"),
    check: Check::Syntax(check),
};

fn check(doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::BadValue {
        return;
    }
    let text = error.span.of(doc.text());
    let message = say! {
        en: "`{text}` is no JSON value; text needs quotes, and the only words are `true`, `false` and `null`",
        pt_br: "`{text}` não é um valor JSON; textos vão entre aspas, e as únicas palavras são `true`, `false` e `null`",
    };
    let lower = text.to_ascii_lowercase();
    let meant = match lower.as_str() {
        "true" | "false" | "null" => lower,
        "none" | "nil" | "undefined" => "null".to_owned(),
        _ => format!("\"{text}\""),
    };
    let title = say! { en: "Write {meant}", pt_br: "Escrever {meant}" };
    out.report(error.span, message)
        .guess(title, [Edit::replace(error.span, meant)]);
}
