//! What is in force where: the editor's settings, those of projects, parameter files and scripts. Files are read beside everything else, and no
//! keystroke waits for one; only the first answer about a document does, which would be wrong without.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tower_lsp::lsp_types::{
    ConfigurationItem, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidSaveTextDocumentParams,
    InitializeParams, MessageType, Registration, Url,
};

use crate::lsp::from_lsp;
use crate::lsp::parameters::{self, Wanted};
use crate::lsp::project::{self, Place};
use crate::lsp::script_files;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::workspace::{State, Workspace};
use crate::rules;
use crate::settings::problem::Problem;
use crate::settings::{Settings, file};

impl Workspace {
    /// Takes note of where the client works and how it is set up.
    pub(super) fn begin_settings(&self, params: &InitializeParams) {
        self.state().projects.roots = from_lsp::roots(params);
        if let Some(options) = &params.initialization_options {
            self.state().projects.untrusted = options.get("trusted").and_then(Value::as_bool) == Some(false);
            self.take_settings(options);
        }
    }

    /// Takes the settings that came with a `didChangeConfiguration`, or asks for them.
    pub fn configure(&self, sent: &Value) {
        if self.features().configuration {
            self.ask_settings();
        } else {
            self.take_settings(sent);
        }
    }

    fn take_settings(&self, value: &Value) {
        if let Some((settings, problems)) = from_lsp::settings(value, &rules::known()) {
            self.adopt(settings, &problems);
        }
    }

    /// Asks the client for our section, beside everything else: a handler that waited for the
    /// client could wait for ever.
    pub fn ask_settings(&self) {
        if !self.features().configuration {
            return;
        }
        let turn = {
            let mut state = self.state();
            state.asked += 1;
            state.asked
        };
        let workspace = self.clone();
        tokio::spawn(async move {
            let item = ConfigurationItem {
                scope_uri: None,
                section: Some("aib".to_owned()),
            };
            let Ok(answer) = workspace.client().configuration(vec![item]).await else {
                return;
            };
            let Some(section) = answer.first().filter(|it| it.is_object()) else {
                return;
            };
            if workspace.state().asked == turn {
                let (settings, problems) = Settings::from_json(section, &rules::known());
                workspace.adopt(settings, &problems);
            }
        });
    }

    /// Asks the client to tell when settings change, where it has to be asked.
    pub fn watch_settings(&self) {
        let features = self.features();
        let registration = |method: &str, options: Value| Registration {
            id: method.to_owned(),
            method: method.to_owned(),
            register_options: Some(options),
        };
        let mut wanted = Vec::new();
        if features.watch_configuration {
            let options = serde_json::json!({ "section": "aib" });
            wanted.push(registration("workspace/didChangeConfiguration", options));
        }
        if features.watch_files {
            // Any JSON file may be a parameter file, any script one that an address names; each may be wanted before it is there.
            let patterns = [
                &format!("**/{}", file::NAME),
                "**/*.{json,jsonc}",
                "**/*.{sh,bash,ps1,psm1}",
                "**/{customization,validation}.log",
            ];
            let watchers = patterns.map(|it| serde_json::json!({ "globPattern": it }));
            let options = serde_json::json!({ "watchers": watchers });
            wanted.push(registration("workspace/didChangeWatchedFiles", options));
        }
        if !wanted.is_empty() {
            let client = self.client().clone();
            tokio::spawn(async move { client.register_capability(wanted).await });
        }
    }

    /// Looks at the files again that something rests on, where one of them has changed.
    pub fn files_changed(&self, params: &DidChangeWatchedFilesParams) {
        let mut state = self.state();
        let is_read = |it: &Url| project::is_settings(it) || state.is_read_for_others(it);
        if params.changes.iter().any(|it| is_read(&it.uri)) {
            self.reread(&mut state);
        }
        // A template that is not open may have a parameter file that is.
        self.tell_beside(&mut state);
        let logs = params
            .changes
            .iter()
            .map(|it| from_lsp::is_log("", &it.uri) == Some(true));
        for is_log in logs.collect::<BTreeSet<bool>>() {
            self.tell_logs(&mut state, is_log);
        }
    }

