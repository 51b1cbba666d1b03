//! `textDocument/definition`.

use std::sync::Arc;

use tower_lsp::lsp_types::{GotoDefinitionResponse, Position};

use crate::ide::definition::{Definition, definition as declared};
use crate::ide::{links, log};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::{self, names};
use crate::lsp::world::World;
use crate::text::span::Span;

/// Where the thing at a position is declared, or the file that an address there names; in a log, the step of the template.
pub fn definition(world: &World, document: &Arc<Snapshot>, position: Position) -> Option<GotoDefinitionResponse> {
    let (index, client) = (world.line_index(document), world.client(document));
    let offset = world.offset(document, position);
    let in_template = |template: &Snapshot, it: &Definition| {
        names::declaration(it, &index, &template.uri, &world.line_index(template))
    };
    if document.is_log() {
        let built = world.log(document);
        let found = log::definition::definition(&built.log(), offset)?;
        let whole = found.node.span();
        let found = Definition {
            from: found.from,
            name: Span::new(whole.start, whole.start + 1),
            whole,
        };
        let link = in_template(built.template.as_ref()?, &found);
        return Some(names::definition(link, &client));
    }
    if let Some(file) = links::definition(document.template()?, offset) {
        return to_proto::file_location(file);
    }
    let mut declarations = Vec::new();
    for request in world.name_requests(document, position) {
        let found = declared(request.context());
        declarations.extend(found.iter().map(|it| in_template(&request.template, it)));
    }
    names::definitions(declarations, &client)
}
