//! An expression where nothing evaluates it.

use crate::document::{Document, Kind};
use crate::expr::expression;
use crate::expr::functions;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/expression-in-standalone",
    level: Level::Warning,
    page: include_str!("expression_in_standalone.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, out: &mut Sink<'_>) {
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
    // A fragment has many, and one cause.
    let others = certain.count();
    let message = match others {
        0 => say! {
            en: "Nothing evaluates this expression when the file is submitted by itself; it is sent as text",
            pt_br: "Nada avalia esta expressão quando o arquivo é enviado sozinho; ela segue como texto",
        },
        _ => say! {
            en: "Nothing evaluates this expression and {others} more when the file is submitted by itself; they are sent as text",
            pt_br: "Nada avalia esta expressão e mais {others} quando o arquivo é enviado sozinho; elas seguem como texto",
        },
    };
    out.report(first.string, message);
}
