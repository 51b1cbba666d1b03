//! A string with quotes inside that are not escaped.

use crate::document::Document;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::string;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/unescaped-quote",
    level: Level::Error,
    fixable: true,
    page: include_str!("unescaped_quote.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    if error.kind != Problem::UnescapedQuote {
        return;
    }
    let message = say! {
        en: "Unescaped quotes in a string; write each as `\\\"`",
        pt_br: "Aspas sem escape em uma string; escreva cada uma como `\\\"`",
    };
    let inner = string::inner(error.fix_span.of(doc.text()));
    let mut edits = Vec::new();
    for piece in string::pieces(inner) {
        let written = inner.get(piece.start..piece.start + piece.len).unwrap_or_default();
        let quotes = written.match_indices('"').filter(|_| !written.starts_with('\\'));
        let start = error.fix_span.start + 1 + piece.start as u32;
        edits.extend(quotes.map(|(at, _)| Edit::insert(start + at as u32, "\\")));
    }
    let title = say! { en: "Escape the quotes", pt_br: "Fazer escape das aspas" };
    findings.report(error.span, message).guess(title, edits);
}
