//! Where a refactoring is worth a light bulb. A selection and a client that asks for refactorings are reasons anywhere; under a bare
//! cursor, the place itself has to be one.

use crate::document::Document;
use crate::expr::scope::Scope;
use crate::ide::actions::Request;
use crate::ide::cursor::selection;
use crate::ide::scripts;
use crate::model::template::Template;
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

/// Shorter texts are repeated by chance.
const MIN_REPEATED: usize = 4;

/// Whether a person asks for what no finding asks for.
pub(super) fn is_asked(request: &Request<'_>) -> bool {
    request.is_selective || !request.span.is_empty()
}

/// Whether extracting is worth it: the document repeats the text under the cursor.
pub(super) fn is_repeated(doc: &Document, at: u32) -> bool {
    let Some((node, _)) = selection::value(doc, Span::at(at)) else {
        return false;
    };
    let Some(text) = node.as_str().filter(|it| it.chars().count() >= MIN_REPEATED) else {
        return false;
    };
    let is_same = |it: Node<'_>| it != node && it.kind() == Kind::String && it.as_str().is_some_and(|it| it == text);
    let mut waiting: Vec<Node<'_>> = doc.tree().root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        if is_same(node) {
            return true;
        }
        waiting.extend(node.children());
    }
    false
}

/// Whether a position is on the key of an inline script, rather than in its commands.
pub(super) fn is_inline_key(doc: &Document, at: u32) -> bool {
    let keys = scripts::steps(doc, Span::at(at))
        .into_iter()
        .filter_map(|it| it.get("inline")?.key_span());
    keys.into_iter().any(|it| it.touches(at))
}

/// Whether a position is on the API version of a template, or on its type where it shows no version.
pub(super) fn is_version(doc: &Document, at: u32) -> bool {
    let is_at = |it: Option<Node<'_>>| it.is_some_and(|it| it.entry_span().touches(at));
    let is_version = |it: Template<'_>| {
        let written = it.root.get("apiVersion");
        is_at(written)
            || is_at(it.api_version().and_then(|it| it.node))
            || written.is_none() && is_at(it.root.get("type"))
    };
    doc.templates().any(is_version)
}

/// Whether a position is on the name of a parameter where it is declared.
pub(super) fn is_parameter_name(doc: &Document, at: u32) -> bool {
    let parameters = doc.tree().root().map(|it| Scope::Deployment(it).parameters());
    parameters.into_iter().flatten().any(|it| it.written.touches(at))
}
