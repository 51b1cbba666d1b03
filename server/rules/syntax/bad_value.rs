//! A value that JSON does not have.

use crate::document::Document;
use crate::rules::syntax::quotes;
use crate::rules::{Check, Findings, Level, Rule};
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

fn check(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    if error.kind != Problem::BadValue {
        return;
    }
    let text = error.span.of(doc.text());
    let meant = quotes::curly(text).unwrap_or_else(|| meant(text));
    let message = if meant.parse::<i64>().is_ok() {
        say! {
            en: "`{text}` is not a JSON number: leading zeros and a plus sign are not allowed",
            pt_br: "`{text}` não é um número JSON: zeros à esquerda e sinal de mais não são permitidos",
        }
    } else if text.starts_with('<') {
        say! {
            en: "Placeholder `{text}` is not filled in; strings need quotes, numbers do not",
            pt_br: "O espaço reservado `{text}` não foi preenchido; strings precisam de aspas, números não",
        }
    } else {
        say! {
            en: "`{text}` is not a JSON value; put a string in quotes, or use `true`, `false` or `null`",
            pt_br: "`{text}` não é um valor JSON; coloque uma string entre aspas ou use `true`, `false` ou `null`",
        }
    };
    let title = say! { en: "Replace with `{meant}`", pt_br: "Substituir por `{meant}`" };
    findings
        .report(error.span, message)
        .guess(title, [Edit::replace(error.span, meant)]);
}

/// The JSON value for a word or a number of another language.
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
