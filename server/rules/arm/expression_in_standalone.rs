//! An expression that is not evaluated.

use crate::document::{Document, Kind};
use crate::expr::expression;
use crate::expr::functions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/expression-in-standalone",
    level: Level::Warning,
    page: include_str!("expression_in_standalone.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, findings: &mut Findings<'_>) {
    if doc.kind() != Kind::Standalone {
        return;
    }
    let found = expression::all(doc.tree());
    let certain = found.iter().filter(|it| {
        let call = it.root.call().filter(|_| it.mistakes.is_empty());
        call.is_some_and(|it| it.namespace.is_none() && functions::find(&it.name.text).is_some())
    });
    let mut certain = certain.peekable();
    let Some(first) = certain.next() else { return };
    // A fragment has many expressions, and one cause.
    let others = certain.count();
    let message = match others {
        0 => say! {
            en: "Expressions are not evaluated in a standalone template; this one is sent as text",
            pt_br: "Expressões não são avaliadas em um template avulso; esta é enviada como texto",
        },
        _ => say! {
            en: "Expressions are not evaluated in a standalone template; this one and {others} more are sent as text",
            pt_br: "Expressões não são avaliadas em um template avulso; esta e mais {others} são enviadas como texto",
        },
    };
    findings.report(first.string, message);
}
