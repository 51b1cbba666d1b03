//! A string that continues on the next line.

use crate::document::{Document, Kind};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::string;
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/several-lines",
    level: Level::Error,
    fixable: true,
    page: include_str!("several_lines.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    // Azure PowerShell and the Azure CLI accept such strings in a deployment template.
    if error.kind != Problem::SeveralLines || doc.kind() == Kind::Arm {
        return;
    }
    let raw = error.span.of(doc.text());
    let line = raw.lines().next().unwrap_or_default().len() as u32;
    let message = say! {
        en: "JSON strings cannot span lines; write a line break as `\\n`",
        pt_br: "Strings JSON não podem ocupar várias linhas; escreva uma quebra de linha como `\\n`",
    };
    let joined = string::inner(raw).replace("\r\n", "\\n").replace(['\n', '\r'], "\\n");
    let title = say! { en: "Write the string on one line", pt_br: "Escrever a string em uma só linha" };
    findings
        .report(Span::new(error.span.start, error.span.start + line), message)
        .about(error.span)
        .fix(title, [Edit::replace(error.span, format!("\"{joined}\""))]);
}
