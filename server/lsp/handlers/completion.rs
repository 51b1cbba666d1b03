//! `textDocument/completion`.

use std::sync::Arc;

use tower_lsp::lsp_types::{CompletionItem, CompletionResponse, Position};

use crate::catalogue::{facts, sizes};
use crate::ide::completion::{self, Item, parameter_file};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;
use crate::lsp::world::{World, parameters};

/// What may be inserted at a position, in a template or in its parameter file.
pub fn completion(world: &World, document: &Arc<Snapshot>, position: Position) -> Option<CompletionResponse> {
    let offset = world.offset(document, position);
    let items = match in_parameter_file(world, document, offset) {
        Some(items) => items,
        None => {
            let known = || world.resource_ids(document);
            completion::completion(document.template()?, offset, &known)
        }
    };
    let (index, client) = (world.line_index(document), world.client(document));
    Some(to_proto::completion::items(items, offset, &index, &client))
}

/// An item as it is looked at.
pub fn resolve(world: &World, item: CompletionItem) -> CompletionItem {
    let client = world.features.with_lang(world.editor.lang);
    match to_proto::completion::size(&item).and_then(sizes::find) {
        Some(size) => to_proto::completion::described(item, &facts::of_size(size), &client),
        None => item,
    }
}

/// What the templates of a parameter file offer there; `None` for another document.
fn in_parameter_file(world: &World, document: &Snapshot, offset: u32) -> Option<Vec<Item>> {
    let may_be = world.may_be_parameter_file(&document.uri);
    let templates = may_be
        .then(|| world.templates_of(document))
        .filter(|it| !it.is_empty())?;
    let file = parameters::read(document);
    let mut items: Vec<Item> = Vec::new();
    for template in templates {
        for item in parameter_file::items(template.document(), &file, offset) {
            if !items.iter().any(|it| it.label == item.label) {
                items.push(item);
            }
        }
    }
    Some(items)
}
