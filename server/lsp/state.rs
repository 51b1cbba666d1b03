//! What the loop owns: the open documents, what is in force, what is due, and what the client was sent.

mod documents;
mod formatting;
mod requests;
mod settings;
mod shellcheck;
mod unreadable;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::mpsc::WeakUnboundedSender;
use tower_lsp::Client;
use tower_lsp::lsp_types::{InitializeParams, InitializeResult, Url};

use crate::cancel::Cancel;
use crate::lsp::client_capabilities::Features;
use crate::lsp::diagnostics::Diagnostics;
use crate::lsp::event::{Event, Message};
use crate::lsp::halves::Halves;
use crate::lsp::server_capabilities::server_capabilities;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::state::formatting::FormattingOffer;
use crate::lsp::state::requests::Waiting;
use crate::lsp::state::shellcheck::ShellCheckQueue;
use crate::lsp::tasks::{self, CheckResult, Followups, TaskResult};
use crate::lsp::world::closed::Closed;
use crate::lsp::world::{Project, World};
use crate::project::config::Workspace;
use crate::project::files::Files;
use crate::settings::Settings;
use crate::settings::problem::Problem;

/// Everything that the server knows.
pub struct State {
    client: Client,
    events: WeakUnboundedSender<Event>,
    features: Features,
    workspace: Arc<Workspace>,
    /// The settings of the editor, and what is wrong with them.
    editor: Arc<Settings>,
    editor_problems: Vec<Problem>,
    /// The newest version of each open document.
    documents: Arc<BTreeMap<Url, Arc<Snapshot>>>,
    /// Characters in them that came by half.
    halves: HashMap<Url, Halves>,
    /// Documents whose text is not known any more, as they were before; `None` for one that was not open.
    unreadable: HashMap<Url, Option<Arc<Snapshot>>>,
    /// What is due for each of them.
    status: HashMap<Url, Status>,
    /// Counts everything that may change the findings of some document.
    revision: u64,
    files: Files,
    closed: Arc<Closed>,
    project: Arc<Project>,
    load: Coalesced,
    /// Files that changed while a load was running, which may have read them as they were before.
    changed_during_load: BTreeSet<PathBuf>,
    related: Coalesced,
    diagnostics: Diagnostics,
    is_publishing: bool,
    shellcheck: ShellCheckQueue,
    formatting: FormattingOffer,
    /// Counts questions for settings: only the answer to the last one counts.
    asked_for_settings: u64,
    waiting: Vec<Waiting>,
}

/// What is due for an open document.
#[derive(Default)]
struct Status {
    /// The number of the last thing that may have changed its findings. No number comes twice, also where a document is opened again.
    revision: u64,
    /// The revision that was checked last.
    checked: u64,
    /// The revision that is being checked, and what ends that.
    running: Option<(u64, Cancel)>,
    /// The request to load after which it is known what is in force: questions and checks wait for it.
    ready: u64,
    /// The request to load that came with opening it.
    opened: u64,
}

/// Work of which one piece runs at a time, and once more where it was requested meanwhile.
#[derive(Default)]
struct Coalesced {
    requested: u64,
    /// The request that the piece that was finished last, or is running, is for.
    started: u64,
    done: u64,
    is_running: bool,
}

impl Coalesced {
    /// Requests it, and gives the number of the request.
    fn request(&mut self) -> u64 {
        self.requested += 1;
        self.requested
    }

    /// Whether it has to be started now.
    fn start(&mut self) -> bool {
        let is_due = !self.is_running && self.started < self.requested;
        if is_due {
            (self.started, self.is_running) = (self.requested, true);
        }
        is_due
    }

    fn finish(&mut self) {
        (self.done, self.is_running) = (self.started, false);
    }
}

impl State {
    /// No documents yet, and nothing known about the client.
    pub fn new(client: Client, events: WeakUnboundedSender<Event>) -> Self {
        Self {
            client,
            events,
            features: Features::default(),
            workspace: Arc::default(),
            editor: Arc::default(),
            editor_problems: Vec::new(),
            documents: Arc::default(),
            halves: HashMap::new(),
            unreadable: HashMap::new(),
            status: HashMap::new(),
            revision: 0,
            files: Files::default(),
            closed: Arc::default(),
            project: Arc::default(),
            load: Coalesced::default(),
            changed_during_load: BTreeSet::new(),
            related: Coalesced::default(),
            diagnostics: Diagnostics::default(),
            is_publishing: false,
            shellcheck: ShellCheckQueue::default(),
            formatting: FormattingOffer::default(),
            asked_for_settings: 0,
            waiting: Vec::new(),
        }
    }

