//! A key without quotes, or single quotes.

use crate::document::Document;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::string;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/quotes",
    level: Level::Error,
    fixable: true,
    page: include_str!("quotes.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    if error.kind != Problem::Quotes {
        return;
    }
    let text = error.span.of(doc.text());
    let message = if text.starts_with('\'') {
        say! { en: "JSON allows only double quotes", pt_br: "O JSON só permite aspas duplas" }
    } else {
        say! { en: "The key `{text}` needs double quotes", pt_br: "A chave `{text}` precisa de aspas duplas" }
    };
    let repaired = curly(text).unwrap_or_else(|| requoted(text));
    let title = say! { en: "Use double quotes", pt_br: "Usar aspas duplas" };
    let edit = [Edit::replace(error.span, repaired)];
    let report = findings.report(error.span, message);
    // Which apostrophe ends a text like `'it's'` is inferred.
    match text.starts_with('\'') && text.replace("\\'", "").matches('\'').count() > 2 {
        true => report.guess(title, edit),
        false => report.fix(title, edit),
    };
}

/// A text in single quotes, or without quotes, in double ones. Escapes stay as they are written.
pub(super) fn requoted(text: &str) -> String {
    let pieces = string::pieces(string::inner(text)).map(|it| {
        let written = string::inner(text).get(it.start..it.start + it.len).unwrap_or_default();
        match written {
            "\\'" => "'".to_owned(),
            _ if written.starts_with('\\') => written.to_owned(),
            _ => written.replace('"', "\\\""),
        }
    });
    format!("\"{}\"", pieces.collect::<String>())
}

/// A text in curly quotes or backticks, converted to straight ones; `None` for a text in others.
pub(super) fn curly(text: &str) -> Option<String> {
    let inner = text.strip_prefix(['“', '”', '‘', '’', '`'])?;
    let inner = inner.strip_suffix(['”', '“', '’', '‘', '`', '"'])?;
    Some(requoted(inner))
}