    /// The same for clients that watch no files: what is saved has changed.
    pub fn saved(&self, params: &DidSaveTextDocumentParams) {
        let (uri, mut state) = (&params.text_document.uri, self.state());
        if project::is_settings(uri) || state.is_read_for_others(uri) {
            self.reread(&mut state);
        }
        self.tell_beside(&mut state);
        self.tell_logs(&mut state, from_lsp::is_log("", uri) == Some(true));
    }

    /// Takes note of folders that the client opened or closed.
    pub fn folders_changed(&self, params: &DidChangeWorkspaceFoldersParams) {
        let paths = |it: &[tower_lsp::lsp_types::WorkspaceFolder]| -> Vec<PathBuf> {
            it.iter().filter_map(|it| project::path_of(&it.uri)).collect()
        };
        let gone = paths(&params.event.removed);
        let mut state = self.state();
        state.projects.roots.retain(|it| !gone.contains(it));
        state.projects.roots.extend(paths(&params.event.added));
        self.reread(&mut state);
    }

    /// Waits until the settings of a document were read for the first time.
    pub(super) async fn settled(&self, uri: &Url) {
        let since = self.state().files.get(uri).map_or(0, |it| it.settled);
        let mut read = self.0.read.subscribe();
        // It fails only where nobody is left who could read.
        let _ = read.wait_for(|it| *it >= since).await;
    }

    /// Where to write settings for a document. What is open there counts as it is typed.
    pub fn settings_place(&self, uri: &Url) -> Option<Place> {
        let state = self.state();
        let mut place = state.projects.place(uri)?;
        let path = project::path_of(&place.uri);
        if let Some((uri, snapshot)) = open(&state).find(|(uri, _)| project::path_of(uri) == path) {
            place.uri = uri.clone();
            place.there = Some((String::from(&snapshot.text), Some(snapshot.version)));
        }
        Some(place)
    }

    /// Sees to it that the settings and parameter files of all documents are read; gives the turn after which they are.
    pub(super) fn reread(&self, state: &mut State) -> u64 {
        state.wanted += 1;
        if !state.reading {
            state.reading = true;
            tokio::spawn(self.clone().read_settings());
        }
        state.wanted
    }

    /// The one reader: it reads until nothing new is wanted.
    async fn read_settings(self) {
        let mut done = 0;
        while let Some((turn, folders)) = self.next_reading(done) {
            done = turn;
            let read = tokio::task::spawn_blocking(move || project::read(folders)).await;
            let mut troubles = self.state().projects.adopt(read.unwrap_or_default());
            // The settings may name others than before.
            let wanted = self.wanted_parameters();
            let found = tokio::task::spawn_blocking(move || parameters::read(wanted)).await;
            troubles.extend(self.state().projects.parameters.adopt(found.unwrap_or_default()));
            self.find_scripts().await;
            self.apply();
            self.0.read.send_replace(turn);
            for (path, trouble) in troubles {
                let words = format!("{}: {}", path.display(), trouble.get(self.lang()));
                let client = self.client().clone();
                tokio::spawn(async move { client.show_message(MessageType::WARNING, words).await });
            }
        }
    }

    fn next_reading(&self, done: u64) -> Option<(u64, BTreeSet<PathBuf>)> {
        let mut state = self.state();
        if state.wanted == done {
            state.reading = false;
            return None;
        }
        let open = state.files.keys().flat_map(|it| state.projects.folders(it));
        Some((state.wanted, open.collect()))
    }

    /// Looks for the files that the addresses of open documents name.
    async fn find_scripts(&self) {
        let wanted = self.wanted_scripts();
        let found = tokio::task::spawn_blocking(move || script_files::read(&wanted)).await;
        if let Ok(found) = found {
            self.state().projects.scripts.adopt(found);
        }
    }

    fn wanted_scripts(&self) -> script_files::Wanted {
        let state = self.state();
        let (mut documents, mut texts) = (Vec::new(), HashMap::new());
        for (uri, snapshot) in open(&state) {
            let path = project::path_of(uri);
            let root = match &path {
                Some(path) => state.projects.root_of(path),
                None => state.projects.roots.first(),
            };
            documents.push((Arc::clone(snapshot), root.cloned()));
            texts.extend(path.map(|it| (it, snapshot.text.clone())));
        }
        script_files::Wanted { documents, open: texts }
    }

