//! `textDocument/references`.

use std::sync::Arc;

use tower_lsp::lsp_types::{Location, Position};

use crate::ide::{log, references};
use crate::lsp::line_index::LineIndex;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;
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
        let Some(found) = references::references(request.context(), includes_declaration) else {
            continue;
        };
        let template = &request.template;
        let mut of_request = to_proto::locations(found.here, &template.uri, &world.line_index(template));
        if let Some((file, text)) = request.readable_file() {
            let index = LineIndex::of_text(text, world.features.encoding);
            of_request.extend(to_proto::locations(found.there, &file.uri, &index));
        }
        // Two templates may have the same parameter file.
        of_request.retain(|it| !locations.contains(it));
        locations.extend(of_request);
    }
    if locations.is_empty() && !document.is_log() && document.is_template() {
        let offset = world.offset(document, position);
        for run in world.runs(document) {
            let lines = log::runs::lines(&run.attribution(), offset).into_iter();
            locations.extend(lines.map(|it| Location::new(run.uri.clone(), to_proto::line_start(it))));
        }
    }
    (!locations.is_empty()).then_some(locations)
}
