//! A standalone template as a deployment template, and the other way round.
//!
//! Both say the same to the service. What the other form would say differently, or cannot say, is why nothing is offered.

mod to_deployment;
mod to_standalone;

use crate::document::{Document, Kind as DocumentKind};
use crate::ide::actions::{Action, Kind};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::Node;
use crate::text::edit::{self, Edit};
use crate::text::span::Span;

/// The other form of a document, offered at an offset; `name` is that of its file without what follows the first dot.
pub fn conversions(doc: &Document, at: u32, name: Option<&str>) -> Vec<Action> {
    let Some(root) = doc.tree().root().filter(|it| is_meant(doc, *it, at)) else {
        return Vec::new();
    };
    if !doc.tree().errors().is_empty() {
        return Vec::new();
    }
    let (title, text) = match doc.kind() {
        DocumentKind::Standalone => (
            say! { en: "Convert to a deployment template", pt_br: "Converter em template de implantação" },
            to_deployment::deployment(doc, name),
        ),
        DocumentKind::Arm => (
            say! { en: "Convert to a standalone template", pt_br: "Converter em template avulso" },
            to_standalone::standalone(doc),
        ),
        DocumentKind::Empty | DocumentKind::Foreign => return Vec::new(),
    };
    let edits = text.map(|it| vec![patch::replace_value(root, it)]);
    edits
        .map(|it| Action::new(title, Kind::Rewrite, it))
        .into_iter()
        .collect()
}

/// Members that say which form it is.
const FORM_MEMBERS: [&str; 4] = ["$schema", "contentVersion", "type", "apiVersion"];

/// Whether a position is at the brackets of the document or of its template, or at what says which form it is.
fn is_meant(doc: &Document, root: Node<'_>, at: u32) -> bool {
    let template = doc.template_at(at).map(|it| it.root);
    template.into_iter().chain([root]).any(|it| {
        let span = it.span();
        let says = FORM_MEMBERS.iter().filter_map(|name| it.get(name));
        at <= span.start + 1 || at >= span.end || says.into_iter().any(|it| it.entry_span().touches(at))
    })
}

/// A span of a text after those edits that are in it.
fn edited(text: &str, span: Span, edits: &[Edit]) -> String {
    let inside = edits.iter().filter(|it| span.contains(it.span));
    let moved = |it: &Edit| {
        let at = Span::new(it.span.start - span.start, it.span.end - span.start);
        Edit::replace(at, it.new_text.as_str())
    };
    edit::apply(span.of(text), &inside.map(moved).collect::<Vec<_>>())
}
