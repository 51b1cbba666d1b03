//! The value, and the parts of an expression, that a cursor or a selection means.

use crate::document::Document;
use crate::expr::expression::Expression;
use crate::expr::names;
use crate::expr::tree::{Call, Expr, Kind as Part};
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

/// The value at a position, and the position without blanks and a comma at its ends: one that the cursor is on or that is selected, its
/// key included where that says nothing of its own. Of lists and objects the brackets count, and not the blanks between them.
pub(in crate::ide) fn value(doc: &Document, at: Span) -> Option<(Node<'_>, Span)> {
    let at = trimmed(doc.text(), at);
    let inner = doc.tree().innermost(at.start)?;
    let node = inner.ancestors().find(|it| it.entry_span().contains(at))?;
    let on_key = node.key_span().is_some_and(|it| it.contains(at)) && Expression::of_key(node).is_none();
    let span = node.span();
    let is_meant = match node.kind() {
        Kind::Object | Kind::Array if at.is_empty() => {
            let (open, close) = (Span::new(span.start, span.start + 1), span.end.saturating_sub(1));
            on_key || open.touches(at.start) || at.start == close
        }
        Kind::Object | Kind::Array => on_key || at == span || at == node.entry_span(),
        Kind::Broken => false,
        _ => on_key || span.contains(at) || at == node.entry_span(),
    };
    is_meant.then_some((node, at))
}

fn trimmed(text: &str, at: Span) -> Span {
    let selected = at.of(text);
    let rest = selected.trim_start();
    let start = at.start + (selected.len() - rest.len()) as u32;
    let rest = rest.trim_end();
    let rest = rest.strip_suffix(',').unwrap_or(rest).trim_end();
    if rest.is_empty() {
        return Span::at(at.start);
    }
    Span::new(start, start + rest.len() as u32)
}

/// Whether the whole expression is selected, perhaps in addition to a part of it.
pub(in crate::ide) fn is_whole(expression: &Expression<'_>, at: Span) -> bool {
    let root = expression.written(expression.root.span);
    let is_meant = at.is_empty() || at.contains(root) || !expression.string.overlaps(at);
    is_meant && !is_literal(&expression.root)
}

/// The parts that are meant: under a cursor a literal, and what is computed nearest to it; the smallest part that contains a
/// selection. The whole of what is computed is not a part.
pub(in crate::ide) fn parts<'e>(expression: &'e Expression<'_>, at: Span) -> Vec<&'e Expr> {
    if !expression.string.contains(at) {
        return Vec::new();
    }
    let selected = Span::new(expression.offset(at.start), expression.offset(at.end));
    let mut enclosing = expression.root.walk();
    enclosing.retain(|it| it.span.contains(selected));
    let Some((smallest, holders)) = enclosing.split_last() else {
        return Vec::new();
    };
    let may_change = !holders.last().is_some_and(|it| is_name_in(smallest, it));
    let literal = Some(*smallest).filter(|it| is_literal(it) && may_change);
    let is_nearest = |it: &&&Expr| !is_literal(it) && !is_plain_name(it);
    let computed = match selected.is_empty() {
        true => enclosing.iter().rev().find(is_nearest),
        false => enclosing.last().filter(is_nearest),
    };
    let computed = computed.copied().filter(|it| it.span != expression.root.span);
    literal.into_iter().chain(computed).collect()
}

fn is_literal(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        Part::Text(_) | Part::Integer(_) | Part::Float(_) | Part::Word(_)
    )
}

/// Whether it has a name already.
fn is_plain_name(expr: &Expr) -> bool {
    expr.call().is_some_and(|it| names::named(it).is_some())
}

/// Whether a text is a name that must be written.
fn is_name_in(text: &Expr, holder: &Expr) -> bool {
    let takes_name = |it: &Call| {
        let functions = ["parameters", "variables", "lambda", "lambdaVariables", "copyIndex"];
        functions.iter().any(|function| it.is(function))
    };
    text.text().is_some() && holder.call().is_some_and(takes_name)
}