    /// Sees to it that files are looked for again where a document names others than before; nothing waits for them.
    pub(super) fn look_for(&self, uri: &Url, addresses: &BTreeSet<String>) {
        let mut state = self.state();
        if !state.projects.scripts.is_for(uri, addresses) {
            self.reread(&mut state);
        }
    }

    /// The parameter files that open documents may be about. What is open itself counts as it is typed.
    fn wanted_parameters(&self) -> HashMap<PathBuf, Wanted> {
        let state = self.state();
        let mut wanted: HashMap<PathBuf, Wanted> = HashMap::new();
        for (uri, _) in open(&state) {
            let (paths, named) = parameters::candidates(uri, &state.projects.settings(uri, &state.editor));
            for path in paths {
                wanted.entry(path).or_default().named |= named;
            }
        }
        for (uri, snapshot) in open(&state) {
            if let Some(it) = project::path_of(uri).and_then(|it| wanted.get_mut(&it)) {
                it.open = Some(snapshot.text.clone());
            }
        }
        wanted
    }

    /// Puts the editor's settings in force.
    fn adopt(&self, settings: Settings, problems: &[Problem]) {
        let mut state = self.state();
        let is_news = state.told != problems;
        if state.editor.shellcheck != settings.shellcheck {
            state.forget_notes();
        }
        let is_elsewhere = state.editor.parameters != settings.parameters;
        state.editor = settings;
        state.told = problems.to_vec();
        if is_elsewhere {
            // The reader puts them in force, with the values that they lead to.
            self.reread(&mut state);
        }
        drop(state);
        for finding in rules::check_settings(problems, &Settings::default()) {
            if is_news {
                tracing::warn!(
                    "settings of the editor, section aib: {}",
                    finding.message.get(self.lang())
                );
            }
        }
        if !is_elsewhere {
            self.apply();
        }
        self.offer_formatting();
    }

    /// Puts what is known by now in force: every document for which something else was is looked at again.
    fn apply(&self) {
        let mut state = self.state();
        let read = *self.0.read.borrow();
        let (mut changed, mut refresh) = (Vec::new(), false);
        for (uri, file) in &state.files {
            let Some(newest) = &file.newest else { continue };
            let in_force = state.projects.in_force(uri, &state.editor);
            if *newest.in_force != in_force {
                changed.push((uri.clone(), newest.under(Arc::new(in_force))));
                // Nobody was told anything about a document whose settings were not read yet.
                refresh |= file.settled <= read;
            }
        }
        let is_changed = !changed.is_empty();
        for (uri, snapshot) in changed {
            self.put(&mut state, uri, Some(snapshot));
        }
        self.tell_beside(&mut state);
        drop(state);
        if is_changed {
            self.refresh_hints();
        }
        if refresh {
            self.refresh();
        }
    }

    /// Who pulls is told to ask again.
    pub(super) fn refresh(&self) {
        let features = self.features();
        if features.pull && features.refresh {
            let client = self.client().clone();
            tokio::spawn(async move { client.workspace_diagnostic_refresh().await });
        }
    }

    /// What stands between the letters follows the settings and the values of deployments.
    fn refresh_hints(&self) {
        if self.features().refresh_hints {
            let client = self.client().clone();
            tokio::spawn(async move { client.inlay_hint_refresh().await });
        }
    }

    /// The same text under what is in force by now.
    pub(super) fn up_to_date(&self, snapshot: Arc<Snapshot>) -> Arc<Snapshot> {
        let state = self.state();
        let in_force = state.projects.in_force(&snapshot.uri, &state.editor);
        if *snapshot.in_force == in_force {
            return snapshot;
        }
        match state.files.get(&snapshot.uri).and_then(|it| it.newest.as_ref()) {
            Some(newest) if newest.version == snapshot.version => Arc::clone(newest),
            _ => Arc::new(snapshot.under(Arc::new(in_force))),
        }
    }

    pub(super) fn lang(&self) -> crate::locale::Lang {
        let set = self.state().editor.lang;
        set.unwrap_or(self.features().locale)
    }
}

/// The open documents in their newest version.
pub(super) fn open(state: &State) -> impl Iterator<Item = (&Url, &Arc<Snapshot>)> {
    let files = state.files.iter();
    files.filter_map(|(uri, it)| Some((uri, it.newest.as_ref()?)))
}
