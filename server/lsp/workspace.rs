//! The open documents. All state of the server is here, behind one mutex that is held for the
//! length of an edit and never across a wait. Every public function that changes something does so
//! before its first wait, so that what the person typed first is first here too.

mod formatting;
pub mod logs;
pub mod names;
mod parameter_files;
pub mod reports;
mod scripts;
mod seen;
mod settings;
pub mod shellcheck;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::lsp_types::{
    CodeActionParams, CodeActionResponse, Diagnostic, DidChangeTextDocumentParams, DidOpenTextDocumentParams,
    InitializeParams, InitializeResult, TextDocumentPositionParams, Url,
};

use crate::lsp::capabilities::Features;
use crate::lsp::code_actions;
use crate::lsp::from_lsp;
use crate::lsp::log_files;
use crate::lsp::project::Projects;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::workspace::formatting::Offer;
use crate::lsp::workspace::logs::Built;
use crate::lsp::workspace::scripts::Telling;
use crate::lsp::workspace::seen::Others;
use crate::lsp::workspace::shellcheck::Queue;
use crate::settings::Settings;
use crate::settings::problem::Problem;

/// Up to so many bytes, reading a document costs less than handing it to another thread.
const SMALL: u32 = 32 * 1024;

/// Everything the server knows. A clone is another handle of the same.
#[derive(Clone)]
pub struct Workspace(Arc<Inner>);

struct Inner {
    client: Client,
    features: OnceLock<Arc<Features>>,
    state: Mutex<State>,
    /// The last turn of reading settings files that is over.
    read: watch::Sender<u64>,
}

#[derive(Default)]
struct State {
    files: HashMap<Url, File>,
    /// The editor's own settings, and what was wrong with them.
    editor: Settings,
    told: Vec<Problem>,
    projects: Projects,
    scripts: Telling,
    shellcheck: Queue,
    /// Templates and logs that are not open.
    log_files: log_files::Known,
    formatting: Offer,
    /// Counts everything that happens to a file.
    clock: u64,
    /// Counts questions for settings: only the answer to the last one counts.
    asked: u64,
    /// The last turn of reading settings files that was asked for, and whether somebody reads.
    wanted: u64,
    reading: bool,
}

impl State {
    /// Whether a document is a parameter file or a script of another, or whether that is being found out just now.
    fn is_read_for_others(&self, uri: &Url) -> bool {
        self.reading || self.projects.parameters.knows(uri) || self.projects.scripts.knows(uri)
    }
}

/// A document, open or on its way out.
struct File {
    /// The newest version; `None` once it is closed and only its diagnostics have to be taken back.
    newest: Option<Arc<Snapshot>>,
    /// When it last changed, opened or closed.
    changed: u64,
    /// Whether its checker is at work. There is never more than one, so nothing overtakes on the
    /// way to the client.
    checking: bool,
    /// Whether the client was ever sent diagnostics for it.
    told: bool,
    /// The turn of reading settings files after which its settings are known.
    settled: u64,
}

impl Workspace {
    /// No documents yet, and nothing known about the client.
    pub fn new(client: Client) -> Self {
        Self(Arc::new(Inner {
            client,
            features: OnceLock::new(),
            state: Mutex::default(),
            read: watch::Sender::new(0),
        }))
    }

    /// A handle of the client.
    pub fn client(&self) -> &Client {
        &self.0.client
    }

    /// What the client understands.
    pub fn features(&self) -> Arc<Features> {
        self.0.features.get().cloned().unwrap_or_default()
    }

    /// Takes note of who is speaking and how it is set up; gives what we offer.
    pub fn begin(&self, params: &InitializeParams) -> InitializeResult {
        let features = Arc::clone(self.0.features.get_or_init(|| Arc::new(Features::read(params))));
        self.begin_settings(params);
        features.offer(&self.state().editor)
    }

    /// Takes a document in; one that was open already is replaced.
    pub fn open(&self, params: DidOpenTextDocumentParams) {
        let uri = params.text_document.uri.clone();
        let mut state = self.state();
        let in_force = Arc::new(state.projects.in_force(&uri, &state.editor));
        let snapshot = Snapshot::new(params.text_document, in_force, self.features());
        let is_log = snapshot.is_log();
        self.put(&mut state, uri.clone(), Some(snapshot));
        self.tell_logs(&mut state, is_log);
        let turn = self.reread(&mut state);
        if let Some(file) = state.files.get_mut(&uri) {
            file.settled = turn;
        }
    }

