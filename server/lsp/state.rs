//! What the loop owns: the open documents, what is in force, what is due, and what the client was sent.

mod documents;
mod formatting;
mod loading;
mod refresh;
mod requests;
mod settings;
mod shellcheck;
mod unreadable;

use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
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
use crate::lsp::state::loading::Loading;
use crate::lsp::state::refresh::Refreshes;
use crate::lsp::state::requests::{Seats, Waiting};
use crate::lsp::state::shellcheck::ShellCheckQueue;
use crate::lsp::tasks::{self, CheckResult, Followups, TaskResult};
use crate::lsp::world::World;
use crate::lsp::world::closed::Closed;
use crate::lsp::world::project::Project;
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
    /// Counts everything that may change what is in force for some document.
    moment: u64,
    files: Files,
    closed: Arc<Closed>,
    project: Arc<Project>,
    related: Coalesced,
    diagnostics: Diagnostics,
    is_publishing: bool,
    shellcheck: ShellCheckQueue,
    formatting: FormattingOffer,
    refreshes: Refreshes,
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
    /// What is in force for it. A check waits until that is known.
    loading: Loading,
    seats: Seats,
}

/// Work of which one piece runs at a time, and once more where it was requested meanwhile.
#[derive(Default)]
struct Coalesced {
    is_requested: bool,
    is_running: bool,
}

impl Coalesced {
    /// Whether it has to be started now.
    fn start(&mut self) -> bool {
        let is_due = self.is_requested && !self.is_running;
        if is_due {
            (self.is_requested, self.is_running) = (false, true);
        }
        is_due
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
            moment: 0,
            files: Files::default(),
            closed: Arc::default(),
            project: Arc::default(),
            related: Coalesced::default(),
            diagnostics: Diagnostics::default(),
            is_publishing: false,
            shellcheck: ShellCheckQueue::default(),
            formatting: FormattingOffer::default(),
            refreshes: Refreshes::default(),
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
            TaskResult::Loaded(uri, moment, loaded) => self.loaded(&uri, moment, loaded),
            TaskResult::Related(found) => {
                self.related.is_running = false;
                if let Some(found) = found {
                    self.set_related(found);
                }
            }
            TaskResult::ShellChecked(program, job, result) => self.shellchecked(program, job, result),
            TaskResult::Published => self.is_publishing = false,
            TaskResult::FormattingRegistered => self.formatting.is_registering = false,
            TaskResult::Refreshed(what) => self.refreshes.answered(what),
            TaskResult::Configuration(request, section) => self.take_requested_settings(request, &section),
        }
    }

    fn initialize(&mut self, params: &InitializeParams) -> InitializeResult {
        self.features = Features::read(params);
        self.initialize_settings(params);
        server_capabilities(&self.features, &self.editor)
    }

    /// Everything as it is now, without what was loaded of documents for which something else may be in force by now.
    fn world(&self) -> World {
        World {
            features: self.features,
            documents: Arc::clone(&self.documents),
            files: self.files.clone(),
            workspace: Arc::clone(&self.workspace),
            editor: Arc::clone(&self.editor),
            project: self.project_in_force(),
            notes: self.notes(),
            closed: Arc::clone(&self.closed),
        }
    }

    /// Starts whatever is due.
    pub fn start_tasks(&mut self) {
        self.start_loads();
        self.answer_waiting();
        self.start_checks();
        if self.features.publishes && self.related.start() {
            let world = self.world();
            self.spawn(TaskResult::Related(None), move || {
                TaskResult::Related(Some(world.related()))
            });
        }
        self.start_shellcheck();
        self.register_formatting();
        self.send_refreshes();
        self.publish();
    }

    /// Checks each document of which there is a version that was not checked. There is never more than one check of a document, and one
    /// of an older version gives up. Of a client that asks for diagnostics those are checked from which findings in other files come.
    fn start_checks(&mut self) {
        let mut due = Vec::new();
        let has_files = |uri: &Url| {
            let document = self.documents.get(uri);
            let has_scripts = document.is_some_and(|it| it.config.scripts.is_some());
            let loaded = self.project.documents.get(uri).map(|it| &it.loaded);
            has_scripts || loaded.is_some_and(|it| it.depends_on.iter().any(|it| self.files.is_open(it)))
        };
        for (uri, status) in &mut self.status {
            if status.checked == status.revision || !status.loading.is_over() {
                continue;
            }
            if self.features.pull && !(self.features.publishes && has_files(uri)) {
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
        if !self.features.pull {
            self.diagnostics.set(uri, document.version, diagnostics);
        }
        self.schedule_followups(uri, followups);
    }

    /// Others may have to know about what was seen in a version.
    fn schedule_followups(&mut self, uri: &Url, followups: Followups) {
        let Followups { addresses, scripts } = followups;
        let known = self.project.documents.get(uri).map(|it| &it.addresses);
        if known.map_or(!addresses.is_empty(), |it| *it != addresses) {
            self.affect(uri);
        }
        self.set_scripts(uri, scripts);
        self.request_related();
    }

    /// Requests a check of the files around open templates, where there may be any, or one that is running may find some.
    fn request_related(&mut self) {
        let has_scripts = || self.documents.values().any(|it| it.config.scripts.is_some());
        let may_have = || self.documents.keys().any(|it| self.may_be_parameter_file(it));
        let is_due = self.related.is_running || self.diagnostics.has_related() || has_scripts() || may_have();
        self.related.is_requested |= self.features.publishes && is_due;
    }
}
