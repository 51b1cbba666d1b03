//! ShellCheck for the scripts of open documents. One program runs at a time, beside everything else; nothing waits for it, and a script
//! is checked once, however often what is around it changes.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tower_lsp::lsp_types::Url;

use crate::lsp::shellcheck::{self, Job, Note, Notes, Trouble};
use crate::lsp::state::State;
use crate::lsp::tasks::{Refresh, TaskResult};

/// How long the program may take for one script.
const LIMIT: Duration = Duration::from_secs(10);

/// The scripts of open documents, and what is known about them.
#[derive(Default)]
pub(super) struct ShellCheckQueue {
    /// The scripts of each document as it was checked last.
    scripts: HashMap<Url, Vec<Job>>,
    notes: Arc<Notes>,
    is_running: bool,
    /// The program that failed.
    failed: Option<String>,
}

impl State {
    /// What is known by now; `None` where it does not run.
    pub(super) fn notes(&self) -> Option<Arc<Notes>> {
        self.shellcheck_program()?;
        Some(Arc::clone(&self.shellcheck.notes))
    }

    /// The program to run; `None` where there is none, or one that failed.
    fn shellcheck_program(&self) -> Option<String> {
        let program = self
            .editor
            .shellcheck
            .clone()
            .filter(|_| !self.workspace.is_untrusted)?;
        (self.shellcheck.failed.as_ref() != Some(&program)).then_some(program)
    }

    /// Takes note of the scripts of a document.
    pub(super) fn set_scripts(&mut self, uri: &Url, scripts: Vec<Job>) {
        if self.shellcheck_program().is_some() && self.documents.contains_key(uri) {
            self.shellcheck.scripts.insert(uri.clone(), scripts);
        }
    }

    /// Runs the program on the next script that nothing is known about.
    pub(super) fn start_shellcheck(&mut self) {
        let Some(program) = self.shellcheck_program().filter(|_| !self.shellcheck.is_running) else {
            return;
        };
        let queue = &mut self.shellcheck;
        let next = queue
            .scripts
            .values()
            .flatten()
            .find(|it| !queue.notes.contains_key(it));
        let Some(job) = next.cloned() else { return };
        queue.is_running = true;
        let failed = TaskResult::ShellChecked(program.clone(), job.clone(), Err(Trouble::Nonsense));
        self.spawn(failed, move || {
            let result = shellcheck::run(&program, &job, LIMIT);
            TaskResult::ShellChecked(program, job, result)
        });
    }

    /// Documents with the script are checked again where there is something to say.
    pub(super) fn shellchecked(&mut self, program: String, job: Job, result: Result<Vec<Note>, Trouble>) {
        self.shellcheck.is_running = false;
        if self.shellcheck_program().as_ref() != Some(&program) {
            return;
        }
        let notes = match result {
            Ok(notes) => notes,
            Err(trouble) => {
                let message = trouble.words(&program).get(self.lang()).to_owned();
                self.shellcheck.failed = Some(program);
                return self.warn(message);
            }
        };
        let queue = &mut self.shellcheck;
        let is_news = !notes.is_empty();
        let has_it = |it: &(&Url, &Vec<Job>)| it.1.contains(&job);
        let documents: Vec<Url> = queue.scripts.iter().filter(has_it).map(|it| it.0.clone()).collect();
        let all = Arc::make_mut(&mut queue.notes);
        all.insert(job, Arc::new(notes));
        // What no document has any more is forgotten.
        all.retain(|it, _| queue.scripts.values().any(|all| all.contains(it)));
        if is_news {
            documents.iter().for_each(|it| self.check_again(it));
            self.refresh(Refresh::Diagnostics);
        }
    }

    /// Another program knows other things, and one that failed is tried again.
    pub(super) fn forget_notes(&mut self) {
        self.shellcheck.failed = None;
        self.shellcheck.notes = Arc::default();
        self.shellcheck.scripts.clear();
        let documents: Vec<Url> = self.documents.keys().cloned().collect();
        documents.iter().for_each(|it| self.check_again(it));
    }

    /// A document that was closed has no scripts.
    pub(super) fn forget_scripts(&mut self, uri: &Url) {
        self.shellcheck.scripts.remove(uri);
    }
}
