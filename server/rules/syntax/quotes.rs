//! A key without quotes, or single quotes.

use crate::document::Document;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::string;
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/quotes",
    level: Level::Error,
    fixable: true,
    page: include_str!("quotes.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::Quotes {
        return;
    }
    let text = error.span.of(doc.text());
    let message = if text.starts_with('\'') {
        say! { en: "JSON takes double quotes only", pt_br: "O JSON só aceita aspas duplas" }
    } else {
        say! { en: "The key `{text}` needs double quotes", pt_br: "A chave `{text}` precisa de aspas duplas" }
    };
    let (span, mended) = match curly(doc.text(), error.span.start) {
        Some((span, inner)) => (span, string::quote(inner)),
        None => (error.span, requoted(text)),
    };
    out.report(error.span, message).fix(
        say! { en: "Use double quotes", pt_br: "Usar aspas duplas" },
        [Edit::replace(span, mended)],
    );
}

/// A text in single quotes, or in none, in double ones. Escapes stay as they are written.
fn requoted(text: &str) -> String {
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

/// What stands between curly quotes from a place on, with its place; `None` where there are none on
/// the line.
pub(super) fn curly(text: &str, at: u32) -> Option<(Span, &str)> {
    let rest = text.get(at as usize..)?.lines().next()?;
    let opening = rest.chars().next().filter(|it| matches!(it, '“' | '”' | '‘' | '’'))?;
    let inner = rest.get(opening.len_utf8()..)?;
    let end = inner.find(['”', '“', '’', '‘'])?;
    let closing = inner.get(end..)?.chars().next()?;
    let len = opening.len_utf8() + end + closing.len_utf8();
    Some((Span::new(at, at + len as u32), inner.get(..end)?))
}
