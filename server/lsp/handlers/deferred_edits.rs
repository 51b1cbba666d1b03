//! Edits that are sent for the one action that a person chooses, and not for each that is offered.

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::{CodeAction, CodeActionKind, Range, Url};

use crate::lsp::client_capabilities::FIX_ALL;
use crate::lsp::snapshot::Snapshot;

/// Where an action was offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub uri: Url,
    pub version: i32,
    pub range: Range,
}

/// Takes the edits out of actions whose edits may be long, for clients that ask for them.
pub fn defer(actions: &mut [CodeAction], document: &Snapshot, range: Range) {
    let offer = Offer {
        uri: document.uri.clone(),
        version: document.version,
        range,
    };
    let data = serde_json::to_value(offer).ok();
    for action in actions.iter_mut().filter(|it| it.kind.as_ref().is_some_and(is_long)) {
        action.edit = None;
        action.data.clone_from(&data);
    }
}

/// Rewrites, migrations among them, and all fixes together change much; a fix and an extraction change a few words.
fn is_long(kind: &CodeActionKind) -> bool {
    *kind == FIX_ALL || *kind == CodeActionKind::REFACTOR_REWRITE || *kind == CodeActionKind::REFACTOR
}

/// Where an action was offered; `None` for one that came with its edit.
pub fn offer(action: &CodeAction) -> Option<Offer> {
    serde_json::from_value(action.data.clone()?).ok()
}
