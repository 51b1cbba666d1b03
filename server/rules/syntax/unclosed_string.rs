//! A string without a closing quote on its line.

use crate::document::Document;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/unclosed-string",
    level: Level::Error,
    fixable: true,
    page: include_str!("unclosed_string.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    match error.kind {
        Problem::UnclosedString => {}
        Problem::UnopenedString => return unopened(error, findings),
        _ => return,
    }
    let quote = error.span.of(doc.text()).chars().next().unwrap_or('"');
    let message = say! {
        en: "Missing closing `{quote}`; a string must end on its line",
        pt_br: "Falta o `{quote}` de fechamento; uma string deve terminar na mesma linha",
    };
    let report = findings.report(error.span, message);
    let written = error.span.of(doc.text());
    if let Some(len) = key_before_colon(doc, error) {
        let offset = error.span.start + 1 + len;
        report.guess(
            say! { en: "Close the key", pt_br: "Fechar a chave" },
            [Edit::insert(offset, quote)],
        );
        return;
    }
    // A string that starts with a colon lacks the quote before its key.
    if written.get(1..).is_some_and(|it| it.starts_with(':')) {
        return;
    }
    // A comma or a bracket at the end belongs after the quote.
    let text = written.trim_end();
    let inner = text.trim_end_matches([',', '}', ']', ' ']);
    let inner = if inner.len() > 1 { inner } else { text };
    let offset = error.span.start + inner.len() as u32;
    let before = inner.strip_suffix(quote).unwrap_or(inner);
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    if backslashes % 2 == 0 {
        report.guess(
            say! { en: "Close the string", pt_br: "Fechar a string" },
            [Edit::insert(offset, quote)],
        );
    } else if inner.ends_with(quote) {
        // The last backslash of a path escapes the quote.
        report.guess(
            say! { en: "Double the last backslash", pt_br: "Duplicar a última barra invertida" },
            [Edit::insert(offset - 1, "\\")],
        );
    } else {
        report.guess(
            say! { en: "Double the last backslash and close the string", pt_br: "Duplicar a última barra invertida e fechar a string" },
            [Edit::insert(offset, format!("\\{quote}"))],
        );
    }
}

/// A text that has only its closing quote.
fn unopened(error: &SyntaxError, findings: &mut Findings<'_>) {
    let message = say! {
        en: "Missing opening `\"` of this string",
        pt_br: "Falta o `\"` de abertura desta string",
    };
    let title = say! { en: "Add the opening quote", pt_br: "Adicionar as aspas de abertura" };
    findings
        .report(error.span, message)
        .guess(title, [Edit::insert(error.span.start, "\"")]);
}

/// The length of the name before a colon, where the string is a key.
fn key_before_colon(doc: &Document, error: &SyntaxError) -> Option<u32> {
    let node = doc.tree().innermost(error.span.start)?;
    node.key_span().filter(|it| *it == error.span)?;
    let (name, _) = error.span.of(doc.text()).get(1..)?.split_once(':')?;
    let is_mark = |c: char| c.is_whitespace() || "\"'{}[],".contains(c);
    (!name.is_empty() && !name.contains(is_mark)).then_some(name.len() as u32)
}
