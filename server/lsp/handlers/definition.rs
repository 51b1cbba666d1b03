//! `textDocument/definition`.

use std::sync::Arc;

use tower_lsp::lsp_types::{GotoDefinitionResponse, Position};

use crate::ide::{definition as ide_definition, links};
use crate::lsp::handlers::offset;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::{self, logs, names};
use crate::lsp::world::World;

/// Where the thing at a position is declared, or the file that an address there names; in a log, the step of the template.
pub fn definition(world: &World, document: &Arc<Snapshot>, position: Position) -> Option<GotoDefinitionResponse> {
    let offset = offset(document, position);
    if document.is_log() {
        return logs::definition(&world.log(document), offset);
    }
    if let Some(file) = links::definition(document.template()?, offset) {
        return to_proto::definition(file);
    }
    let requests = world.name_requests(document, position);
    let found = requests
        .iter()
        .map(|it| names::definitions(it, ide_definition::definition(it.context())));
    names::all_definitions(found.collect())
}
