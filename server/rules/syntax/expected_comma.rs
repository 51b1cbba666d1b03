//! Two properties or items without a comma between them.

use crate::document::Document;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/expected-comma",
    level: Level::Error,
    fixable: true,
    page: include_str!("expected_comma.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    match error.kind {
        Problem::ExpectedComma => missing(doc.text(), error, findings),
        Problem::Semicolon => semicolon(doc.text(), error, findings),
        _ => {}
    }
}

fn missing(text: &str, error: &SyntaxError, findings: &mut Findings<'_>) {
    let message = say! {
        en: "Missing comma after this value",
        pt_br: "Falta uma vírgula depois deste valor",
    };
    let title = say! { en: "Insert the comma", pt_br: "Inserir a vírgula" };
    let offset = error.fix_span.start;
    let edits = [Edit::insert(offset, ",")];
    let report = findings.report(error.span, message);
    if touch(text, offset) {
        report.guess(title, edits);
    } else {
        report.fix(title, edits);
    }
}

/// Whether two texts touch at a position: quotes inside a string rather than two items.
fn touch(text: &str, offset: u32) -> bool {
    let (before, after) = text.split_at_checked(offset as usize).unwrap_or_default();
    let is_loose = |c: char| c.is_whitespace() || "{}[]/".contains(c);
    !before.ends_with(is_loose) && !after.starts_with(is_loose)
}

fn semicolon(text: &str, error: &SyntaxError, findings: &mut Findings<'_>) {
    let message = say! {
        en: "JSON uses `,` between properties and items, not `;`",
        pt_br: "O JSON usa `,` entre propriedades e itens, não `;`",
    };
    let behind = text.get(error.span.end as usize..).unwrap_or_default().trim_start();
    // A comment may follow; the text after it shows whether a comma fits.
    let report = findings.report(error.span, message);
    if behind.starts_with(['}', ']', ',', '/']) {
        let title = say! { en: "Remove the semicolon", pt_br: "Remover o ponto e vírgula" };
        report.guess(title, [Edit::delete(error.span)]);
    } else {
        let title = say! { en: "Replace with a comma", pt_br: "Substituir por uma vírgula" };
        report.fix(title, [Edit::replace(error.span, ",")]);
    }
}
