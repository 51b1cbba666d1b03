//! A comma before a closing bracket.

use crate::document::Document;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/trailing-comma",
    level: Level::Error,
    fixable: true,
    page: include_str!("trailing_comma.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    if error.kind != Problem::TrailingComma {
        return;
    }
    let message = say! {
        en: "Trailing comma; JSON does not allow a comma before a closing bracket",
        pt_br: "Vírgula no final; o JSON não permite vírgula antes do fechamento",
    };
    let title = match error.span.of(doc.text()) {
        "," => say! { en: "Remove the comma", pt_br: "Remover a vírgula" },
        _ => say! { en: "Remove the commas", pt_br: "Remover as vírgulas" },
    };
    findings
        .report(error.span, message)
        .fix(title, [Edit::delete(error.span)]);
}
