//! A value of another kind than the member takes.

use crate::locale::Say;
use crate::model::template::Template;
use crate::rules::schema::inline_not_array::is_inline_string;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::schema::slice::Shape;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/wrong-json-type",
    level: Level::Error,
    since: None,
    fixable: true,
    page: include_str!("wrong_json_type.md"),
    check: Check::Violation(check),
};

fn check(violation: &Violation<'_>, _template: Template<'_>, out: &mut Sink<'_>) {
    let Difference::WrongType(expected) = &violation.problem else {
        return;
    };
    let node = violation.node;
    if is_inline_string(node) {
        return;
    }
    let (expected_words, actual) = (shape_words(expected), kind_words(node));
    let name = match node.key() {
        Some(key) => Say::same(format!("`{key}`")),
        None => say! { en: "An item of this list", pt_br: "Um item desta lista" },
    };
    let message = Say {
        en: format!("{} takes {}, not {}", name.en, expected_words.en, actual.en).into(),
        pt_br: format!("{} recebe {}, não {}", name.pt_br, expected_words.pt_br, actual.pt_br).into(),
    };
    if node.kind() == Kind::Null {
        let title = say! { en: "Remove it", pt_br: "Remover" };
        out.report(node.span(), message)
            .level(Level::Hint)
            .fix(title, [patch::remove(node)]);
        return;
    }
    let report = out.report(node.span(), message);
    if let Some(json) = converted(node, expected) {
        report.fix(
            say! { en: "Write `{json}`", pt_br: "Escrever `{json}`" },
            [patch::replace_value(node, json)],
        );
    }
}

/// The same value as the member takes it; `None` where that would be a guess.
fn converted(node: Node<'_>, expected: &Shape) -> Option<String> {
    let text = node.as_str();
    match (expected, node.kind()) {
        (Shape::Integer, Kind::String) => text?.trim().parse::<i64>().ok().map(|it| it.to_string()),
        (Shape::Boolean, Kind::String) => {
            let word = text?.trim().to_ascii_lowercase();
            matches!(word.as_str(), "true" | "false").then_some(word)
        }
        (Shape::String, Kind::Number | Kind::Bool) => Some(string::quote(node.source())),
        (Shape::Named(_) | Shape::Map(_), Kind::Array) if node.children().next().is_none() => Some("{}".to_owned()),
        (Shape::Array(_), Kind::Object) if node.children().next().is_none() => Some("[]".to_owned()),
        (Shape::Array(item), Kind::String) if **item == Shape::String => Some(format!("[{}]", node.source())),
        _ => None,
    }
}

fn shape_words(shape: &Shape) -> Say {
    match shape {
        Shape::String => say! { en: "a string", pt_br: "uma string" },
        Shape::Integer => say! { en: "a whole number", pt_br: "um número inteiro" },
        Shape::Boolean => say! { en: "`true` or `false`", pt_br: "`true` ou `false`" },
        Shape::Named(_) | Shape::Map(_) => say! { en: "an object", pt_br: "um objeto" },
        Shape::Array(_) => say! { en: "a list", pt_br: "uma lista" },
        Shape::Any => say! { en: "any value", pt_br: "qualquer valor" },
    }
}

fn kind_words(node: Node<'_>) -> Say {
    match node.kind() {
        Kind::String => say! { en: "a string", pt_br: "uma string" },
        Kind::Number if node.as_i64().is_none() => say! { en: "a fraction", pt_br: "um número fracionário" },
        Kind::Number => say! { en: "a number", pt_br: "um número" },
        Kind::Bool => say! { en: "`true` or `false`", pt_br: "`true` ou `false`" },
        Kind::Object => say! { en: "an object", pt_br: "um objeto" },
        Kind::Array => say! { en: "a list", pt_br: "uma lista" },
        Kind::Null | Kind::Broken => say! { en: "`null`", pt_br: "`null`" },
    }
}
