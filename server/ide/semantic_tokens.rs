//! The pieces of scripts and expressions, for an editor that shows strings in one colour.

use crate::document::{Document, Kind as DocumentKind};
use crate::expr::expression::Expression;
use crate::expr::{highlight as expressions, scope};
use crate::ide::scripts;
use crate::script::highlight as commands;
use crate::script::source::Script;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// A piece of a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    Script(commands::TokenKind),
    Expression(expressions::TokenKind),
}

/// The pieces of all scripts and expressions that touch a span of the document, in order. They don't overlap, and each is on one line.
pub fn semantic_tokens(doc: &Document, within: Span) -> Vec<Token> {
    let mut tokens = of_expressions(doc, within);
    tokens.extend(of_scripts(doc, within));
    tokens.retain(|it| !it.span.is_empty() && it.span.overlaps(within));
    // An item of a script that is an expression is no command.
    tokens.sort_by_key(|it| it.span.start);
    let mut end = 0;
    tokens.retain(|it| {
        let is_behind = end <= it.span.start;
        if is_behind {
            end = it.span.end;
        }
        is_behind
    });
    tokens
}

fn of_expressions(doc: &Document, within: Span) -> Vec<Token> {
    let mut tokens = Vec::new();
    let root = doc.tree().root().filter(|_| doc.kind() == DocumentKind::Arm);
    let mut waiting: Vec<Node<'_>> = root.into_iter().collect();
    while let Some(node) = waiting.pop() {
        let touching = node.children().filter(|it| it.entry_span().overlaps(within));
        waiting.extend(touching);
        let written = [Expression::of_key(node), Expression::of(node)];
        for expression in written.into_iter().flatten() {
            if scope::of(node).is_none() || doc.tree().has_line_end(expression.string) {
                continue;
            }
            tokens.extend(expressions::highlight(&expression).into_iter().map(|it| Token {
                span: it.span,
                kind: TokenKind::Expression(it.kind),
            }));
        }
    }
    tokens
}

fn of_scripts(doc: &Document, within: Span) -> Vec<Token> {
    let mut tokens = Vec::new();
    for step in scripts::steps(doc, within) {
        let Some(script) = Script::of(step.node) else { continue };
        for token in commands::highlight(&script.text, script.dialect) {
            tokens.extend(script.written(token.span).map(|span| Token {
                span,
                kind: TokenKind::Script(token.kind),
            }));
        }
    }
    tokens
}
