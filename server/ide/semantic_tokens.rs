//! The pieces of the scripts in a template, for an editor that shows its strings in one colour.

use crate::document::Document;
use crate::ide::scripts;
use crate::script::highlight::{self, Token};
use crate::script::source::Script;
use crate::text::span::Span;

/// The pieces of all scripts that touch a span of the document, in order. They don't overlap, and each is on one line.
pub fn semantic_tokens(doc: &Document, within: Span) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for step in scripts::steps(doc, within) {
        let Some(script) = Script::of(step.node) else { continue };
        for token in highlight::highlight(&script.text, script.dialect) {
            let Some(span) = script.written(token.span) else {
                continue;
            };
            let is_behind = tokens.last().is_none_or(|it| it.span.end <= span.start);
            if is_behind && !span.is_empty() && span.overlaps(within) {
                tokens.push(Token { span, ..token });
            }
        }
    }
    tokens
}
