//! `textDocument/prepareRename` and `textDocument/rename`: names concern a template and its parameter file at once.

use std::sync::Arc;

use tower_lsp::lsp_types::{Position, PrepareRenameResponse, WorkspaceEdit};

use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_lsp::{changes, names};
use crate::lsp::world::World;

/// What can be renamed at a position.
pub fn prepare_rename(world: &World, document: &Arc<Snapshot>, position: Position) -> Option<PrepareRenameResponse> {
    document.template()?;
    world
        .rename_contexts(document, position)
        .iter()
        .find_map(names::prepare)
}

/// The changes that give the thing at a position another name; the error says why it cannot have that one.
pub fn rename(
    world: &World,
    document: &Arc<Snapshot>,
    position: Position,
    name: &str,
) -> Option<Result<WorkspaceEdit, String>> {
    document.template()?;
    let mut files = Vec::new();
    for context in world.rename_contexts(document, position) {
        match names::rename(&context, name) {
            Some(Ok(changed)) => files.extend(changed),
            Some(Err(why)) => return Some(Err(why.get(world.lang()).to_owned())),
            None => {}
        }
    }
    (!files.is_empty()).then(|| Ok(changes::workspace_edit(&world.features, files)))
}