    /// Makes the changes of a `didChange`, in order. Changes of a document that is not open mean
    /// nothing.
    pub fn change(&self, params: DidChangeTextDocumentParams) {
        let (uri, version) = (params.text_document.uri, params.text_document.version);
        let mut state = self.state();
        let Some(newest) = state.files.get(&uri).and_then(|it| it.newest.as_ref()) else {
            return;
        };
        let text = from_lsp::changed(&newest.text, params.content_changes, newest.features.encoding);
        let snapshot = newest.with_text(version, text);
        let is_wanted = state.is_read_for_others(&uri);
        let is_script = snapshot.is_script;
        self.put(&mut state, uri.clone(), Some(snapshot));
        if is_wanted {
            let turn = self.reread(&mut state);
            // What there is to tell about a script is told by the templates that run it.
            if let Some(file) = state.files.get_mut(&uri).filter(|_| is_script) {
                file.settled = turn;
            }
        }
        if state.may_be_parameter_file(&uri) {
            self.tell_beside(&mut state);
        }
    }

    /// Lets a document go; its diagnostics are taken back.
    pub fn close(&self, uri: Url) {
        let mut state = self.state();
        if state.files.contains_key(&uri) {
            let is_wanted = state.is_read_for_others(&uri);
            let newest = state.files.get(&uri).and_then(|it| it.newest.as_ref());
            let is_log = newest.is_some_and(|it| it.is_log());
            self.put(&mut state, uri, None);
            self.tell_logs(&mut state, is_log);
            if is_wanted {
                self.reread(&mut state);
            }
            self.tell_beside(&mut state);
        }
    }

    /// Asks a question about the newest version of a document. The version is settled before the
    /// first wait. A question that panics is answered with nothing; the panic hook has logged it.
    pub async fn ask<R, Q>(&self, uri: &Url, question: Q) -> Option<R>
    where
        R: Send + 'static,
        Q: FnOnce(&Snapshot) -> R + Send + 'static,
    {
        // Nothing would be as good an answer as any, but editors take it for the only one.
        let snapshot = self.newest(uri).filter(|it| !it.is_script)?;
        self.settled(uri).await;
        aside(self.up_to_date(snapshot), question).await
    }

    /// The same about findings, which scripts and parameter files have too.
    async fn ask_found<R, Q>(&self, uri: &Url, question: Q) -> Option<R>
    where
        R: Send + 'static,
        Q: FnOnce(&Snapshot) -> R + Send + 'static,
    {
        let snapshot = self.newest(uri)?;
        self.settled(uri).await;
        if !snapshot.is_script && !self.state().may_be_parameter_file(uri) {
            return aside(self.up_to_date(snapshot), question).await;
        }
        let snapshot = self.up_to_date(snapshot);
        let workspace = self.clone();
        let answer = move || question(&workspace.with_findings(snapshot));
        tokio::task::spawn_blocking(answer).await.ok()
    }

    /// Sees to what takes longer: nothing waits for it.
    fn go_on(&self, uri: &Url, others: Option<Others>) {
        if let Some(Others { addresses, scripts }) = others {
            self.look_for(uri, &addresses);
            self.look_at(uri, scripts);
            self.tell_beside(&mut self.state());
        }
    }

    /// What may be done at a range. Files are read for it, so it is asked aside.
    pub async fn code_actions(&self, params: CodeActionParams) -> Option<CodeActionResponse> {
        let (uri, range, context) = (params.text_document.uri, params.range, params.context);
        let snapshot = self.newest(&uri)?;
        self.settled(&uri).await;
        if snapshot.is_log() {
            let actions = move |it: &Built| code_actions::of_log(it, range, &context);
            return self.about_log(self.up_to_date(snapshot), actions).await;
        }
        let workspace = self.clone();
        let actions = move || {
            let has_others = snapshot.is_script || workspace.state().may_be_parameter_file(&snapshot.uri);
            let snapshot = workspace.up_to_date(snapshot);
            let snapshot = match has_others {
                true => workspace.with_findings(snapshot),
                false => snapshot,
            };
            let place = workspace.settings_place(&snapshot.uri);
            let beside = || workspace.beside(&snapshot.uri);
            code_actions::of_document(&snapshot, range, &context, place.as_ref(), &beside)
        };
        tokio::task::spawn_blocking(actions).await.ok()
    }

