//! The call under the cursor: what the function takes, and which argument is being typed.

use crate::document::Document;
use crate::expr::functions::{self, Function};
use crate::expr::tree::{Call, Expr};
use crate::ide::cursor::expression::ExpressionCursor;
use crate::locale::Message;
use crate::syntax::tree::Node;
use crate::text::markdown;
use crate::text::plain::plain;
use crate::text::span::Span;

/// The signature of a function, as shown next to its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// `padLeft(valueToPad, totalLength, [paddingCharacter])`
    pub label: String,
    pub words: Option<Message>,
    /// The spans of the arguments in the label, in bytes.
    pub arguments: Vec<Span>,
    /// The argument at the cursor, by its position among them; `None` if the function takes none there.
    pub active: Option<usize>,
}

/// The innermost call whose arguments contain a position; `None` outside of calls, and for functions that are not known.
pub fn signature_help(doc: &Document, at: u32) -> Option<Signature> {
    let cursor = ExpressionCursor::at(doc, at)?;
    let enclosing = cursor.enclosing();
    let holds = |it: &&Call| it.inside.touches(cursor.offset);
    let call = enclosing.iter().rev().filter_map(|it| it.call()).find(holds)?;
    let position = position(&cursor.expression.text, call, cursor.offset);
    match &call.namespace {
        None => Some(of_language(functions::find(&call.name.text)?, position)),
        Some(space) => {
            let function = cursor.scope.function(&space.text, &call.name.text)?;
            let name = format!("{}.{}", space.text, call.name.text);
            Some(of_template(&name, function, position))
        }
    }
}

/// The number of arguments before the cursor.
fn position(text: &str, call: &Call, span_of: u32) -> usize {
    let ends_before = |it: &&Expr| it.span.end <= span_of;
    let before = call.arguments.iter().filter(ends_before);
    // A comma after the last of them begins the next.
    let last = before.clone().next_back().map_or(call.inside.start, |it| it.span.end);
    let commas = Span::new(last, span_of.max(last)).of(text).matches(',').count();
    before.count().saturating_sub(1) + commas
}

fn of_language(function: &Function, position: usize) -> Signature {
    let label = function.signature();
    let names = function.arguments.iter().map(|it| it.name.as_str());
    let last = function.arguments.len().checked_sub(1);
    let active = match position {
        _ if position < function.arguments.len() => Some(position),
        _ if function.takes_pairs => Some(position % 2),
        _ => last.filter(|_| function.argument(position).is_some()),
    };
    Signature {
        arguments: argument_spans(&label, names),
        label,
        words: Some(function.words.clone()),
        active,
    }
}

fn of_template(name: &str, function: Node<'_>, position: usize) -> Signature {
    let parameters = function.get("parameters").into_iter().flat_map(Node::children);
    let named = parameters.filter_map(|it| {
        let kind = it.get("type").and_then(Node::as_str);
        let name = plain(&it.get("name")?.as_str()?);
        Some(kind.map_or(name.clone(), |kind| format!("{name}: {}", plain(&kind))))
    });
    let named: Vec<String> = named.collect();
    let label = format!("{name}({})", named.join(", "));
    let words = function.at(&["metadata", "description"]).and_then(Node::as_str);
    Signature {
        arguments: argument_spans(&label, named.iter().map(String::as_str)),
        label,
        words: words.map(|it| Message::same(markdown::paragraph(&it))),
        active: Some(position).filter(|it| *it < named.len()),
    }
}

/// The spans of the names in a label, in order; an empty span for a missing name.
fn argument_spans<'n>(label: &str, names: impl Iterator<Item = &'n str>) -> Vec<Span> {
    let mut from = label.find('(').map_or(0, |it| it + 1);
    let span_of = |name: &str| {
        let behind = label.get(from..).unwrap_or_default();
        let Some(found) = behind.find(name) else {
            return Span::at(from as u32);
        };
        let start = from + found;
        from = start + name.len();
        Span::new(start as u32, from as u32)
    };
    names.map(span_of).collect()
}
