//! Work that is done beside the loop: each task gets a moment and sends its result back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tower_lsp::lsp_types::{Diagnostic, Url};

use crate::lsp::diagnostics::Related;
use crate::lsp::redact::Redact;
use crate::lsp::shellcheck::{self, Job, Note, Trouble};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::uri;
use crate::lsp::world::{LoadedDocument, Project, World};

/// What comes back from a task.
pub enum TaskResult {
    /// One version of a document was checked; `None` where that was given up.
    Checked(Url, u64, Option<CheckResult>),
    /// A document was checked because the client asked.
    Pulled(Url, i32, Followups),
    /// What is in force was loaded, as of a request.
    Loaded(u64, Arc<Project>),
    /// The files around open templates were checked.
    Related(Option<BTreeMap<PathBuf, Option<Related>>>),
    /// ShellCheck looked at a script.
    ShellChecked(String, Job, Result<Vec<Note>, Trouble>),
    /// The client has taken what was published.
    Published,
    /// The client has answered whether we format.
    FormattingRegistered,
    /// The client's settings, as of a request.
    Configuration(u64, Value),
}

/// What a version of a document says.
#[derive(Default)]
pub struct CheckResult {
    /// `None` for a document that is not ours.
    pub diagnostics: Option<Vec<Diagnostic>>,
    pub followups: Followups,
}

impl Redact for CheckResult {
    fn each_text(&mut self, _: &mut dyn FnMut(&mut String)) {
        // Diagnostics are masked where they are made, those that are published too.
    }
}

/// What others have to know of a version that was checked.
#[derive(Default)]
pub struct Followups {
    /// The addresses for which there may be files.
    pub addresses: BTreeSet<String>,
    /// The scripts for ShellCheck, where it runs.
    pub scripts: Vec<Job>,
}

/// Checks a document in itself.
pub fn check(world: &World, document: &Arc<Snapshot>) -> CheckResult {
    if document.is_log() {
        return CheckResult {
            diagnostics: Some(world.log_diagnostics(document)),
            ..CheckResult::default()
        };
    }
    if !document.ours() {
        return CheckResult::default();
    }
    let runs_shellcheck = world.notes.is_some();
    CheckResult {
        diagnostics: Some(world.diagnostics(document)),
        followups: Followups {
            addresses: document.addresses(),
            scripts: match runs_shellcheck {
                true => shellcheck::jobs(document.document()),
                false => Vec::new(),
            },
        },
    }
}

/// Loads what is in force for all open documents. Files that are known and unchanged are not read again.
pub fn load(world: &World) -> Project {
    let mut project = Project::default();
    for (uri, document) in world.documents.iter() {
        let (path, addresses) = (uri::to_path(uri), document.addresses());
        let loaded = world
            .loader()
            .load(path.as_deref(), addresses.clone(), &mut project.history);
        let loaded = Arc::new(loaded);
        project.parameter_files.extend(loaded.parameter_file.clone());
        project
            .documents
            .insert(uri.clone(), LoadedDocument { addresses, loaded });
    }
    project
}