    /// Asks about a place.
    pub async fn ask_at<R, Q>(&self, place: &TextDocumentPositionParams, question: Q) -> Option<R>
    where
        R: Send + 'static,
        Q: FnOnce(&Snapshot, u32) -> Option<R> + Send + 'static,
    {
        let position = place.position;
        let answer = self.ask(&place.text_document.uri, move |snapshot| {
            question(
                snapshot,
                from_lsp::offset(&snapshot.text, position, snapshot.features.encoding),
            )
        });
        answer.await.flatten()
    }

    fn newest(&self, uri: &Url) -> Option<Arc<Snapshot>> {
        self.state().files.get(uri)?.newest.clone()
    }

    /// Puts a version in the place of the one before and sees to it that somebody checks it.
    fn put(&self, state: &mut State, uri: Url, snapshot: Option<Snapshot>) {
        state.clock += 1;
        let now = state.clock;
        let pull = self.features().pull;
        if snapshot.is_none() {
            state.forget_scripts(&uri);
        }
        if pull && snapshot.is_none() {
            state.files.remove(&uri);
            return;
        }
        let unknown = || File {
            newest: None,
            changed: 0,
            checking: false,
            told: false,
            settled: 0,
        };
        let file = state.files.entry(uri.clone()).or_insert_with(unknown);
        file.newest = snapshot.map(Arc::new);
        file.changed = now;
        self.see_to_check(state, uri);
    }

    /// The same version is told about anew: more is known by now.
    fn tell_again(&self, state: &mut State, uri: Url) {
        state.clock += 1;
        let now = state.clock;
        if let Some(file) = state.files.get_mut(&uri) {
            file.changed = now;
            self.see_to_check(state, uri);
        }
    }

    /// Sees to it that somebody checks a document; who pulls does so.
    fn see_to_check(&self, state: &mut State, uri: Url) {
        let Some(file) = state.files.get_mut(&uri) else { return };
        let pull = self.features().pull;
        if !pull && !file.checking {
            file.checking = true;
            tokio::spawn(self.clone().check(uri));
        }
    }

    /// The checker of one document. It takes whatever is newest, publishes it if it is still the
    /// newest, and looks again: a burst of changes costs one or two checks, a single one is
    /// answered at once, and no clock is involved. It ends when there is nothing new.
    async fn check(self, uri: Url) {
        let mut done = 0;
        self.settled(&uri).await;
        while let Some((now, newest)) = self.next_check(&uri, done) {
            done = now;
            let version = newest.as_ref().filter(|it| it.features.versions).map(|it| it.version);
            let seen = match newest {
                Some(snapshot) => self.look(snapshot).await,
                None => None,
            };
            let (result, others) = seen.map(|it| (it.diagnostics, it.others)).unzip();
            if let Some(diagnostics) = self.worth_telling(&uri, now, result) {
                self.client()
                    .publish_diagnostics(uri.clone(), diagnostics, version)
                    .await;
            }
            self.go_on(&uri, others);
        }
    }

    /// What a checker has to do next, having done what was there at `done`. With nothing left it is
    /// let go.
    fn next_check(&self, uri: &Url, done: u64) -> Option<(u64, Option<Arc<Snapshot>>)> {
        let mut state = self.state();
        let file = state.files.get_mut(uri)?;
        if file.changed > done {
            return Some((file.changed, file.newest.clone()));
        }
        file.checking = false;
        if file.newest.is_none() {
            state.files.remove(uri);
        }
        None
    }

    /// What to publish, if anything: not what is out of date by now, and nothing about a document
    /// that never was ours.
    fn worth_telling(&self, uri: &Url, checked: u64, result: Option<Vec<Diagnostic>>) -> Option<Vec<Diagnostic>> {
        let mut state = self.state();
        let file = state.files.get_mut(uri)?;
        if file.changed != checked || (result.is_none() && !file.told) {
            return None;
        }
        file.told = result.is_some();
        Some(result.unwrap_or_default())
    }

    /// The state, also where a thread died while it held it: each change of it is one assignment.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asks a question off the thread that reads the client's messages. Handlers begin on that thread,
/// and go on elsewhere after their first wait; a small document is worth no further thread.
async fn aside<R, Q>(snapshot: Arc<Snapshot>, question: Q) -> Option<R>
where
    R: Send + 'static,
    Q: FnOnce(&Snapshot) -> R + Send + 'static,
{
    if snapshot.text.len() <= SMALL {
        tokio::task::yield_now().await;
        return catch_unwind(AssertUnwindSafe(|| question(&snapshot))).ok();
    }
    tokio::task::spawn_blocking(move || question(&snapshot)).await.ok()
}
