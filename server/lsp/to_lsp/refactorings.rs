//! Changes that no finding asks for, as actions.

use tower_lsp::lsp_types::{CodeAction, CodeActionKind};

use crate::ide::name::{Asked, From};
use crate::ide::offer::{Kind, Offer};
use crate::ide::{extract, give_value, inline, override_step};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_lsp::actions::workspace_edit;
use crate::lsp::to_lsp::changes::{self, Changed};
use crate::lsp::world::parameters::ParameterFileState;
use crate::text::span::Span;

/// What may be done at a stretch, in the document alone, of the kinds that are wanted.
pub(super) fn offers(snapshot: &Snapshot, span: Span, is_wanted: impl Fn(&CodeActionKind) -> bool) -> Vec<CodeAction> {
    let doc = snapshot.document();
    let mut offers = Vec::new();
    if is_wanted(&kind(Kind::Extract)) {
        offers.extend(extract::extractions(doc, span));
    }
    if is_wanted(&kind(Kind::Inline)) {
        offers.extend(inline::inlinings(doc, span.start));
    }
    if is_wanted(&kind(Kind::Other)) {
        offers.extend(override_step::offers(doc, span.start));
    }
    offers.into_iter().map(|it| action(snapshot, it)).collect()
}

fn kind(kind: Kind) -> CodeActionKind {
    match kind {
        Kind::Extract => CodeActionKind::REFACTOR_EXTRACT,
        Kind::Inline => CodeActionKind::REFACTOR_INLINE,
        Kind::Other => CodeActionKind::REFACTOR,
    }
}

fn action(snapshot: &Snapshot, offer: Offer) -> CodeAction {
    CodeAction {
        title: offer.title.get(snapshot.lang()).to_owned(),
        kind: Some(kind(offer.kind)),
        edit: Some(workspace_edit(snapshot, offer.edits)),
        ..CodeAction::default()
    }
}

/// The entry of the parameter file for the parameter at a place. That file is read once what is known of it offers something.
pub(super) fn given_value(
    snapshot: &Snapshot,
    at: u32,
    beside: &dyn Fn() -> Option<ParameterFileState>,
) -> Option<CodeAction> {
    let doc = snapshot.document();
    let from = From::Document(at);
    let entry = |file| give_value::entry(Asked { doc, file, from });
    entry(doc.parameters().map(AsRef::as_ref))?;
    let beside = beside()?;
    let entry = entry(beside.file.as_deref().ok())?;
    let there = Changed::beside(&beside, &snapshot.features, entry.there)?;
    Some(CodeAction {
        title: entry.title.get(snapshot.lang()).to_owned(),
        edit: Some(changes::workspace_edit(&snapshot.features, vec![there])),
        ..CodeAction::default()
    })
}
