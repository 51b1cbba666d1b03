//! Something other than a key where a key is expected.

use crate::document::Document;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/expected-key",
    level: Level::Error,
    fixable: true,
    page: include_str!("expected_key.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    if error.kind != Problem::ExpectedKey {
        return;
    }
    if error.span.of(doc.text()) == "," {
        let message = say! {
            en: "Expected a property before this comma",
            pt_br: "Falta uma propriedade antes desta vírgula",
        };
        let remove = Edit::delete(error.span);
        findings
            .report(error.span, message)
            .fix(say! { en: "Remove the comma", pt_br: "Remover a vírgula" }, [remove]);
        return;
    }
    findings.report(
        error.span,
        say! {
            en: "Missing key and colon before this value",
            pt_br: "Faltam a chave e os dois-pontos antes deste valor",
        },
    );
}
