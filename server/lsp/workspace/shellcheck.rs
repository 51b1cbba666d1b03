//! What ShellCheck has to tell about the scripts of open documents. One program runs at a time, beside everything else; nothing
//! waits for it, and a script is looked at once, however often what is around it changes.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tower_lsp::lsp_types::{MessageType, Url};

use crate::lsp::shellcheck::{self, Job, Note, Trouble};
use crate::lsp::workspace::{State, Workspace};

/// How long the program may take for one script.
const LIMIT: Duration = Duration::from_secs(10);

/// What is known by now.
pub type Notes = HashMap<Job, Arc<Vec<Note>>>;

/// The scripts of open documents, and what is known about them.
#[derive(Default)]
pub(super) struct Queue {
    /// The scripts of each document as it was last looked at.
    wanted: HashMap<Url, Vec<Job>>,
    notes: Arc<Notes>,
    running: bool,
    /// The program that is of no use.
    useless: Option<String>,
}

impl Workspace {
    /// What is known by now; `None` where nobody asked for it.
    pub(super) fn notes(&self) -> Option<Arc<Notes>> {
        let state = self.state();
        state.shellcheck_program()?;
        Some(Arc::clone(&state.shellcheck.notes))
    }

    /// Takes note of the scripts of a document, and sees to it that each is looked at.
    pub(super) fn look_at(&self, uri: &Url, scripts: Vec<Job>) {
        let mut state = self.state();
        if state.shellcheck_program().is_none() || !state.files.contains_key(uri) {
            return;
        }
        state.shellcheck.wanted.insert(uri.clone(), scripts);
        if !state.shellcheck.running && state.next_script().is_some() {
            state.shellcheck.running = true;
            tokio::spawn(self.clone().run_shellcheck());
        }
    }

    /// The one who runs the program: until every script is looked at.
    async fn run_shellcheck(self) {
        while let Some((program, job)) = self.next_script() {
            let (name, script) = (program.clone(), job.clone());
            let run = move || shellcheck::run(&name, &script, LIMIT);
            let result = tokio::task::spawn_blocking(run).await;
            match result.unwrap_or(Err(Trouble::Nonsense)) {
                Ok(notes) => self.tell_notes(&program, job, notes),
                Err(trouble) => self.give_up(program, &trouble),
            }
        }
    }

    fn next_script(&self) -> Option<(String, Job)> {
        let mut state = self.state();
        let next = state.next_script();
        state.shellcheck.running = next.is_some();
        next
    }

    /// Documents with this script are told about anew.
    fn tell_notes(&self, program: &str, job: Job, notes: Vec<Note>) {
        let mut state = self.state();
        if state.shellcheck_program().as_deref() != Some(program) {
            return;
        }
        let is_news = !notes.is_empty();
        let queue = &mut state.shellcheck;
        let has_it = |it: &(&Url, &Vec<Job>)| it.1.contains(&job);
        let documents: Vec<Url> = queue.wanted.iter().filter(has_it).map(|it| it.0.clone()).collect();
        let all = Arc::make_mut(&mut queue.notes);
        all.insert(job, Arc::new(notes));
        // What nobody has any more is forgotten.
        all.retain(|it, _| queue.wanted.values().any(|all| all.contains(it)));
        if is_news {
            documents.into_iter().for_each(|it| self.tell_again(&mut state, it));
            drop(state);
            self.refresh();
        }
    }

    fn give_up(&self, program: String, trouble: &Trouble) {
        let words = trouble.words(&program).get(self.lang()).to_owned();
        let mut state = self.state();
        if state.shellcheck_program().as_ref() != Some(&program) {
            return;
        }
        state.shellcheck.useless = Some(program);
        drop(state);
        let client = self.client().clone();
        tokio::spawn(async move { client.show_message(MessageType::WARNING, words).await });
    }
}

impl State {
    /// The program to run; `None` where there is none, or one that is of no use.
    fn shellcheck_program(&self) -> Option<String> {
        let program = self.editor.shellcheck.clone().filter(|_| !self.projects.untrusted)?;
        (self.shellcheck.useless.as_ref() != Some(&program)).then_some(program)
    }

    /// The next script that nothing is known about, and who shall look at it.
    fn next_script(&self) -> Option<(String, Job)> {
        let program = self.shellcheck_program()?;
        let mut jobs = self.shellcheck.wanted.values().flatten();
        let job = jobs.find(|it| !self.shellcheck.notes.contains_key(it))?;
        Some((program, job.clone()))
    }

    /// Another program knows other things, and one that was of no use is tried again.
    pub(super) fn forget_notes(&mut self) {
        self.shellcheck.useless = None;
        self.shellcheck.notes = Arc::default();
        self.shellcheck.wanted.clear();
    }

    /// A document that was closed has no scripts.
    pub(super) fn forget_scripts(&mut self, uri: &Url) {
        self.shellcheck.wanted.remove(uri);
    }
}
