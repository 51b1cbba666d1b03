//! The templates of the workspace: those that are open, and those below its folders on the disk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cancel;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::world::World;
use crate::model::locate;
use crate::project::read::FileKind;
use crate::project::templates;

/// Of a folder with more JSON files, these are searched for templates.
const MAX_SEARCHED: usize = 5_000;

impl World {
    /// The templates that are open, with what is in force for them.
    pub fn open_templates(&self) -> impl Iterator<Item = Arc<Snapshot>> {
        let templates = self.documents.values().filter(|it| !it.is_log() && it.is_template());
        templates.map(|it| self.configured(it))
    }

    /// Files below the folders of the workspace that are not open and may be templates, in the order of their paths.
    pub fn closed_files(&self) -> Vec<PathBuf> {
        let roots = self.workspace.roots.iter();
        let all: BTreeSet<PathBuf> = roots.flat_map(|it| self.files_below(it)).collect();
        all.into_iter().filter(|it| self.open_at(it).is_none()).collect()
    }

    /// Files below a folder that may be templates.
    pub fn files_below(&self, root: &Path) -> Vec<PathBuf> {
        let search = || {
            let mut files = templates::walk(root).files;
            files.sort();
            files.truncate(MAX_SEARCHED);
            files.retain(|it| {
                cancel::checkpoint();
                let text = self.files.disk().read_once(it, FileKind::Template);
                text.is_some_and(|it| locate::may_hold_template(&it))
            });
            files
        };
        self.files.disk().walk(root, search).to_vec()
    }
}
