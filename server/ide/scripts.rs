//! The steps of a document with inline scripts.

use crate::document::Document;
use crate::model::step::{self, Step};
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// All steps of all templates that touch a span of the document, in the order of the text.
pub(super) fn steps(doc: &Document, within: Span) -> Vec<Step<'_>> {
    let templates = doc.templates().filter(|it| it.root.span().overlaps(within));
    let all = templates.flat_map(|it| step::customizers(it).chain(step::validators(it)));
    let mut steps: Vec<Step<'_>> = all.filter(|it| it.node.span().overlaps(within)).collect();
    steps.sort_by_key(|it| it.node.span());
    steps.dedup_by_key(|it| it.node.span());
    steps
}

/// The step that a node is.
pub(super) fn step_of<'d>(doc: &'d Document, node: Node<'d>) -> Option<Step<'d>> {
    steps(doc, node.span()).into_iter().find(|it| it.node == node)
}
