//! What is at an offset or in a selection of a document: the only code that works it out.

pub(in crate::ide) mod command;
pub(in crate::ide) mod expression;
pub(in crate::ide) mod name;
pub(in crate::ide) mod run_output;
pub(in crate::ide) mod selection;

use crate::document::Document;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node, Tree};
use crate::text::span::Span;

/// An offset in a document, in terms of its values.
#[derive(Debug, Clone, Copy)]
pub(super) enum Position<'d> {
    /// A key, or a blank where one may begin.
    Key {
        object: Node<'d>,
        /// The member whose key it is; `None` in a blank.
        member: Option<Node<'d>>,
        /// What a new key replaces, quotes included.
        span: Span,
    },
    /// A value, or a blank where one belongs.
    Value {
        /// The member or the list that the value belongs to.
        owner: Owner<'d>,
        /// The node there; `None` in whitespace.
        value: Option<Node<'d>>,
        /// What a new value replaces.
        span: Span,
    },
}

/// What a value belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Owner<'d> {
    /// A member with a key.
    Member(Node<'d>),
    List(Node<'d>),
}

/// The key or value at an offset; `None` in comments and outside everything.
pub(super) fn position(tree: &Tree, at: u32) -> Option<Position<'_>> {
    // A line comment continues while one types; a closed block comment does not.
    let in_comment = tree.comments().iter().any(|it| {
        let closed = it.len() > 3 && it.of(tree.text()).ends_with("*/");
        it.start < at && (at < it.end || at == it.end && !closed)
    });
    if in_comment {
        return None;
    }
    let node = tree.innermost(at)?;
    if let Some(key) = node.key_span().filter(|it| it.touches(at)) {
        return Some(Position::Key {
            object: node.parent()?,
            member: Some(node),
            span: typed(tree.text(), key, at),
        });
    }
    match node.kind() {
        Kind::Object => in_blank_of_object(node, at),
        Kind::Array if inside(node, at) => Some(Position::Value {
            owner: Owner::List(node),
            value: None,
            span: Span::at(at),
        }),
        Kind::Array => None,
        _ => {
            let owner = owner(node)?;
            let written = (!node.span().is_empty()).then_some(node);
            let on_it = node.span().touches(at);
            match written {
                Some(value) if on_it => Some(Position::Value {
                    owner,
                    value: Some(value),
                    span: typed(tree.text(), value.span(), at),
                }),
                Some(_) => None,
                None => Some(Position::Value {
                    owner,
                    value: None,
                    span: Span::at(at),
                }),
            }
        }
    }
}

/// The member whose key is at an offset.
pub(super) fn member(doc: &Document, at: u32) -> Option<Node<'_>> {
    let node = doc.tree().innermost(at)?;
    node.key_span().is_some_and(|it| it.touches(at)).then_some(node)
}

/// What belongs to the word at the cursor: a string that is not closed may have run into what
/// is after it.
fn typed(text: &str, span: Span, at: u32) -> Span {
    let raw = span.of(text);
    if !raw.starts_with('"') || string::is_closed(raw) {
        return span;
    }
    let behind = Span::new(at, span.end).of(text);
    let len = behind
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(behind.len());
    Span::new(span.start, at + len as u32)
}

fn owner(node: Node<'_>) -> Option<Owner<'_>> {
    match node.key_span() {
        Some(_) => Some(Owner::Member(node)),
        None => node.parent().filter(|it| it.kind() == Kind::Array).map(Owner::List),
    }
}

/// Between the brackets of an object but on none of its members: after a colon without a value,
/// that value; else a new key.
fn in_blank_of_object(object: Node<'_>, at: u32) -> Option<Position<'_>> {
    if !inside(object, at) {
        return None;
    }
    let before = object.children().take_while(|it| it.entry_span().end <= at).last();
    if let Some(before) = before {
        let text = object.tree().text();
        let between = Span::new(before.entry_span().end, at).of(text);
        let waits = before.kind() == Kind::Broken && before.key_span().is_some_and(|key| key.end < before.span().start);
        if waits && before.span().is_empty() && between.trim().is_empty() {
            return Some(Position::Value {
                owner: Owner::Member(before),
                value: None,
                span: Span::at(at),
            });
        }
    }
    Some(Position::Key {
        object,
        member: None,
        span: Span::at(at),
    })
}

fn inside(container: Node<'_>, at: u32) -> bool {
    let span = container.span();
    span.start < at && (at < span.end || !container.is_closed())
}
