//! `codeAction/resolve`.

use std::sync::Arc;

use tower_lsp::lsp_types::{CodeAction, CodeActionContext, CodeActionOrCommand};

use crate::lsp::handlers::code_action;
use crate::lsp::handlers::deferred_edits::Offer;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::world::World;

/// The action with its edit; `None` where the document is another one by now, or the action is not offered there.
pub fn code_action_resolve(
    world: &World,
    document: &Arc<Snapshot>,
    offer: &Offer,
    action: CodeAction,
) -> Option<CodeAction> {
    if document.version != offer.version {
        return None;
    }
    let context = CodeActionContext {
        only: action.kind.clone().map(|it| vec![it]),
        ..CodeActionContext::default()
    };
    let mut offered = code_action::actions(world, document, offer.range, &context);
    let mut shown: Vec<CodeActionOrCommand> = offered.iter().cloned().map(CodeActionOrCommand::CodeAction).collect();
    // The client knows the title as it was shown.
    world.redact(document, &mut shown);
    let is_it = |it: &CodeActionOrCommand| match it {
        CodeActionOrCommand::CodeAction(it) => it.title == action.title && it.kind == action.kind,
        CodeActionOrCommand::Command(_) => false,
    };
    let edit = offered.swap_remove(shown.iter().position(is_it)?).edit;
    Some(CodeAction { edit, ..action })
}
