//! What is seen in a version of a document: what there is to tell, and what others have to know of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use tower_lsp::lsp_types::{Diagnostic, Url};

use crate::lsp::shellcheck::Job;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_lsp;
use crate::lsp::workspace::logs::Built;
use crate::lsp::workspace::shellcheck::Notes;
use crate::lsp::workspace::{Workspace, aside};

/// What was seen.
pub(super) struct Seen {
    pub diagnostics: Vec<Diagnostic>,
    pub others: Others,
}

/// What it speaks of, and others know about.
#[derive(Default)]
pub(super) struct Others {
    pub addresses: BTreeSet<String>,
    /// The scripts for ShellCheck, where somebody asks for that.
    pub scripts: Vec<Job>,
}

impl Seen {
    fn of(snapshot: &Snapshot, notes: Option<Arc<Notes>>) -> Self {
        Self {
            diagnostics: to_lsp::diagnostics(snapshot, notes.as_deref()),
            others: Others {
                addresses: snapshot.addresses(),
                scripts: notes.map(|_| to_lsp::notes::jobs(snapshot)).unwrap_or_default(),
            },
        }
    }

    fn of_log(built: &Built) -> Self {
        Self {
            diagnostics: to_lsp::logs::diagnostics(built),
            others: Others::default(),
        }
    }
}

impl Workspace {
    /// What there is to tell about a document that the client asks about.
    pub async fn diagnostics(&self, uri: &Url) -> Vec<Diagnostic> {
        let notes = self.notes();
        let seen = match self.is_log(uri) {
            true => self.ask_log(uri, Seen::of_log).await,
            false => self.ask_found(uri, |it| Seen::of(it, notes)).await,
        };
        let Some(seen) = seen else { return Vec::new() };
        self.go_on(uri, Some(seen.others));
        seen.diagnostics
    }

    /// Looks at a version of a document; nothing is seen in one that is not ours.
    pub(super) async fn look(&self, snapshot: Arc<Snapshot>) -> Option<Seen> {
        if snapshot.is_log() {
            return self.about_log(snapshot, Seen::of_log).await;
        }
        let notes = self.notes();
        let seen = aside(snapshot, |it| it.ours().then(|| Seen::of(it, notes)));
        seen.await.flatten()
    }
}
