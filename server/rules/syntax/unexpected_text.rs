//! Text that does not belong where it is.

use crate::document::Document;
use crate::rules::engine::names::short;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::patch;
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/unexpected-text",
    level: Level::Error,
    fixable: true,
    page: include_str!("unexpected_text.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    match error.kind {
        Problem::UnexpectedText => {}
        Problem::Conflict => {
            let message = say! {
                en: "Merge conflict marker; keep one side and remove the markers",
                pt_br: "Marcador de conflito de merge; mantenha um dos lados e remova os marcadores",
            };
            findings.report(error.span, message);
            return;
        }
        Problem::ExtraColon => {
            let message = say! { en: "Extra colon", pt_br: "Dois-pontos a mais" };
            let title = say! { en: "Remove the colon", pt_br: "Remover os dois-pontos" };
            findings
                .report(error.span, message)
                .guess(title, [Edit::delete(error.span)]);
            return;
        }
        _ => return,
    }
    let text = short(error.span.of(doc.text()));
    let remove = Edit::delete(error.span);
    match text.as_str() {
        "}" | "]" => {
            let opening = if text == "}" { "{" } else { "[" };
            let message = say! {
                en: "Unmatched `{text}`: no `{opening}` is open",
                pt_br: "`{text}` sem um `{opening}` correspondente",
            };
            let title = say! { en: "Remove `{text}`", pt_br: "Remover `{text}`" };
            findings.report(error.span, message).guess(title, [remove]);
        }
        "\"" => {
            let message = say! {
                en: "Extra quote",
                pt_br: "Aspa a mais",
            };
            let title = say! { en: "Remove the quote", pt_br: "Remover a aspa" };
            findings.report(error.span, message).guess(title, [remove]);
        }
        "#" if is_remark(doc.text(), error) => {
            let message = say! {
                en: "`#` does not start a comment in JSON; use `//` where comments are allowed",
                pt_br: "`#` não inicia um comentário em JSON; use `//` onde comentários são permitidos",
            };
            let title = say! { en: "Replace with `//`", pt_br: "Substituir por `//`" };
            let edits: Vec<Edit> = hashes(doc.text(), error.fix_span)
                .map(|it| Edit::replace(it, "//"))
                .collect();
            findings.report(error.span, message).guess(title, edits);
        }
        _ => {
            let message = say! {
                en: "Unexpected text `{text}`",
                pt_br: "Texto inesperado: `{text}`",
            };
            findings.report(error.span, message);
        }
    }
}

/// Whether a `#` starts what was meant as a comment.
fn is_remark(text: &str, error: &SyntaxError) -> bool {
    error.fix_span != error.span || patch::begins_line(text, error.span.start)
}

/// The `#` at the beginning of each line of a remark.
fn hashes(text: &str, remark: Span) -> impl Iterator<Item = Span> {
    let lines = remark.of(text).split_inclusive('\n');
    let starts = lines.scan(remark.start, |at, line| {
        let start = *at + (line.len() - line.trim_start().len()) as u32;
        *at += line.len() as u32;
        Some(start)
    });
    starts.map(|start| Span::new(start, start + 1))
}
