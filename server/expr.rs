//! Template expressions, `[…]`: distinguishing them from plain strings, reading them for any text at all, finding
//! what they name, and evaluating them.

pub mod eval;
pub mod expression;
pub mod failure;
pub mod functions;
pub mod highlight;
mod lexer;
pub mod members;
pub mod movable;
pub mod names;
pub mod occurrences;
pub mod parser;
pub mod scope;
pub mod tree;
pub mod value;

use std::borrow::Cow;

/// Whether a string is an expression: it begins with one bracket, not two, and ends with one.
/// Source: "Syntax and expressions in Azure Resource Manager templates".
pub fn is_expression(text: &str) -> bool {
    text.starts_with('[') && !text.starts_with("[[") && text.ends_with(']')
}

/// The value of a string that is not an expression: of two brackets at the start of what would be one, the first is an escape.
pub fn unescaped(text: &str) -> &str {
    if text.starts_with("[[") && text.ends_with(']') {
        return text.get(1..).unwrap_or_default();
    }
    text
}

/// A text as a string that says it and is not an expression: the other way round.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if text.starts_with('[') && text.ends_with(']') {
        return Cow::Owned(format!("[{text}"));
    }
    Cow::Borrowed(text)
}

/// A text as an expression writes it.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// What a whole expression names, where it does nothing but name something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference<'t> {
    /// `[parameters('x')]`
    Parameter(&'t str),
    /// `[variables('x')]`
    Variable(&'t str),
}

/// The parameter or variable that an expression consists of; `None` for everything else.
pub fn reference(text: &str) -> Option<Reference<'_>> {
    if !is_expression(text) {
        return None;
    }
    let call = text.strip_prefix('[')?.strip_suffix(']')?.trim();
    let (function, rest) = call.split_once('(')?;
    let name = rest
        .trim()
        .strip_suffix(')')?
        .trim()
        .strip_prefix('\'')?
        .strip_suffix('\'')?;
    if name.contains('\'') {
        return None;
    }
    match function.trim() {
        it if it.eq_ignore_ascii_case("parameters") => Some(Reference::Parameter(name)),
        it if it.eq_ignore_ascii_case("variables") => Some(Reference::Variable(name)),
        _ => None,
    }
}
