//! Templates and their parameter files, either of which may be the document that is asked about.

use std::path::Path;
use std::sync::Arc;

use tower_lsp::lsp_types::{Position, Url};

use crate::document::{Document, Kind};
use crate::ide::name::From;
use crate::lsp::context::{NameRequest, ParameterFileState};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::uri;
use crate::lsp::world::World;
use crate::project::parameters;
use crate::rules::engine::{in_files, in_parameter_file};

impl World {
    /// Whether a document is a parameter file, by the templates that use it and its own name; its content may say otherwise.
    pub fn may_be_parameter_file(&self, uri: &Url) -> bool {
        let Some(path) = uri::to_path(uri) else { return false };
        let is_chosen = |it: &Url| self.may_use(it, &path) && self.loaded(it).parameter_file.as_ref() == Some(&path);
        !parameters::templates_of(&path).is_empty() || self.documents.keys().any(is_chosen)
    }

    /// What a position is about: the template it is in, or each open template that the document is the parameter file of.
    pub fn name_requests(&self, document: &Arc<Snapshot>, position: Position) -> Vec<NameRequest> {
        let offset = self.offset(document, position);
        let request = |template: &Arc<Snapshot>, from| NameRequest {
            parameter_file: self.parameter_file(&template.uri),
            template: Arc::clone(template),
            from,
        };
        if matches!(document.document().kind(), Kind::Arm | Kind::Standalone) {
            return vec![request(document, From::Document(offset))];
        }
        let Some(path) = uri::to_path(&document.uri) else {
            return Vec::new();
        };
        let templates = self.templates_with(&path);
        let requests = templates.iter().map(|it| request(it, From::ParameterFile(offset)));
        requests.collect()
    }

    /// The parameter file that counts for a template, as it is now: positions in what was loaded a while ago may be none of what is
    /// there. `None` where there is none.
    pub fn parameter_file(&self, template: &Url) -> Option<ParameterFileState> {
        let loaded = self.loaded(template);
        let path = loaded.parameter_file.as_ref()?;
        let opened = self.open_at(path);
        let uri = match opened {
            Some(it) => it.uri.clone(),
            None => Url::from_file_path(path).ok()?,
        };
        let file = parameters::read(&self.files, path, loaded.parameter_origin, &loaded.bounds);
        let is_missing = matches!(&file, Err(it) if it.is_missing());
        (!is_missing).then(|| ParameterFileState {
            uri,
            version: opened.map(|it| it.version),
            file,
        })
    }

    /// The open documents that have a file as their parameter file, or would have if it were whole.
    pub fn templates_with(&self, file: &Path) -> Vec<Arc<Snapshot>> {
        let documents = self.documents.values();
        documents
            .filter(|it| self.is_parameter_file_of(file, it))
            .map(|it| self.configured(it))
            .collect()
    }

    /// Whether a document that is open has a file as its parameter file, or would have if it were whole.
    pub fn is_parameter_file_of(&self, file: &Path, template: &Snapshot) -> bool {
        if !self.may_use(&template.uri, file) {
            return false;
        }
        let loaded = self.loaded(&template.uri);
        match &loaded.parameter_file {
            Some(counts) => counts == file,
            None => {
                let path = uri::to_path(&template.uri);
                let paired = parameters::templates_of(file);
                path.is_some_and(|it| paired.contains(&it)) && loaded.depends_on.contains(file)
            }
        }
    }

    /// The deployment templates that a document is the parameter file of: those that are open, else the one of its name on the disk.
    pub fn templates_of(&self, document: &Snapshot) -> Vec<Arc<Snapshot>> {
        let is_other = document.is_script || document.is_settings() || document.is_template();
        let Some(path) = uri::to_path(&document.uri).filter(|_| !is_other) else {
            return Vec::new();
        };
        let mut templates = self.templates_with(&path);
        if templates.is_empty() {
            templates.extend(
                parameters::templates_of(&path)
                    .iter()
                    .find_map(|it| self.template_on_disk(it, &path)),
            );
        }
        templates.retain(|it| it.document().kind() == Kind::Arm);
        templates
    }

    /// A template that is not open and has a file as its parameter file.
    fn template_on_disk(&self, path: &Path, file: &Path) -> Option<Arc<Snapshot>> {
        if self.open_at(path).is_some() || !self.load_file(Some(path)).depends_on.contains(file) {
            return None;
        }
        self.closed_template(path)
    }

    /// A document with what is found in it, where it is the parameter file of a template.
    pub fn as_parameter_file(&self, document: &Snapshot) -> Option<Snapshot> {
        let templates = self.templates_of(document);
        let file = (!templates.is_empty()).then(|| read(document))?;
        let mut findings = Vec::new();
        for template in templates {
            let name = template.name();
            let found = in_parameter_file::check(template.document(), &name, &file);
            in_files::add(&mut findings, found);
        }
        let outcome = in_parameter_file::apply_suppressions(&file, &document.config.settings, findings);
        Some(document.with_findings(file, outcome.findings))
    }
}

/// A document as a parameter file, though it may be broken.
pub fn read(document: &Snapshot) -> Document {
    Document::parameter_file(String::from(&document.text), document.language)
}
