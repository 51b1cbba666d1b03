//! Two members or items with no comma between them.

use crate::document::Document;
use crate::rules::{Check, Level, Rule, Sink};
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

fn check(_: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::ExpectedComma {
        return;
    }
    let message = say! {
        en: "A comma is missing after this",
        pt_br: "Falta uma vírgula depois daqui",
    };
    let mend = Edit::insert(error.mend.start, ",");
    out.report(error.span, message)
        .fix(say! { en: "Insert the comma", pt_br: "Inserir a vírgula" }, [mend]);
}
