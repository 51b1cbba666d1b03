//! `workspace/symbol`.

use std::sync::Arc;

use tower_lsp::lsp_types::SymbolInformation;

use crate::cancel;
use crate::ide::workspace_symbols::{self, Fit};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::symbols;
use crate::lsp::world::World;

/// More answers than these are not listed; a person types another letter.
const MAX_SYMBOLS: usize = 500;

/// Templates, steps and targets whose names fit, the best first.
pub fn workspace_symbol(world: &World, query: &str) -> Vec<SymbolInformation> {
    let closed = world.closed_files().into_iter();
    let templates = world
        .open_templates()
        .chain(closed.filter_map(|it| world.closed_template(&it)));
    let mut found: Vec<(Fit, SymbolInformation)> = Vec::new();
    for document in templates {
        cancel::checkpoint();
        found.extend(of_document(world, &document, query));
    }
    found.sort_by(|(fit, it), (other_fit, other)| {
        let key = (*fit, it.name.len(), &it.name, &it.location.uri, it.location.range.start);
        key.cmp(&(
            *other_fit,
            other.name.len(),
            &other.name,
            &other.location.uri,
            other.location.range.start,
        ))
    });
    found.truncate(MAX_SYMBOLS);
    found.into_iter().map(|it| it.1).collect()
}

fn of_document(world: &World, document: &Arc<Snapshot>, query: &str) -> Vec<(Fit, SymbolInformation)> {
    let (index, client) = (world.line_index(document), world.client(document));
    let entries = workspace_symbols::entries(document.document(), &document.name());
    let fitting = entries.into_iter().filter_map(|it| {
        let fit = workspace_symbols::fit(query, &it.name)?;
        let mut symbol = symbols::of_workspace(it, &document.uri, &index, &client);
        world.redact(document, &mut symbol);
        Some((fit, symbol))
    });
    fitting.collect()
}
