//! The files that the steps of open templates run, and open parameter files: what is found in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::{TextDocumentItem, Url};

use crate::document::Document;
use crate::lsp::diagnostics::Related;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::uri;
use crate::lsp::world::World;
use crate::project::config::EffectiveConfig;
use crate::project::scripts;
use crate::rules::engine::check_result::InFile;
use crate::rules::engine::in_files;

/// The version of a text that is not open.
const UNOPENED: i32 = i32::MIN;

impl World {
    /// What is found in the files around open templates, by file. `None` for one of which another text is open by now.
    pub fn related(&self) -> BTreeMap<PathBuf, Option<Related>> {
        let mut out = BTreeMap::new();
        for (path, found) in self.in_scripts(None) {
            let related = self.script(&path, found).map(|it| self.related_to(&it));
            out.insert(path, related);
        }
        let documents = self.documents.values().filter(|it| self.may_be_parameter_file(&it.uri));
        for document in documents {
            let Some(path) = uri::to_path(&document.uri) else {
                continue;
            };
            if let Some(it) = self.as_parameter_file(document) {
                out.insert(path, Some(self.related_to(&it)));
            }
        }
        out
    }

    /// A document with what is found in it because an open template runs it or has it as parameter file; any other as it is.
    pub fn with_findings(&self, document: &Arc<Snapshot>) -> Arc<Snapshot> {
        if !document.is_script {
            let found = self.as_parameter_file(document);
            return found.map_or_else(|| Arc::clone(document), Arc::new);
        }
        let found = || {
            let path = uri::to_path(&document.uri)?;
            let found = self.in_scripts(Some(&path)).remove(&path)?;
            self.script(&path, found)
        };
        match found() {
            Some(it) if it.version == document.version => Arc::new(it),
            _ => Arc::clone(document),
        }
    }

    /// What is found in the files that open templates run, or in one of them, by their paths as the templates lead there.
    fn in_scripts(&self, only: Option<&Path>) -> BTreeMap<PathBuf, InFile> {
        let runs = |it: &&Arc<Snapshot>| match (&it.config.scripts, only) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(scripts), Some(path)) => scripts.texts().any(|it| it.path == path),
        };
        let templates = self.documents.values().filter(runs);
        let found = templates.flat_map(|it| it.elsewhere()).cloned();
        let found = found.filter(|it| only.is_none_or(|path| it.file.path == path));
        let merged = scripts::merge(found).into_values();
        merged.map(|it| (it.file.path.clone(), it)).collect()
    }

    /// A file with its findings, under the name that the client has for it. `None` where another text is open.
    fn script(&self, path: &Path, found: InFile) -> Option<Snapshot> {
        let text = found.file.text()?;
        let (uri, version) = match self.open_at(path) {
            Some(it) if String::from(&it.text) == text => (it.uri.clone(), it.version),
            Some(_) => return None,
            None => (Url::from_file_path(path).ok()?, UNOPENED),
        };
        let config = EffectiveConfig {
            settings: self.loaded(&uri).config.settings.clone(),
            ..EffectiveConfig::default()
        };
        let outcome = in_files::apply_suppressions(path, text, &config.settings, found.findings);
        let document = TextDocumentItem::new(uri, "shellscript".to_owned(), version, text.to_owned());
        let document = Snapshot::new(document, Arc::new(config));
        Some(document.with_findings(Document::foreign(text.to_owned()), outcome.findings))
    }

    fn related_to(&self, document: &Snapshot) -> Related {
        Related {
            uri: document.uri.clone(),
            diagnostics: self.diagnostics(document),
            version: Some(document.version).filter(|it| *it != UNOPENED),
        }
    }
}
