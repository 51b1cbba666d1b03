//! Everything that is known at one moment: the open documents, the files around them, and what is in force. Questions and tasks get
//! a world when they start, so that their answer is about that moment, whatever is typed meanwhile. It may read files.

pub mod closed;
pub mod diagnostics;
pub mod logs;
pub mod parameters;
pub mod project;
mod resource_ids;
pub mod scripts;
mod secrets;
pub mod templates;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::{Position, Range, Url};

use crate::locale::Lang;
use crate::lsp::client_capabilities::Features;
use crate::lsp::from_proto;
use crate::lsp::line_index::LineIndex;
use crate::lsp::shellcheck::Notes;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::uri;
use crate::lsp::world::closed::Closed;
use crate::lsp::world::project::Project;
use crate::project::config::Workspace;
use crate::project::files::Files;
use crate::project::load::{History, Loaded, Loader};
use crate::settings::Settings;
use crate::text::span::Span;

/// One moment. A clone is the same one.
#[derive(Clone)]
pub struct World {
    pub features: Features,
    /// The open documents.
    pub documents: Arc<BTreeMap<Url, Arc<Snapshot>>>,
    pub files: Files,
    pub workspace: Arc<Workspace>,
    /// The settings of the editor.
    pub editor: Arc<Settings>,
    /// What was loaded; nothing of a document for which something else may be in force by now.
    pub project: Arc<Project>,
    /// What ShellCheck says of scripts; `None` where it does not run.
    pub notes: Option<Arc<Notes>>,
    /// Documents that are not open.
    pub closed: Arc<Closed>,
}

impl World {
    /// The open document of a file.
    pub fn open_at(&self, path: &Path) -> Option<&Arc<Snapshot>> {
        let mut documents = self.documents.iter();
        documents
            .find(|(uri, _)| uri::to_path(uri).as_deref() == Some(path))
            .map(|it| it.1)
    }

    /// The configuration of a document: as it was loaded for an open one, else as the files say now, without its scripts.
    pub fn loaded(&self, uri: &Url) -> Arc<Loaded> {
        match self.project.documents.get(uri) {
            Some(it) => Arc::clone(&it.loaded),
            None => Arc::new(self.load_file(uri::to_path(uri).as_deref())),
        }
    }

    /// Whether a file may be one of a document: one of which nothing was loaded yet may use what lies below its root. Reads nothing, so
    /// that nobody waits for the disk of a document elsewhere.
    pub fn may_use(&self, document: &Url, file: &Path) -> bool {
        let path = uri::to_path(document);
        let root = path.as_deref().and_then(|it| self.workspace.root_of(it));
        let is_loaded = self.project.documents.contains_key(document);
        is_loaded || self.editor.parameters.is_some() || root.is_none_or(|it| file.starts_with(it))
    }

    /// A document with what is in force for it, also where that was not loaded yet, or not for all of its addresses.
    pub fn configured(&self, document: &Arc<Snapshot>) -> Arc<Snapshot> {
        let known = self.project.documents.get(&document.uri);
        if known.is_some_and(|it| it.addresses == *document.addresses()) {
            return Arc::clone(document);
        }
        let first = self.configured_for(document, document.addresses());
        // The values of parameters may make other addresses.
        match first.addresses() == document.addresses() {
            true => first,
            false => self.configured_for(&first, first.addresses()),
        }
    }

    fn configured_for(&self, document: &Arc<Snapshot>, addresses: &BTreeSet<String>) -> Arc<Snapshot> {
        let loaded = self.load(document, addresses.clone(), &mut History::default());
        match document.config == loaded.config {
            true => Arc::clone(document),
            false => Arc::new(document.with_config(loaded.config)),
        }
    }

    /// Loads what is in force for a document with these addresses; `next` takes note of what counts from now on.
    pub fn load(&self, document: &Snapshot, addresses: BTreeSet<String>, next: &mut History) -> Loaded {
        let path = uri::to_path(&document.uri);
        self.loader().load(path.as_deref(), addresses, next)
    }

    /// The configuration of a file that is not open, without its scripts.
    fn load_file(&self, path: Option<&Path>) -> Loaded {
        self.loader().load(path, BTreeSet::new(), &mut History::default())
    }

    /// Reads the configuration of documents.
    pub fn loader(&self) -> Loader<'_> {
        Loader {
            files: &self.files,
            workspace: &self.workspace,
            editor: &self.editor,
            history: &self.project.history,
        }
    }

    /// The language of sentences that are about no document.
    pub fn lang(&self) -> Lang {
        self.features.with_lang(self.editor.lang).locale
    }

    /// The client, with the language of the settings of a document.
    pub fn client(&self, document: &Snapshot) -> Features {
        self.features.with_lang(document.config.settings.lang)
    }

    pub fn line_index<'d>(&self, document: &'d Snapshot) -> LineIndex<'d> {
        LineIndex::of_document(document, self.features.encoding)
    }

    pub fn offset(&self, document: &Snapshot, position: Position) -> u32 {
        from_proto::offset(&document.text, position, self.features.encoding)
    }

    pub fn span(&self, document: &Snapshot, range: Range) -> Span {
        from_proto::span(&document.text, range, self.features.encoding)
    }
}

/// The folder of a document.
pub fn folder_of(uri: &Url) -> Option<PathBuf> {
    Some(uri::to_path(uri)?.parent()?.to_owned())
}
