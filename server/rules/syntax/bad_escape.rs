//! A backslash that does not form an escape.

use crate::document::Document;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::backslashes;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::tree::Kind;
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

fn check(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    if error.kind != Problem::BadEscape {
        return;
    }
    let text = error.span.of(doc.text());
    if text == "\\'" {
        escaped_apostrophe(doc, error, findings);
        return;
    }
    let string = enclosing_string(doc, error.span);
    if string.is_some_and(|it| !is_first_in(doc, it, error)) {
        return;
    }
    let message = say! {
        en: "Invalid JSON escape `{text}`; write a backslash as `\\\\`",
        pt_br: "Escape JSON inválido `{text}`; escreva uma barra invertida como `\\\\`",
    };
    let report = findings.report(error.span, message);
    let Some(string) = string else { return };
    let Some(repair) = backslashes::repair(string.of(doc.text())) else {
        return;
    };
    let at = Span::new(string.start + repair.span.start, string.start + repair.span.end);
    let title = if repair.count > 1 {
        say! { en: "Double every backslash", pt_br: "Duplicar todas as barras invertidas" }
    } else {
        say! { en: "Double the backslash", pt_br: "Duplicar a barra invertida" }
    };
    let edits = [Edit::replace(at, repair.new_text)];
    if repair.is_certain {
        report.fix(title, edits);
    } else {
        report.guess(title, edits);
    }
}

/// Whether a backslash is the first in its string that forms no escape; all in a string are one mistake.
fn is_first_in(doc: &Document, string: Span, error: &SyntaxError) -> bool {
    let errors = doc.tree().errors();
    let from = errors.partition_point(|it| it.span.start < string.start);
    let mut inside = errors.get(from..).unwrap_or_default().iter();
    let is_backslash = |it: &&SyntaxError| it.kind == Problem::BadEscape && it.span.of(doc.text()) != "\\'";
    inside.find(is_backslash).is_none_or(|it| it.span == error.span)
}

/// The key or the string with a mistake in it, quotes included.
fn enclosing_string(doc: &Document, mistake: Span) -> Option<Span> {
    let node = doc.tree().innermost(mistake.start)?;
    let value = (node.kind() == Kind::String).then(|| node.span());
    [node.key_span(), value]
        .into_iter()
        .flatten()
        .find(|it| it.contains(mistake))
}

/// An apostrophe needs no escape between double quotes; `syntax/quotes` covers single ones.
fn escaped_apostrophe(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    let is_enclosing_string = |it: &&SyntaxError| it.kind == Problem::Quotes && it.span.overlaps(error.span);
    if doc.tree().errors().iter().find(is_enclosing_string).is_some() {
        return;
    }
    let message = say! {
        en: "Invalid JSON escape `\\'`; write `'` without a backslash",
        pt_br: "Escape JSON inválido `\\'`; escreva `'` sem a barra invertida",
    };
    findings.report(error.span, message).guess(
        say! { en: "Remove the backslash", pt_br: "Remover a barra invertida" },
        [Edit::delete(Span::new(error.span.start, error.span.start + 1))],
    );
}