    /// Takes note of what happened. What has to be done about it is started by [`State::start_tasks`].
    pub fn handle(&mut self, event: Event) {
        match event {
            Event::Client(message) => self.handle_message(message),
            Event::Task(result) => self.handle_result(result),
        }
    }

    fn handle_message(&mut self, message: Message) {
        match message {
            Message::Initialize(params, answer) => drop(answer.send(self.initialize(&params))),
            Message::Initialized => {
                self.register_watchers();
                self.formatting.may_register = true;
                self.request_settings();
            }
            Message::Opened(params) => self.open(params),
            Message::Changed(params) => self.change(params),
            Message::Unreadable(document) => self.lose(document),
            Message::Saved(uri) => self.saved(&uri),
            Message::Closed(uri) => self.close(&uri),
            Message::ConfigurationChanged(sent) => self.configuration_changed(&sent),
            Message::FoldersChanged(params) => self.folders_changed(&params),
            Message::FilesChanged(params) => self.files_changed(&params),
            // What came before it has been handled, what comes behind it has not.
            Message::Question(question) => self.ask(question),
        }
    }

    fn handle_result(&mut self, result: TaskResult) {
        match result {
            TaskResult::Checked(uri, revision, result) => self.checked(&uri, revision, result),
            TaskResult::Pulled(uri, version, followups) => {
                if self.documents.get(&uri).is_some_and(|it| it.version == version) {
                    self.schedule_followups(&uri, followups);
                }
            }
            TaskResult::Loaded(request, project) => self.loaded(request, project),
            TaskResult::Related(found) => {
                self.related.finish();
                if let Some(found) = found {
                    self.set_related(found);
                }
            }
            TaskResult::ShellChecked(program, job, result) => self.shellchecked(program, job, result),
            TaskResult::Published => self.is_publishing = false,
            TaskResult::FormattingRegistered => self.formatting.is_registering = false,
            TaskResult::Configuration(request, section) => self.take_requested_settings(request, &section),
        }
    }

    fn initialize(&mut self, params: &InitializeParams) -> InitializeResult {
        self.features = Features::read(params);
        self.initialize_settings(params);
        server_capabilities(&self.features, &self.editor)
    }

    /// Everything as it is now.
    fn world(&self) -> World {
        World {
            features: self.features,
            documents: Arc::clone(&self.documents),
            files: self.files.clone(),
            workspace: Arc::clone(&self.workspace),
            editor: Arc::clone(&self.editor),
            project: Arc::clone(&self.project),
            notes: self.notes(),
            closed: Arc::clone(&self.closed),
        }
    }

    /// Starts whatever is due.
    pub fn start_tasks(&mut self) {
        if self.load.start() {
            let (world, request) = (self.world(), self.load.started);
            let failed = TaskResult::Loaded(request, Arc::clone(&self.project));
            self.spawn(failed, move || {
                TaskResult::Loaded(request, Arc::new(tasks::load(&world)))
            });
        }
        self.answer_waiting();
        if !self.features.pull {
            self.start_checks();
        }
        if self.features.publishes && self.related.start() {
            let world = self.world();
            self.spawn(TaskResult::Related(None), move || {
                TaskResult::Related(Some(world.related()))
            });
        }
        self.start_shellcheck();
        self.register_formatting();
        self.publish();
    }

    /// Checks each document of which there is a version that was not checked. There is never more than one check of a document, and one
    /// of an older version gives up.
    fn start_checks(&mut self) {
        let done = self.load.done;
        let mut due = Vec::new();
        for (uri, status) in &mut self.status {
            if status.checked == status.revision || status.ready > done {
                continue;
            }
            match &status.running {
                Some((revision, _)) if *revision == status.revision => {}
                Some((_, running)) => running.cancel(),
                None => {
                    let cancel = Cancel::default();
                    status.running = Some((status.revision, cancel.clone()));
                    due.push((uri.clone(), status.revision, cancel));
                }
            }
        }
        for (uri, revision, cancel) in due {
            let Some(document) = self.documents.get(&uri).cloned() else {
                continue;
            };
            let world = self.world();
            let failed = TaskResult::Checked(uri.clone(), revision, None);
            self.spawn(failed, move || {
                let result = cancel.run(|| tasks::check(&world, &document));
                TaskResult::Checked(uri, revision, result)
            });
        }
    }

