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
    /// What is found in the files around open templates, by file. `None` for one of which another text is open by now, and for one of a
    /// template that was not checked yet: nobody waits for that here.
    pub fn related(&self) -> BTreeMap<PathBuf, Option<Related>> {
        let mut out = BTreeMap::new();
        let is_checked = |it: &Arc<Snapshot>| self.project.documents.contains_key(&it.uri) && it.is_checked();
        let templates = self.documents.values().filter(|it| it.config.scripts.is_some());
        let (checked, unchecked): (Vec<_>, Vec<_>) = templates.cloned().partition(is_checked);
        for (path, found) in in_scripts(checked, None) {
            let related = self.script(&path, found).map(|it| self.related_to(&it));
            out.insert(path, related);
        }
        let scripts = unchecked.iter().flat_map(|it| &it.config.scripts);
        out.extend(scripts.flat_map(|it| it.texts()).map(|it| (it.path.clone(), None)));
        let documents = self.documents.values().filter(|it| self.may_be_parameter_file(&it.uri));
        for document in documents {
            let Some(path) = uri::to_path(&document.uri) else {
                continue;
            };
            let mut templates = self
                .documents
                .values()
                .filter(|it| self.is_parameter_file_of(&path, it));
            if !templates.all(is_checked) {
                out.insert(path, None);
            } else if let Some(it) = self.as_parameter_file(document) {
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
            let templates = self.documents.values().filter(|it| self.may_use(&it.uri, &path));
            let templates = templates.map(|it| self.configured(it));
            let found = in_scripts(templates, Some(&path)).remove(&path)?;
            self.script(&path, found)
        };
        match found() {
            Some(it) if it.version == document.version => Arc::new(it),
            _ => Arc::clone(document),
        }
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
            text: document.text.clone(),
        }
    }
}

/// What is found in the files that templates run, or in one of them, by their paths as the templates lead there.
fn in_scripts(templates: impl IntoIterator<Item = Arc<Snapshot>>, only: Option<&Path>) -> BTreeMap<PathBuf, InFile> {
    let runs = |it: &Arc<Snapshot>| match (&it.config.scripts, only) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(scripts), Some(path)) => scripts.texts().any(|it| it.path == path),
    };
    let templates: Vec<_> = templates.into_iter().filter(runs).collect();
    let found = templates.iter().flat_map(|it| it.elsewhere()).cloned();
    let found = found.filter(|it| only.is_none_or(|path| it.file.path == path));
    let merged = scripts::merge(found).into_values();
    merged.map(|it| (it.file.path.clone(), it)).collect()
}
