//! Open parameter files: what the templates that they are for make of them, while they are typed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::{CompletionResponse, TextDocumentItem, TextDocumentPositionParams, Url};

use crate::document::{Document, Kind};
use crate::ide::completion::{self, Item, parameter_file};
use crate::lsp::project::{self, Read};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::workspace::settings::open;
use crate::lsp::workspace::{State, Workspace};
use crate::lsp::{from_lsp, parameters, to_lsp};
use crate::model::parameters::templates;
use crate::rules::engine::in_files;
use crate::rules::engine::in_parameter_file;

impl State {
    /// Whether a document is a parameter file, as far as others and its own name tell: what it says may say otherwise.
    pub(super) fn may_be_parameter_file(&self, uri: &Url) -> bool {
        let path = project::path_of(uri);
        self.projects.parameters.knows(uri) || path.is_some_and(|it| !paired(&it).is_empty())
    }
}

impl Workspace {
    /// What may be inserted at a place.
    pub async fn completion(&self, place: TextDocumentPositionParams) -> Option<CompletionResponse> {
        let uri = &place.text_document.uri;
        let snapshot = self.newest(uri).filter(|_| self.state().may_be_parameter_file(uri));
        if let Some(snapshot) = snapshot {
            self.settled(uri).await;
            let (workspace, position) = (self.clone(), place.position);
            let answer = move || {
                let at = from_lsp::offset(&snapshot.text, position, snapshot.features.encoding);
                let items = workspace.items_of_parameter_file(&snapshot, at)?;
                Some(to_lsp::completion::items(&snapshot, items))
            };
            if let Some(items) = tokio::task::spawn_blocking(answer).await.ok().flatten() {
                return Some(items);
            }
        }
        let items = |it: &Snapshot, at| Some(to_lsp::completion::items(it, completion::completion(it.document(), at)));
        self.ask_at(&place, items).await
    }

    /// What may be inserted at a place of a parameter file; `None` for what is none.
    fn items_of_parameter_file(&self, snapshot: &Snapshot, at: u32) -> Option<Vec<Item>> {
        let templates = self.templates_of(snapshot);
        let file = (!templates.is_empty()).then(|| read(snapshot))?;
        let mut items: Vec<Item> = Vec::new();
        for template in templates {
            for item in parameter_file::items(template.document(), &file, at) {
                if !items.iter().any(|it| it.label == item.label) {
                    items.push(item);
                }
            }
        }
        Some(items)
    }

    /// A document with what is found in it, where it is the parameter file of a template.
    pub(super) fn as_parameter_file(&self, snapshot: &Snapshot) -> Option<Snapshot> {
        let templates = self.templates_of(snapshot);
        let file = (!templates.is_empty()).then(|| read(snapshot))?;
        let mut findings = Vec::new();
        for template in templates {
            let name = template.uri.to_file_path().unwrap_or_default();
            let name = name.file_name().unwrap_or_default().to_string_lossy();
            in_files::add(
                &mut findings,
                in_parameter_file::check(template.document(), &name, &file),
            );
        }
        let outcome = in_parameter_file::apply_suppressions(&file, &snapshot.in_force.settings, findings);
        Some(snapshot.with_findings(file, outcome.findings))
    }

    /// The deployment templates that a document is the parameter file of: those that are open, else the one of its name on the disk.
    /// This may take as long as a disk or a network takes.
    fn templates_of(&self, snapshot: &Snapshot) -> Vec<Arc<Snapshot>> {
        let is_other = snapshot.is_script || snapshot.is_settings();
        let Some(path) = project::path_of(&snapshot.uri).filter(|_| !is_other) else {
            return Vec::new();
        };
        if matches!(snapshot.document().kind(), Kind::Standalone | Kind::Arm) {
            return Vec::new();
        }
        let mut templates = self.open_templates(&path);
        if templates.is_empty() {
            templates.extend(paired(&path).iter().find_map(|it| self.template_on_disk(it, &path)));
        }
        templates.retain(|it| it.document().kind() == Kind::Arm);
        templates
    }

    /// The open documents that a file counts for as parameter file, or would if it were whole.
    pub(super) fn open_templates(&self, file: &Path) -> Vec<Arc<Snapshot>> {
        let state = self.state();
        let is_for = |uri: &Url| {
            let settings = state.projects.settings(uri, &state.editor);
            match state.projects.parameters.path_for(uri, &settings) {
                Some(counts) => counts == file,
                None => parameters::candidates(uri, &settings).0.iter().any(|it| it == file),
            }
        };
        let mut templates: Vec<_> = open(&state).filter(|it| is_for(it.0)).collect();
        templates.sort_by_key(|it| it.0.as_str());
        templates.into_iter().map(|it| Arc::clone(it.1)).collect()
    }

    /// A template that is not open and has a file as its parameter file.
    fn template_on_disk(&self, path: &Path, file: &Path) -> Option<Arc<Snapshot>> {
        let uri = Url::from_file_path(path).ok()?;
        let in_force = {
            let state = self.state();
            let settings = state.projects.settings(&uri, &state.editor);
            let is_open = open(&state).any(|(it, _)| project::path_of(it).as_deref() == Some(path));
            let is_for = parameters::candidates(&uri, &settings).0.iter().any(|it| it == file);
            let in_force = (!is_open && is_for).then(|| state.projects.in_force(&uri, &state.editor))?;
            Arc::new(in_force)
        };
        let Read::Text(text) = project::read_file(path, parameters::MOST) else {
            return None;
        };
        let document = TextDocumentItem::new(uri, String::new(), 0, text);
        Some(Arc::new(Snapshot::new(document, in_force, self.features())))
    }
}

fn read(snapshot: &Snapshot) -> Document {
    Document::parameter_file(String::from(&snapshot.text), snapshot.language)
}

/// The files that a file may be the parameter file of by its name.
fn paired(file: &Path) -> Vec<PathBuf> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    templates(&name).into_iter().map(|it| file.with_file_name(it)).collect()
}
