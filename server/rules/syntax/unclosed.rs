//! A bracket that is never closed.

use crate::document::Document;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::tree::{Kind, Tree};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/unclosed",
    level: Level::Error,
    fixable: true,
    page: include_str!("unclosed.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    let (bracket, open) = match error.kind {
        Problem::Unclosed { bracket, open } => (bracket, open),
        Problem::WrongBracket => return wrong(doc, error, findings),
        _ => return,
    };
    // An unclosed comment contains every bracket below it.
    if doc.tree().errors().iter().any(|it| it.kind == Problem::UnclosedComment) {
        return;
    }
    let closing = if bracket == '{' { "}" } else { "]" };
    let message = if open > 1 {
        say! {
            en: "Unclosed `{bracket}`; {open} brackets are open at the end of the file",
            pt_br: "`{bracket}` sem fechamento; {open} colchetes ou chaves estão abertos no fim do arquivo",
        }
    } else {
        say! {
            en: "Unclosed `{bracket}`",
            pt_br: "`{bracket}` sem fechamento",
        }
    };
    let report = findings.report(error.span, message);
    if open == 1 {
        let title = say! { en: "Close it with `{closing}`", pt_br: "Fechar com `{closing}`" };
        report.guess(title, [close(doc.tree(), error, closing)]);
    }
}

/// A closing bracket of another kind than the opening one.
fn wrong(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    let around = std::iter::successors(doc.tree().innermost(error.span.start), |it| it.parent());
    let Some(container) = around.into_iter().find(|it| it.span().end == error.span.end) else {
        return;
    };
    let (opening, closing) = match container.kind() {
        Kind::Object => ("{", "}"),
        _ => ("[", "]"),
    };
    let written = error.span.of(doc.text());
    let message = say! {
        en: "`{written}` closes a `{opening}`; use `{closing}`",
        pt_br: "`{written}` fecha um `{opening}`; use `{closing}`",
    };
    let title = say! { en: "Replace with `{closing}`", pt_br: "Substituir por `{closing}`" };
    findings
        .report(error.span, message)
        .guess(title, [Edit::replace(error.span, closing)]);
}

/// The closing bracket after the last thing inside: on a line of its own where that is on
/// another line than the opening one, and on the other side of a comma.
fn close(tree: &Tree, error: &SyntaxError, closing: &str) -> Edit {
    let text = tree.text();
    let (open, end) = (error.span.start, error.fix_span.start);
    let inside = text.get(open as usize..end as usize).unwrap_or_default();
    let comma = inside.ends_with(',');
    let offset = end - u32::from(comma);
    let mut new_text = String::new();
    if inside.contains('\n') {
        new_text.push_str(tree.line_ending());
        new_text.push_str(tree.line_indent(open));
    }
    new_text.push_str(closing);
    let after = text.get(end as usize..).unwrap_or_default().trim_start();
    if !comma && after.starts_with(['"', '{', '[']) {
        new_text.push(',');
    }
    Edit::insert(offset, new_text)
}
