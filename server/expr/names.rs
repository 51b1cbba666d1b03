//! The names that expressions use: which parameter or variable each one means, and where it is written.

use std::borrow::Cow;

use crate::expr::expression::{self, Expression};
use crate::expr::scope::{self, Declaration, Scope, Symbol};
use crate::expr::tree::{Call, Expr};
use crate::syntax::tree::{Node, Tree};
use crate::text::span::Span;

/// A position where an expression names a parameter or a variable.
#[derive(Debug, Clone)]
pub struct Use<'d> {
    pub symbol: Symbol,
    pub name: Cow<'d, str>,
    /// The name in the document, without its quotes.
    pub span: Span,
    /// The whole call in the document.
    pub call: Span,
    pub scope: Scope<'d>,
    /// The string that contains it.
    pub node: Node<'d>,
}

/// What a call names where it is one of `parameters` or `variables` with a plain name.
pub fn named(call: &Call) -> Option<(Symbol, &Expr)> {
    let symbol = if call.is("parameters") {
        Symbol::Parameter
    } else if call.is("variables") {
        Symbol::Variable
    } else {
        return None;
    };
    let name = call.arguments.first().filter(|it| it.text().is_some())?;
    Some((symbol, name))
}

/// The names that one expression uses.
pub fn uses<'d>(expression: &Expression<'d>) -> Vec<Use<'d>> {
    let Some(scope) = scope::of(expression.node) else {
        return Vec::new();
    };
    let walk = expression.root.walk().into_iter();
    let uses = walk.filter_map(|it| {
        let (symbol, name) = named(it.call()?)?;
        Some(Use {
            symbol,
            name: Cow::Owned(name.text()?.to_owned()),
            span: expression.written(between_quotes(&expression.text, name.span)),
            call: expression.written(it.span),
            scope,
            node: expression.node,
        })
    });
    uses.collect()
}

/// The text between the quotes of a text; the last one may be missing.
pub fn between_quotes(text: &str, span: Span) -> Span {
    let is_closed = span.len() > 1 && span.of(text).ends_with('\'');
    Span::new(span.start + 1, span.end - u32::from(is_closed))
}

/// Every use of a text, in its order.
pub fn all(tree: &Tree) -> Vec<Use<'_>> {
    expression::all(tree).iter().flat_map(uses).collect()
}

impl<'d> Use<'d> {
    /// The declaration it refers to, if any.
    pub fn declaration(&self) -> Option<Declaration<'d>> {
        self.scope.find(self.symbol, &self.name)
    }

    /// Whether it means what is declared there.
    pub fn means(&self, scope: Scope<'d>, declaration: &Declaration<'d>) -> bool {
        self.symbol == declaration.symbol && self.scope == scope && self.name.eq_ignore_ascii_case(&declaration.name)
    }
}
