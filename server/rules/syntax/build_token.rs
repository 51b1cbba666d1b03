//! A token that a build or templating tool replaces, without quotes.

use crate::document::Document;
use crate::rules::engine::names::short;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/build-token",
    level: Level::Warning,
    page: include_str!("build_token.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    if !matches!(error.kind, Problem::BuildToken { .. }) {
        return;
    }
    let token = short(error.span.of(doc.text()));
    let message = say! {
        en: "`{token}` looks like a token of a build tool; the file is not valid JSON until it is replaced",
        pt_br: "`{token}` parece um token de uma ferramenta; o arquivo só é JSON válido depois da substituição",
    };
    findings.report(error.span, message);
}
