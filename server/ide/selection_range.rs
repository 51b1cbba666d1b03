//! Selections that grow: from the word under the cursor to the parts of its expression, its string, its member, and what that is in.

use crate::document::{Document, Kind};
use crate::expr::tree::{Expr, Kind as Part};
use crate::ide::cursor::expression::ExpressionCursor;
use crate::ide::cursor::{self, Owner, Position};
use crate::syntax::string;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// More steps than these are not offered: no person grows a selection so often, and each is nested in the one before it.
const MAX_STEPS: usize = 64;

/// What a selection at an offset grows to, the smallest first and each inside the next; empty for a document that is not ours.
pub fn selection_range(doc: &Document, at: u32) -> Vec<Span> {
    if matches!(doc.kind(), Kind::Foreign | Kind::Empty) {
        return Vec::new();
    }
    let text = doc.text();
    let mut found = Vec::new();
    let node = match cursor::position(doc.tree(), at) {
        Some(Position::Key { object, member, span }) => {
            if member.is_some() {
                within_string(doc, span, at, &mut found);
            }
            member.or(Some(object))
        }
        Some(Position::Value { owner, value, .. }) => {
            if let Some(value) = value {
                within_string(doc, value.span(), at, &mut found);
            }
            value.or(Some(match owner {
                Owner::Member(node) | Owner::List(node) => node,
            }))
        }
        None => {
            let comment = doc.tree().comments().iter().find(|it| it.touches(at));
            if let Some(comment) = comment {
                found.extend(
                    [word(text, *comment, at, is_word), Some(*comment)]
                        .into_iter()
                        .flatten(),
                );
            }
            doc.tree().innermost(at)
        }
    };
    let around = node.into_iter().flat_map(Node::ancestors);
    found.extend(around.flat_map(|it| [it.span(), it.entry_span()]));
    let mut growing: Vec<Span> = Vec::new();
    for span in found.into_iter().filter(|it| it.touches(at)) {
        if growing.last().is_none_or(|it| span.contains(*it) && span != *it) {
            growing.push(span);
        }
        if growing.len() == MAX_STEPS {
            break;
        }
    }
    growing
}

/// What is inside a string: the word, the parts of the expression or the text between blanks, and the text between the quotes.
fn within_string(doc: &Document, span: Span, at: u32, found: &mut Vec<Span>) {
    let raw = span.of(doc.text());
    if !raw.starts_with('"') {
        return;
    }
    let start = span.start + 1;
    let inner = Span::new(start, start + string::inner(raw).len() as u32);
    found.extend(word(doc.text(), inner, at, is_word));
    match ExpressionCursor::at(doc, at) {
        Some(cursor) => {
            let parts = cursor.enclosing();
            let spans = parts.iter().rev().flat_map(|it| part(it));
            found.extend(spans.map(|it| cursor.expression.written(it)));
        }
        None => found.extend(word(doc.text(), inner, at, |it| !it.is_whitespace())),
    }
    found.extend([inner, span]);
}

/// A part of an expression; of a text first what is between its quotes, of a call first its arguments.
fn part(expr: &Expr) -> [Span; 2] {
    let Span { start, end } = expr.span;
    let inside = match &expr.kind {
        Part::Text(_) if end - start > 1 => Span::new(start + 1, end - 1),
        Part::Call(call) => call.inside,
        _ => expr.span,
    };
    [inside, expr.span]
}

/// The characters around an offset that belong together, none of an escape among them.
fn word(text: &str, within: Span, at: u32, belongs: fn(char) -> bool) -> Option<Span> {
    let plain = string::pieces(within.of(text)).find_map(|it| {
        let start = within.start + it.start as u32;
        let span = Span::new(start, start + it.len as u32);
        (span.touches(at) && !span.of(text).starts_with('\\')).then_some(span)
    })?;
    let before = Span::new(plain.start, at).of(text);
    let behind = Span::new(at, plain.end).of(text);
    let left: usize = before
        .chars()
        .rev()
        .take_while(|it| belongs(*it))
        .map(char::len_utf8)
        .sum();
    let right: usize = behind.chars().take_while(|it| belongs(*it)).map(char::len_utf8).sum();
    let span = Span::new(at - left as u32, at + right as u32);
    (!span.is_empty()).then_some(span)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
