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
use crate::lsp::world::World;
use crate::lsp::world::project::LoadedDocument;
use crate::project::load::History;

/// What comes back from a task.
pub enum TaskResult {
    /// One version of a document was checked; `None` where that was given up.
    Checked(Url, u64, Option<CheckResult>),
    /// A document was checked because the client asked.
    Pulled(Url, i32, Followups),
    /// What is in force for a document at a moment was loaded; `None` where that was given up.
    Loaded(Url, u64, Option<LoadedDocument>),
    /// The files around open templates were checked.
    Related(Option<BTreeMap<PathBuf, Option<Related>>>),
    /// ShellCheck looked at a script.
    ShellChecked(String, Job, Result<Vec<Note>, Trouble>),
    /// The client has taken what was published.
    Published,
    /// The client has answered whether we format.
    FormattingRegistered,
    /// The client has answered a request to refresh.
    Refreshed(Refresh),
    /// The client's settings, as of a request.
    Configuration(u64, Value),
}

/// What a client has to ask for again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refresh {
    /// Diagnostics of clients that pull them.
    Diagnostics,
    /// Inlay hints, which follow the settings and the values of deployments.
    Hints,
    /// Lenses: those of a template follow its logs.
    Lenses,
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
            addresses: document.addresses().clone(),
            scripts: match runs_shellcheck {
                true => shellcheck::jobs(document.document()),
                false => Vec::new(),
            },
        },
    }
}

/// Loads what is in force for a document at a moment. Files that are known and unchanged are not read again.
pub fn load(world: &World, document: &Snapshot, moment: u64) -> LoadedDocument {
    let (addresses, mut history) = (document.addresses().clone(), History::default());
    LoadedDocument {
        loaded: Arc::new(world.load(document, addresses.clone(), &mut history)),
        addresses,
        moment,
        history,
    }
}
