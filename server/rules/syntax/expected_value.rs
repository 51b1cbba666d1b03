//! A missing value.

use crate::document::Document;
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::string;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/expected-value",
    level: Level::Error,
    fixable: true,
    page: include_str!("expected_value.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    if error.kind != Problem::ExpectedValue {
        return;
    }
    if error.span == error.fix_span {
        let message = say! {
            en: "Missing value before this comma",
            pt_br: "Falta um valor antes desta vírgula",
        };
        let remove = Edit::delete(error.span);
        findings
            .report(error.span, message)
            .fix(say! { en: "Remove the comma", pt_br: "Remover a vírgula" }, [remove]);
        return;
    }
    let key = error.span.of(doc.text()).trim_end_matches(':').trim_end();
    let key = names::short(&string::decode(key));
    findings.report(
        error.span,
        say! {
            en: "Missing value for the key `{key}`",
            pt_br: "Falta o valor da chave `{key}`",
        },
    );
}
