//! Brackets nested beyond any template.

use crate::document::Document;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/too-deep",
    level: Level::Error,
    page: include_str!("too_deep.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(_doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::TooDeep {
        return;
    }
    out.report(
        error.span,
        say! {
            en: "More than 256 brackets are open here; what is inside this one is not read",
            pt_br: "Há mais de 256 colchetes ou chaves abertos aqui; o conteúdo deste não é lido",
        },
    );
}
