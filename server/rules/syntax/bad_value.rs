//! A number or a word that JSON does not have.

use crate::document::Document;
use crate::rules::syntax::quotes;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::error::{self, Problem, SyntaxError};
use crate::syntax::string;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/bad-value",
    level: Level::Error,
    fixable: true,
    page: include_str!("bad_value.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::BadValue {
        return;
    }
    let text = error.span.of(doc.text());
    let meant = quotes::curly(text).unwrap_or_else(|| meant(text));
    let message = if meant.parse::<i64>().is_ok() {
        say! {
            en: "`{text}` is not a JSON number, which takes neither leading zeros nor a plus sign",
            pt_br: "`{text}` não é um número JSON, que não aceita zeros à esquerda nem sinal de mais",
        }
    } else if text.starts_with('<') {
        say! {
            en: "`{text}` is a placeholder to fill in; a text needs quotes, a number none",
            pt_br: "`{text}` é um marcador a preencher; um texto vai entre aspas, um número não",
        }
    } else {
        say! {
            en: "`{text}` is not a JSON value; text needs quotes, and the only words are `true`, `false` and `null`",
            pt_br: "`{text}` não é um valor JSON; textos vão entre aspas, e as únicas palavras são `true`, `false` e `null`",
        }
    };
    let title = say! { en: "Write `{meant}`", pt_br: "Escrever `{meant}`" };
    out.report(error.span, message)
        .guess(title, [Edit::replace(error.span, meant)]);
}

/// What an author of other languages means by a word or a number.
fn meant(text: &str) -> String {
    if let Some(word) = error::meant(text) {
        return word.to_owned();
    }
    let digits = text.trim_start_matches('+');
    match digits.parse::<i64>() {
        Ok(number) => number.to_string(),
        Err(_) => string::quote(text),
    }
}
