//! `textDocument/codeLens`.

use std::sync::Arc;

use tower_lsp::lsp_types::CodeLens;

use crate::ide::code_lens as ide_code_lens;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::{lenses, logs};
use crate::lsp::world::World;

/// The lenses of a document or a log; above the steps of a template also what its last log says of them.
pub fn code_lens(world: &World, document: &Arc<Snapshot>) -> Option<Vec<CodeLens>> {
    if document.is_log() {
        return Some(logs::lens(&world.log(document)));
    }
    let mut found = lenses::of_template(document, ide_code_lens::code_lens(document.template()?));
    if document.is_template() {
        let runs = world.runs(document);
        let last = runs.iter().max_by_key(|it| it.end());
        found.extend(last.map(logs::run_lenses).unwrap_or_default());
    }
    Some(found)
}
