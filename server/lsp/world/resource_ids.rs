//! The resource IDs that the files of a workspace mention: they are offered where an ID is written.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::cancel;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::uri;
use crate::lsp::world::{World, folder_of};
use crate::model::resource_id::mentioned;
use crate::project::open::Access;
use crate::project::read::FileKind;
use crate::project::templates;

/// More IDs than these are not collected.
const MAX_IDS: usize = 1_000;

impl World {
    /// The IDs in other open documents, in the JSON files beside a document, and in the templates of its workspace.
    pub fn resource_ids(&self, document: &Snapshot) -> Vec<String> {
        let mut ids = BTreeSet::new();
        let mut add = |text: &str| {
            cancel::checkpoint();
            ids.extend(mentioned(text).take(MAX_IDS).map(str::to_owned));
            ids.len() < MAX_IDS
        };
        let others = self.documents.values().filter(|it| it.uri != document.uri);
        let opened = others.filter_map(|it| it.template());
        let beside = folder_of(&document.uri)
            .map(|it| templates::beside(&it))
            .unwrap_or_default();
        let own = uri::to_path(&document.uri);
        let mut paths: Vec<PathBuf> = beside.into_iter().chain(self.files_below_root(&document.uri)).collect();
        paths.retain(|it| Some(it) != own.as_ref() && self.open_at(it).is_none());
        if opened.into_iter().all(|it| add(it.text())) {
            paths.iter().all(|path| {
                let file = self.files.load(path, FileKind::Template, Access::Walk);
                file.ok()
                    .and_then(|it| it.text().ok().map(|it| add(&it)))
                    .unwrap_or(true)
            });
        }
        ids.into_iter().collect()
    }
}
