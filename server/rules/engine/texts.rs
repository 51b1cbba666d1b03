//! The texts of image templates that the service reads, for rules that look for one mistake in all of them.

use crate::document::Document;
use crate::model::substitution::Assume;
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

/// Properties that may contain anything: commands, tags, comments.
const FREE: [&str; 7] = [
    "inline",
    "restartCommand",
    "restartCheckCommand",
    "tags",
    "artifactTags",
    "managedResourceTags",
    "comments",
];

/// What `find` returns for the keys and values of the templates of a document, sorted by position. It gets a text and whether
/// its string has a closing quote.
pub(in crate::rules) fn find_in_texts(
    doc: &Document,
    assume: Assume,
    find: impl Fn(&str, bool) -> Option<String>,
) -> Vec<(Span, String)> {
    let mut found: Vec<(Span, String)> = Vec::new();
    let mut waiting: Vec<Node<'_>> = doc.templates_with(assume).map(|it| it.root).collect();
    while let Some(node) = waiting.pop() {
        if let (Some(key), Some(span)) = (node.key(), node.key_span()) {
            if FREE.iter().any(|it| node.has_key(it)) {
                continue;
            }
            found.extend(find(&key, true).map(|it| (span, it)));
        }
        if let Some(text) = node.as_str().filter(|_| node.kind() == Kind::String) {
            found.extend(find(&text, node.is_closed()).map(|it| (node.span(), it)));
        }
        waiting.extend(node.children());
    }
    found.sort();
    // A trigger inside its template is checked with both, and several expressions may name one variable.
    found.dedup();
    found
}
