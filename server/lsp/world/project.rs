//! What was loaded for the open documents.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::Path;
use std::sync::Arc;

use tower_lsp::lsp_types::Url;

use crate::project::load::{History, Loaded};

/// What was loaded last for each open document, and what counted then.
#[derive(Clone, Default)]
pub struct Project {
    pub documents: BTreeMap<Url, Arc<LoadedDocument>>,
    pub history: Arc<History>,
}

/// What was loaded for one document.
pub struct LoadedDocument {
    /// The addresses for which files were looked for.
    pub addresses: BTreeSet<String>,
    pub loaded: Arc<Loaded>,
    /// Counts with the state of the server: of two, the larger one was loaded later.
    pub moment: u64,
    /// What counts for it from then on.
    pub history: History,
}

impl Project {
    /// Takes in what was loaded for a document.
    pub fn insert(&mut self, uri: &Url, document: LoadedDocument) {
        self.documents.insert(uri.clone(), Arc::new(document));
        self.remember();
    }

    /// Forgets a document that was closed.
    pub fn remove(&mut self, uri: &Url) {
        self.documents.remove(uri);
        self.remember();
    }

    /// What counted for several documents counts as it was loaded last.
    fn remember(&mut self) {
        let mut history = History::default();
        let mut documents: Vec<_> = self.documents.values().collect();
        documents.sort_by_key(|it| it.moment);
        documents.iter().for_each(|it| history.extend(&it.history));
        self.history = Arc::new(history);
    }

    /// Whether a file was chosen as the parameter file of an open document.
    pub fn has_parameter_file(&self, path: &Path) -> bool {
        let mut chosen = self.documents.values().map(|it| it.loaded.parameter_file.as_deref());
        chosen.any(|it| it == Some(path))
    }
}

impl LoadedDocument {
    /// Whether a file, or one below a folder, decides what is in force for the document.
    pub fn depends_on(&self, path: &Path) -> bool {
        // What lies below a folder comes right behind it.
        let mut files = self
            .loaded
            .depends_on
            .range::<Path, _>((Bound::Included(path), Bound::Unbounded));
        files.next().is_some_and(|it| it.starts_with(path))
    }
}
