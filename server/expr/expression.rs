//! An expression of a document: a value or a key that Resource Manager computes, with the way back to the text.

use std::borrow::Cow;

use crate::expr;
use crate::expr::parser::{self, Mistake};
use crate::expr::tree::Expr;
use crate::syntax::map::Map;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node, Tree};
use crate::text::edit::Edit;
use crate::text::span::Span;

/// A string that contains an expression.
#[derive(Debug)]
pub struct Expression<'d> {
    /// The value that the string is, or whose key it is.
    pub node: Node<'d>,
    /// Whether it is the key.
    pub is_key: bool,
    /// What the string says, brackets included. The positions of `root` and `mistakes` count in it.
    pub text: Cow<'d, str>,
    pub root: Expr,
    pub mistakes: Vec<Mistake>,
    /// The string as written, quotes included.
    pub string: Span,
    map: Map,
}

impl<'d> Expression<'d> {
    /// The expression that a value is; `None` for everything else.
    pub fn of(node: Node<'d>) -> Option<Self> {
        if node.kind() != Kind::String || !node.source().starts_with("\"[") {
            return None;
        }
        Self::read(node, false, node.span()).filter(|it| expr::is_expression(&it.text))
    }

    /// The expression that a value's key is.
    pub fn of_key(node: Node<'d>) -> Option<Self> {
        let span = node.key_span()?;
        if !span.of(node.tree().text()).starts_with("\"[") {
            return None;
        }
        Self::read(node, true, span).filter(|it| expr::is_expression(&it.text))
    }

    /// The expression that a person types at a position, though its end may be missing.
    pub fn typed(node: Node<'d>, at: u32) -> Option<Self> {
        let key = node.key_span().filter(|it| it.touches(at));
        let is_key = key.is_some();
        let span = key.or((node.kind() == Kind::String).then_some(node.span()))?;
        let expression = Self::read(node, is_key, span)?;
        let begins = expression.text.starts_with('[') && !expression.text.starts_with("[[");
        (begins && span.start < at).then_some(expression)
    }

    fn read(node: Node<'d>, is_key: bool, string: Span) -> Option<Self> {
        let raw = string.of(node.tree().text());
        let text = string::decode(raw);
        let mut map = Map::default();
        let mut at = 0;
        let base = string.start + u32::from(raw.starts_with('"'));
        for piece in string::pieces(string::inner(raw)) {
            let start = base + piece.start as u32;
            let len = piece.text.len() as u32;
            map.push(at, len, Span::new(start, start + piece.len as u32));
            at += len;
        }
        let parsed = parser::parse(&text);
        Some(Self {
            node,
            is_key,
            text,
            root: parsed.root,
            mistakes: parsed.mistakes,
            string,
            map,
        })
    }

    /// Where a span of the expression is in the document.
    pub fn written(&self, span: Span) -> Span {
        self.map.written(span).unwrap_or(self.string)
    }

    /// The position in the expression for a position in the document.
    pub fn offset(&self, at: u32) -> u32 {
        self.map.read(at)
    }

    /// The edit that replaces a span of the expression.
    pub fn edit(&self, span: Span, new_text: &str) -> Edit {
        let quoted = string::quote(new_text);
        Edit {
            span: self.written(span),
            new_text: string::inner(&quoted).to_owned(),
        }
    }

    /// The parts that contain or touch a position of the expression, the outermost first.
    pub fn enclosing(&self, at: u32) -> Vec<&Expr> {
        let mut found = Vec::new();
        let mut next = Some(&self.root).filter(|it| it.span.touches(at));
        while let Some(expr) = next {
            found.push(expr);
            let parts = expr.parts();
            next = parts.into_iter().rfind(|it| it.span.touches(at));
        }
        found
    }
}

/// Every expression of a text, keys included, in its order.
pub fn all(tree: &Tree) -> Vec<Expression<'_>> {
    let mut found = Vec::new();
    if let Some(root) = tree.root() {
        within(root, &mut found);
    }
    found
}

/// Every expression inside a value, except in its own key.
pub fn within<'d>(root: Node<'d>, found: &mut Vec<Expression<'d>>) {
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        if node != root {
            found.extend(Expression::of_key(node));
        }
        found.extend(Expression::of(node));
        let children: Vec<Node<'d>> = node.children().collect();
        waiting.extend(children.into_iter().rev());
    }
}