    /// Does something on a thread of its own and sends back what comes of it, or `failed` after a panic, which the hook has logged.
    fn spawn(&self, failed: TaskResult, task: impl FnOnce() -> TaskResult + Send + 'static) {
        let events = self.events.clone();
        tokio::task::spawn_blocking(move || {
            let result = catch_unwind(AssertUnwindSafe(task)).unwrap_or(failed);
            if let Some(events) = events.upgrade() {
                let _ = events.send(Event::Task(result));
            }
        });
    }

    fn checked(&mut self, uri: &Url, revision: u64, result: Option<CheckResult>) {
        let Some(status) = self.status.get_mut(uri) else { return };
        if status.running.as_ref().is_some_and(|it| it.0 == revision) {
            status.running = None;
        }
        let Some(document) = self.documents.get(uri).filter(|_| status.revision == revision) else {
            return;
        };
        status.checked = revision;
        let Some(CheckResult { diagnostics, followups }) = result else {
            return;
        };
        self.diagnostics.set(uri, document.version, diagnostics);
        self.schedule_followups(uri, followups);
    }

    /// Others may have to know about what was seen in a version.
    fn schedule_followups(&mut self, uri: &Url, followups: Followups) {
        let Followups { addresses, scripts } = followups;
        let known = self.project.documents.get(uri).map(|it| &it.addresses);
        if known.map_or(!addresses.is_empty(), |it| *it != addresses) {
            self.load.request();
        }
        self.set_scripts(uri, scripts);
        self.request_related();
    }

    fn loaded(&mut self, request: u64, project: Arc<Project>) {
        self.load.finish();
        let changed = std::mem::take(&mut self.changed_during_load);
        let before = std::mem::replace(&mut self.project, project);
        let project = Arc::clone(&self.project);
        for (path, why) in project.history.news(&before.history) {
            let message = format!("{}: {}", path.display(), why.get(self.lang()));
            self.warn(message);
        }
        self.apply_config(request);
        if changed.iter().any(|it| self.project.depends_on(it)) {
            self.reload();
        }
    }

    /// Puts in force what was loaded: each document for which something else was in force becomes another version of itself.
    fn apply_config(&mut self, request: u64) {
        let (mut changed, mut asks_again) = (Vec::new(), false);
        for (uri, document) in self.documents.iter() {
            let Some(it) = self.project.documents.get(uri) else {
                continue;
            };
            if document.config != it.loaded.config {
                changed.push((uri.clone(), Arc::clone(&it.loaded)));
                // Nothing was said about a document before it was loaded for the first time.
                asks_again |= self.status.get(uri).is_some_and(|it| it.opened < request);
            }
        }
        let is_changed = !changed.is_empty();
        for (uri, loaded) in changed {
            if let Some(document) = self.documents.get(&uri) {
                let document = document.with_config(Arc::clone(&loaded.config));
                self.put(&uri, document);
            }
        }
        self.request_related();
        if is_changed {
            self.refresh_hints();
        }
        if asks_again {
            self.refresh_diagnostics();
        }
    }

    /// Requests a check of the files around open templates, where there may be any.
    fn request_related(&mut self) {
        let has_scripts = self.documents.values().any(|it| it.config.scripts.is_some());
        let may_have = || {
            let world = self.world();
            self.documents.keys().any(|it| world.may_be_parameter_file(it))
        };
        if self.features.publishes && (self.diagnostics.has_related() || has_scripts || may_have()) {
            self.related.request();
        }
    }

    /// Requests to load what is in force, and has everything that comes from now on wait for it.
    fn reload(&mut self) {
        let request = self.load.request();
        self.status.values_mut().for_each(|it| it.ready = request);
    }

    /// Whether a file that has changed decides what is in force for an open document. What a load that is running makes of it is
    /// looked at when that is over.
    fn is_needed(&mut self, changed: Option<&Path>) -> bool {
        if self.load.is_running {
            self.changed_during_load.extend(changed.map(Path::to_owned));
        }
        changed.is_some_and(|it| self.project.depends_on(it))
    }
}
