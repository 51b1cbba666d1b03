//! Something else where a key belongs.

use crate::document::Document;
use crate::rules::{Check, Level, Rule, Sink};
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

fn check(doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::ExpectedKey {
        return;
    }
    if error.span.of(doc.text()) == "," {
        let message = say! {
            en: "There is no member before this comma",
            pt_br: "Não há nenhum membro antes desta vírgula",
        };
        let remove = Edit::delete(error.span);
        out.report(error.span, message)
            .fix(say! { en: "Remove the comma", pt_br: "Remover a vírgula" }, [remove]);
        return;
    }
    out.report(
        error.span,
        say! {
            en: "A value in an object needs a key in quotes and a colon before it",
            pt_br: "Um valor dentro de um objeto precisa de uma chave entre aspas e dois-pontos antes dele",
        },
    );
}
