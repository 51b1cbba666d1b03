//! `textDocument/prepareRename` and `textDocument/rename`: names concern a template and its parameter file at once.

use std::sync::Arc;

use tower_lsp::lsp_types::{Position, PrepareRenameResponse, WorkspaceEdit};

use crate::ide::rename as ide_rename;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::names;
use crate::lsp::to_proto::workspace_edit::{FileChange, workspace_edit};
use crate::lsp::world::World;

/// What can be renamed at a position.
pub fn prepare_rename(world: &World, document: &Arc<Snapshot>, position: Position) -> Option<PrepareRenameResponse> {
    document.template()?;
    world.name_requests(document, position).iter().find_map(|it| {
        let (span, placeholder) = ide_rename::prepare(it.context())?;
        Some(names::prepare_rename(span, placeholder, &world.line_index(document)))
    })
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
    for request in world.name_requests(document, position) {
        let unreadable = request.unreadable_file();
        let unreadable = unreadable.as_ref().map(|(name, why)| (*name, why));
        match ide_rename::rename(request.context(), unreadable, name) {
            Some(Ok(changes)) => {
                let (template, file) = (&request.template, request.parameter_file.as_ref());
                let (uri, version) = (template.uri.clone(), Some(template.version));
                files.push(FileChange::new(uri, version, changes.here, &world.line_index(template)));
                files.extend(file.and_then(|it| it.change(changes.there, world.features.encoding)));
            }
            Some(Err(why)) => return Some(Err(why.get(world.lang()).to_owned())),
            None => {}
        }
    }
    let files = Some(files).filter(|it| !it.is_empty())?;
    workspace_edit(files, &world.features).map(Ok)
}
