//! A key without its colon.

use crate::document::Document;
use crate::rules::engine::names;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::string;
use crate::syntax::tree::Kind;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/expected-colon",
    level: Level::Error,
    fixable: true,
    page: include_str!("expected_colon.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::ExpectedColon {
        return;
    }
    let key = names::short(&string::decode(error.span.of(doc.text())));
    let member = doc.tree().innermost(error.span.start);
    let has_value = member.is_some_and(|it| it.key_span() == Some(error.span) && it.kind() != Kind::Broken);
    if has_value {
        let message = say! {
            en: "A colon is missing after the key `{key}`",
            pt_br: "Faltam os dois-pontos depois da chave `{key}`",
        };
        let title = say! { en: "Insert the colon", pt_br: "Inserir os dois-pontos" };
        out.report(error.span, message)
            .fix(title, [Edit::insert(error.mend.start, ":")]);
        return;
    }
    out.report(
        error.span,
        say! {
            en: "The key `{key}` needs a colon and a value",
            pt_br: "A chave `{key}` precisa de dois-pontos e de um valor",
        },
    );
}
