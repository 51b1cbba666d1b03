//! A value of a JSON type that the property does not accept.

use crate::locale::Message;
use crate::model::template::Template;
use crate::rules::engine::names;
use crate::rules::schema::inline_not_array::is_inline_string;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::lookup::{self, Member};
use crate::schema::slice::{self, Shape};
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/wrong-json-type",
    level: Level::Error,
    fixable: true,
    about_version: true,
    superseded_by: &["arm/passed-parameter"],
    page: include_str!("wrong_json_type.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

fn check(violation: &Violation<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    let Difference::WrongType(expected) = &violation.problem else {
        return;
    };
    let node = violation.node;
    let is_open = node.kind() == Kind::String && !node.is_closed();
    let spoken_for =
        is_inline_string(node) || lookup::is_read_only(template, node) || is_reported_by_identity(node, template);
    if is_open || spoken_for {
        return;
    }
    let (expected_words, actual) = (names::shape(expected), kind_name(node));
    let name = match node.key() {
        Some(key) => Message::same(format!("`{key}`")),
        None => say! { en: "An item of this array", pt_br: "Um item desta matriz" },
    };
    let message = Message {
        en: format!("{} must be {}, not {}", name.en, expected_words.en, actual.en).into(),
        pt_br: format!("{} deve ser {}, não {}", name.pt_br, expected_words.pt_br, actual.pt_br).into(),
    };
    let member = lookup::slot(template, node).and_then(|it| it.member);
    let report = findings.report(node.span(), message);
    if node.kind() == Kind::Null {
        // Null is the same as omitting the property, where it is optional.
        match member {
            Some(it) if it.property.required => {}
            Some(_) => {
                let title = say! { en: "Remove it", pt_br: "Remover" };
                report.level(Level::Hint).fix(title, [patch::remove(node)]);
            }
            None => {
                report.level(Level::Warning);
            }
        }
        return;
    }
    let report = report.level(level(node, template, member));
    let Some(json) = converted(node, expected) else { return };
    // An empty array where items are required would only be the next mistake.
    if json == "[]" && member.is_some_and(|it| it.property.required) {
        return;
    }
    let title = if json.starts_with('[') {
        say! { en: "Convert to an array", pt_br: "Converter em matriz" }
    } else {
        let shown = names::short(&json);
        say! { en: "Replace with `{shown}`", pt_br: "Substituir por `{shown}`" }
    };
    report.fix(title, [patch::replace_value(node, json)]);
}

/// A null identity is a missing one; a null entry drops that identity in an update.
fn is_reported_by_identity(node: Node<'_>, template: Template<'_>) -> bool {
    let identity = template.root.get("identity");
    let entries = identity.and_then(|it| it.get("userAssignedIdentities"));
    node.kind() == Kind::Null && (Some(node) == identity || (entries.is_some() && node.parent() == entries))
}

/// Resource Manager reads tags and its own properties itself, and converts one scalar into another.
fn level(node: Node<'_>, template: Template<'_>, member: Option<Member>) -> Level {
    let is_tag = node.parent() == template.root.get("tags");
    if is_tag || member.is_some_and(|it| it.owner == slice::ARM_RESOURCE) {
        Level::Warning
    } else {
        Level::Error
    }
}

/// The same value in the type that the property accepts; `None` if that would be a guess.
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
        (Shape::Array(item), _) if fits(node, item) => Some(format!("[{}]", node.source())),
        (Shape::Array(item), Kind::String | Kind::Number) => Some(format!("[{}]", converted(node, item)?)),
        _ => None,
    }
}

/// Whether a value is of the kind that a shape takes.
fn fits(node: Node<'_>, shape: &Shape) -> bool {
    match shape {
        Shape::String => node.kind() == Kind::String,
        Shape::Integer => node.as_i64().is_some(),
        Shape::Boolean => node.kind() == Kind::Bool,
        Shape::Named(_) => node.kind() == Kind::Object && node.is_closed(),
        Shape::Map(_) | Shape::Array(_) | Shape::Any => false,
    }
}

fn kind_name(node: Node<'_>) -> Message {
    match node.kind() {
        Kind::String => say! { en: "a string", pt_br: "uma string" },
        Kind::Number if node.as_i64().is_none() => say! { en: "a fraction", pt_br: "um número fracionário" },
        Kind::Number => say! { en: "a number", pt_br: "um número" },
        Kind::Bool => Message::same(format!("`{}`", node.source())),
        Kind::Object => say! { en: "an object", pt_br: "um objeto" },
        Kind::Array => say! { en: "an array", pt_br: "uma matriz" },
        Kind::Null | Kind::Broken => say! { en: "`null`", pt_br: "`null`" },
    }
}
