//! `textDocument/references`.

use std::sync::Arc;

use tower_lsp::lsp_types::{Location, Position};

use crate::ide::references as ide_references;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::{logs, names};
use crate::lsp::world::World;

/// Every place that names the thing at a position or, where nothing is named, the lines of logs at which the step there begins.
pub fn references(
    world: &World,
    document: &Arc<Snapshot>,
    position: Position,
    includes_declaration: bool,
) -> Option<Vec<Location>> {
    document.template()?;
    let mut locations = Vec::new();
    for request in world.name_requests(document, position) {
        let found = ide_references::references(request.context(), includes_declaration);
        let found = found.map(|it| names::references(&request, it));
        for location in found.into_iter().flatten() {
            // Two templates may have the same parameter file.
            if !locations.contains(&location) {
                locations.push(location);
            }
        }
    }
    if locations.is_empty() && !document.is_log() && document.is_template() {
        let runs = world.runs(document);
        locations.extend(runs.iter().flat_map(|it| logs::run_places(it, position)));
    }
    (!locations.is_empty()).then_some(locations)
}
