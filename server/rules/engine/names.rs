//! Names in messages and fixes: how they are shown, what the service takes as one, and values to begin with.

use crate::locale::Message;
use crate::say;
use crate::schema::slice::{Property, Shape};
use crate::syntax::tree::Node;
use crate::text::plain;
use crate::text::span::Span;

/// Where to point when something is missing from an object: at its `type`, else at its key, else at
/// its opening brace.
pub(in crate::rules) fn anchor(object: Node<'_>) -> Span {
    let start = object.span().start;
    let brace = Span::new(start, start + 1);
    let kind = object.get("type").map(Node::anchor);
    kind.or(object.key_span()).unwrap_or(brace)
}

/// Names in backticks, as a list to read.
pub(in crate::rules) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|it| format!("`{it}`")).collect();
    quoted.join(", ")
}

/// A text as it may be in a message: cut where it is long.
pub(in crate::rules) fn short(text: &str) -> String {
    const MAX_SHOWN: usize = 60;
    plain::shortened(text, MAX_SHOWN)
}

/// A description of the values that a member accepts.
pub(in crate::rules) fn shape(shape: &Shape) -> Message {
    match shape {
        Shape::String => say! { en: "a string", pt_br: "uma string" },
        Shape::Integer => say! { en: "an integer", pt_br: "um número inteiro" },
        Shape::Boolean => say! { en: "`true` or `false`", pt_br: "`true` ou `false`" },
        Shape::Named(_) | Shape::Map(_) => say! { en: "an object", pt_br: "um objeto" },
        Shape::Array(_) => say! { en: "an array", pt_br: "uma matriz" },
        Shape::Any => say! { en: "any value", pt_br: "qualquer valor" },
    }
}

/// An initial value for a new member, and whether a person must fill something in.
pub(in crate::rules) fn starting_value(property: &Property) -> String {
    if let Some(default) = property.default.filter(|it| !it.as_str().is_some_and(str::is_empty)) {
        return default.to_string();
    }
    if let Some(first) = property.values.first() {
        return format!("\"{first}\"");
    }
    match property.shape {
        Shape::String | Shape::Any => "\"\"".to_owned(),
        Shape::Integer => property.minimum.unwrap_or_default().to_string(),
        Shape::Boolean => "false".to_owned(),
        Shape::Named(_) | Shape::Map(_) => "{}".to_owned(),
        Shape::Array(_) => "[]".to_owned(),
    }
}

/// The longest name that the service takes. Source: the pattern of `imageTemplateName` in its
/// definition, the same in all versions.
const MAX_NAME_LEN: usize = 64;

/// Whether a text is a name by the service's pattern, which run outputs share.
pub fn is_name(name: &str) -> bool {
    (1..=MAX_NAME_LEN).contains(&name.len()) && name.chars().all(is_letter)
}

/// The name with everything else replaced by hyphens, cut to its length.
pub fn repair_name(name: &str) -> String {
    name.trim()
        .chars()
        .take(MAX_NAME_LEN)
        .map(|it| if is_letter(it) { it } else { '-' })
        .collect()
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}
