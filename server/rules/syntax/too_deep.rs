//! Brackets nested deeper than in any template.

use crate::document::Document;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/too-deep",
    level: Level::Error,
    page: include_str!("too_deep.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(_doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    if error.kind != Problem::TooDeep {
        return;
    }
    findings.report(
        error.span,
        say! {
            en: "Nested too deeply: more than 256 brackets are open, and the content of this one is not checked",
            pt_br: "Aninhamento demais: há mais de 256 colchetes ou chaves abertos, e o conteúdo deste não é verificado",
        },
    );
}
