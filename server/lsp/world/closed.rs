//! Documents that are not open: templates, what is found in them, and logs. Each is read when somebody asks, and again once the
//! file, or what is in force for it, is another one.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tower_lsp::lsp_types::{Diagnostic, TextDocumentItem, Url};

use crate::cancel;
use crate::doctor::diagnosis::Diagnosis;
use crate::doctor::reader::Reader;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::world::World;
use crate::model::locate;
use crate::project::clock;
use crate::project::config::EffectiveConfig;
use crate::project::disk::Stamp;
use crate::project::load::History;
use crate::project::loaded::LoadedFile;
use crate::project::open::Access;
use crate::project::read::{self, FileKind};
use crate::text::day::Day;

/// More documents than these are not remembered.
const MAX_DOCUMENTS: usize = 1_000;

/// What was read of documents that are not open.
#[derive(Default)]
pub struct Closed {
    templates: Mutex<HashMap<PathBuf, Template>>,
    checked: Mutex<HashMap<PathBuf, Checked>>,
    logs: Mutex<HashMap<PathBuf, (Stamp, Arc<Diagnosis>)>>,
}

struct Template {
    file: Arc<LoadedFile>,
    config: Arc<EffectiveConfig>,
    snapshot: Arc<Snapshot>,
}

/// What was found in a template, and what that rests on.
struct Checked {
    snapshot: Arc<Snapshot>,
    config: Arc<EffectiveConfig>,
    today: Option<Day>,
    diagnostics: Arc<Vec<Diagnostic>>,
}

impl World {
    /// A file as a document, where it holds an image template.
    pub fn closed_template(&self, path: &Path) -> Option<Arc<Snapshot>> {
        let file = self.files.load(path, FileKind::Template, Access::Walk).ok()?;
        let text = file.text().ok().filter(|it| locate::may_hold_template(it))?;
        let config = self.load_file(Some(path)).config;
        let templates = || self.closed.templates.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |it: &&Template| Arc::ptr_eq(&it.file, &file) && it.config == config;
        let known = templates().get(path).filter(is_same).map(|it| Arc::clone(&it.snapshot));
        if known.is_some() {
            return known.filter(|it| it.is_template());
        }
        let document = TextDocumentItem::new(Url::from_file_path(path).ok()?, String::new(), 0, text.to_string());
        let snapshot = Arc::new(Snapshot::new(document, Arc::clone(&config)));
        let template = Template {
            file,
            config,
            snapshot: Arc::clone(&snapshot),
        };
        let mut templates = templates();
        if templates.len() >= MAX_DOCUMENTS {
            templates.clear();
        }
        templates.insert(path.to_owned(), template);
        drop(templates);
        Some(snapshot).filter(|it| it.is_template())
    }

    /// The address of a template that is not open, and its diagnostics without those of ShellCheck, which runs for open documents.
    /// It is checked again only where its text, its settings, its parameter file or its scripts are other ones.
    pub fn closed_diagnostics(&self, path: &Path) -> Option<(Url, Arc<Vec<Diagnostic>>)> {
        let snapshot = self.closed_template(path)?;
        let (uri, today) = (snapshot.uri.clone(), clock::today());
        let addresses = snapshot.addresses().clone();
        let config = match addresses.is_empty() {
            true => Arc::clone(&snapshot.config),
            false => self.load(&snapshot, addresses, &mut History::default()).config,
        };
        let checked = || self.closed.checked.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |it: &&Checked| Arc::ptr_eq(&it.snapshot, &snapshot) && it.config == config && it.today == today;
        let known = checked()
            .get(path)
            .filter(is_same)
            .map(|it| Arc::clone(&it.diagnostics));
        if let Some(known) = known {
            return Some((uri, known));
        }
        let world = Self {
            notes: None,
            ..self.clone()
        };
        let configured = snapshot.with_config(Arc::clone(&config));
        let diagnostics = Arc::new(world.diagnostics(&configured));
        let mut checked = checked();
        if checked.len() >= MAX_DOCUMENTS {
            checked.clear();
        }
        let new = Checked {
            snapshot,
            config,
            today,
            diagnostics: Arc::clone(&diagnostics),
        };
        checked.insert(path.to_owned(), new);
        Some((uri, diagnostics))
    }

    /// What a log that is not open shows; `None` where there is none that can be read.
    pub fn closed_log(&self, path: &Path) -> Option<Arc<Diagnosis>> {
        let bounds = self.workspace.bounds(Some(path), None);
        let stamp = Some(self.files.disk().stamp_within(path, &bounds)?);
        let logs = || self.closed.logs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, diagnosis)) = logs().get(path).filter(|it| it.0 == stamp) {
            return Some(Arc::clone(diagnosis));
        }
        let mut reader = Reader::default();
        let push = |piece: &[u8]| {
            cancel::checkpoint();
            reader.push(piece);
        };
        read::in_pieces(path, FileKind::Log, Access::Workspace(&bounds), push).ok()?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let diagnosis = Arc::new(reader.into_diagnosis().with_file_name(&name));
        logs().insert(path.to_owned(), (stamp, Arc::clone(&diagnosis)));
        Some(diagnosis)
    }
}
