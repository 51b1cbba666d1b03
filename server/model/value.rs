//! What a field is: written, computed, of the wrong shape, or absent.

use std::borrow::Cow;

use crate::expr::expression::Expression;
use crate::expr::{self, eval};
use crate::syntax::tree::{Kind, Node};

/// A field as a rule meets it. Four different facts; every reader chooses.
#[derive(Debug, Clone)]
pub enum Value<'d, T> {
    /// Written out, with its position.
    Known(T, Node<'d>),
    /// An expression or a placeholder; its value is unknown.
    Computed(Node<'d>),
    /// Something else than the field takes.
    Wrong(Node<'d>),
    Missing,
}

impl<'d, T> Value<'d, T> {
    /// The value where it is written out.
    pub fn known(self) -> Option<T> {
        match self {
            Self::Known(value, _) => Some(value),
            _ => None,
        }
    }

    /// Whether the property is present.
    pub fn is_present(&self) -> bool {
        !matches!(self, Self::Missing)
    }
}

/// Reads a field with one of the readers below.
pub fn read<'d, T>(node: Option<Node<'d>>, reader: impl Fn(Node<'d>) -> Option<T>) -> Value<'d, T> {
    let Some(node) = node else { return Value::Missing };
    if is_computed(node) {
        return Value::Computed(node);
    }
    match reader(node) {
        Some(value) => Value::Known(value, node),
        None => Value::Wrong(node),
    }
}

/// A field that contains text.
pub fn text<'d>(node: Option<Node<'d>>) -> Value<'d, Cow<'d, str>> {
    read(node, Node::as_str)
}

/// A field that contains a whole number.
pub fn integer(node: Option<Node<'_>>) -> Value<'_, i64> {
    read(node, Node::as_i64)
}

/// A field that contains `true` or `false`.
pub fn boolean(node: Option<Node<'_>>) -> Value<'_, bool> {
    read(node, Node::as_bool)
}

/// Whether a value is an expression, or a text that a pipeline fills in later.
pub fn is_computed(node: Node<'_>) -> bool {
    node.kind() == Kind::String
        && node
            .as_str()
            .is_some_and(|it| expr::is_expression(&it) || has_placeholder(&it))
}

/// Whether a text certainly says something: it is written out, or an expression that is never empty.
pub fn is_never_empty(node: Node<'_>) -> bool {
    if !is_computed(node) {
        return node.as_str().is_some_and(|it| !it.trim().is_empty());
    }
    Expression::of(node).is_some_and(|it| eval::is_never_empty(&it))
}

/// Whether a value is an expression.
pub fn is_expression(node: Node<'_>) -> bool {
    node.kind() == Kind::String && node.as_str().is_some_and(|it| expr::is_expression(&it))
}

/// Whether a text contains a mark that a pipeline or a person is to replace: `<name>`, `${…}`,
/// `{{…}}`, `#{…}#`, `$(…)` or `<%…%>`, or is one as a whole: `__NAME__`, `%NAME%`, `@NAME@`.
pub fn has_placeholder(text: &str) -> bool {
    // Every value is asked, and nearly none has any of these.
    let bytes = text.as_bytes();
    if !bytes
        .iter()
        .any(|it| matches!(it, b'<' | b'{' | b'(' | b'_' | b'%' | b'@'))
    {
        return false;
    }
    let is_start = |it: &[u8]| matches!(it, b"${" | b"{{" | b"#{" | b"$(" | b"<%");
    let is_name = |it: &str| !it.is_empty() && !it.contains(|c: char| c.is_whitespace() || "%@".contains(c));
    let is_within = |(from, to)| {
        text.strip_prefix(from)
            .and_then(|it| it.strip_suffix(to))
            .is_some_and(is_name)
    };
    angle_placeholder(text).is_some()
        || bytes.windows(2).any(is_start)
        || [("__", "__"), ("%", "%"), ("@", "@"), ("@@", "@@")]
            .into_iter()
            .any(is_within)
}

/// The first `<name>` of a text, with its brackets.
pub fn angle_placeholder(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let from = rest.find('<')?;
        rest = rest.get(from..)?;
        let name = rest.get(1..)?;
        let len = name.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | ' ' | '-')))?;
        let written = name.get(..len)?;
        // A blank at either end is that of a comparison or a redirection.
        if !written.is_empty() && written.trim() == written && name.get(len..)?.starts_with('>') {
            return rest.get(..len + 2);
        }
        rest = name;
    }
}

/// Whether a text looks like a token that a pipeline replaces: `%ID%`, `@ID@`, `$ID`, `BUILD_IDENTITY`.
pub fn is_pipeline_token(text: &str) -> bool {
    let is_constant = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    text.contains(['%', '@', '$', '#', '{']) || (text.contains('_') && text.chars().all(is_constant))
}
