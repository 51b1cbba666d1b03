//! The files that belong to templates: those that the steps of open ones run, and open parameter files, and what is found in them. A file that is open here is answered for where
//! the client asks for diagnostics; what is known about all others is published, and taken back when no template runs them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::{Diagnostic, Url};

use crate::lsp::project;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_lsp;
use crate::lsp::workspace::settings::open;
use crate::lsp::workspace::{State, Workspace};
use crate::rules::engine::check_result::InFile;
use crate::rules::engine::in_files;

/// What the client was told about files that steps run.
#[derive(Default)]
pub(super) struct Telling {
    told: HashMap<PathBuf, Told>,
    /// Whether something has happened that may change it, and whether somebody looks.
    wanted: bool,
    running: bool,
}

/// What the client was told about one file.
struct Told {
    uri: Url,
    diagnostics: Vec<Diagnostic>,
    /// Whether it asked.
    is_asked: bool,
}

/// A file as it is to be told about.
struct News {
    uri: Url,
    diagnostics: Vec<Diagnostic>,
    /// The version of the text, where it is open.
    version: Option<i32>,
}

impl Workspace {
    /// Sees to it that the client is told about the files that steps run, and about open parameter files, where something may have
    /// changed.
    pub(super) fn tell_beside(&self, state: &mut State) {
        let has_scripts = !state.scripts.told.is_empty() || !state.projects.scripts.is_empty();
        let is_empty = !has_scripts && !state.files.keys().any(|it| state.may_be_parameter_file(it));
        if is_empty || !self.features().publishes {
            return;
        }
        state.scripts.wanted = true;
        if !state.scripts.running {
            state.scripts.running = true;
            tokio::spawn(self.clone().run_telling());
        }
    }

    /// The one who tells, so that nothing overtakes on the way to the client.
    async fn run_telling(self) {
        while self.next_telling() {
            let workspace = self.clone();
            let news = tokio::task::spawn_blocking(move || workspace.news()).await;
            for (uri, diagnostics, version) in self.worth_publishing(news.unwrap_or_default()) {
                self.client().publish_diagnostics(uri, diagnostics, version).await;
            }
        }
    }

    fn next_telling(&self) -> bool {
        let telling = &mut self.state().scripts;
        telling.running = std::mem::take(&mut telling.wanted);
        telling.running
    }

    /// All files that open templates run, and the parameter files that are open. Left out is one whose text has gone on meanwhile.
    fn news(&self) -> BTreeMap<PathBuf, Option<News>> {
        let mut out = BTreeMap::new();
        for (path, it) in self.in_files(None) {
            let snapshot = self.script(&path, it);
            let news = snapshot.map(|it| News {
                uri: it.uri.clone(),
                diagnostics: to_lsp::diagnostics(&it, None),
                version: Some(it.version).filter(|it| *it != UNOPENED),
            });
            out.insert(path, news);
        }
        let parameter_files: Vec<Arc<Snapshot>> = {
            let state = self.state();
            let files = open(&state).filter(|(uri, _)| state.may_be_parameter_file(uri));
            files.map(|(_, it)| Arc::clone(it)).collect()
        };
        for it in parameter_files {
            let Some(path) = project::path_of(&it.uri) else {
                continue;
            };
            let news = self.as_parameter_file(&self.up_to_date(it)).map(|it| News {
                uri: it.uri.clone(),
                diagnostics: to_lsp::diagnostics(&it, None),
                version: Some(it.version),
            });
            if news.is_some() {
                out.insert(path, news);
            }
        }
        out
    }

    /// What is found in the files that open templates run, or in one of them. This may take as long as checking the templates.
    fn in_files(&self, wanted: Option<&Path>) -> BTreeMap<PathBuf, InFile> {
        let templates: Vec<Arc<Snapshot>> = {
            let state = self.state();
            open(&state).map(|(_, it)| Arc::clone(it)).collect()
        };
        let mut out: BTreeMap<PathBuf, InFile> = BTreeMap::new();
        let has_files = |it: &&Arc<Snapshot>| it.in_force.files.is_some();
        for found in templates.iter().filter(has_files).flat_map(|it| it.elsewhere()) {
            let path = &found.file.path;
            if wanted.is_some_and(|it| it != path) {
                continue;
            }
            match out.get_mut(path) {
                Some(first) if first.file.text() == found.file.text() => {
                    in_files::add(&mut first.findings, found.findings.clone());
                }
                Some(_) => {}
                None => drop(out.insert(path.clone(), found.clone())),
            }
        }
        out
    }

    /// A file with its findings, under the name that the client has for it. `None` where another text is open.
    fn script(&self, path: &Path, found: InFile) -> Option<Snapshot> {
        let text = found.file.text()?;
        let state = self.state();
        let there = open(&state).find(|(uri, _)| project::path_of(uri).as_deref() == Some(path));
        let (uri, version) = match there {
            Some((uri, it)) if String::from(&it.text) == text => (uri.clone(), it.version),
            Some(_) => return None,
            None => (Url::from_file_path(path).ok()?, UNOPENED),
        };
        let in_force = Arc::new(state.projects.in_force(&uri, &state.editor));
        drop(state);
        let outcome = in_files::apply_suppressions(path, text, &in_force.settings, found.findings);
        let features = self.features();
        Some(Snapshot::script(
            uri,
            version,
            text,
            in_force,
            features,
            outcome.findings,
        ))
    }

    /// An open script with what is found in it, because an open template runs it; or a parameter file.
    pub(super) fn with_findings(&self, snapshot: Arc<Snapshot>) -> Arc<Snapshot> {
        if !snapshot.is_script {
            return self.as_parameter_file(&snapshot).map_or(snapshot, Arc::new);
        }
        let found = || {
            let path = project::path_of(&snapshot.uri)?;
            let found = self.in_files(Some(&path)).remove(&path)?;
            self.script(&path, found)
        };
        match found() {
            Some(it) if it.version == snapshot.version => Arc::new(it),
            _ => snapshot,
        }
    }

    /// What to publish: news alone, and about no file for which the client asks by itself.
    fn worth_publishing(&self, news: BTreeMap<PathBuf, Option<News>>) -> Vec<(Url, Vec<Diagnostic>, Option<i32>)> {
        let features = self.features();
        let mut out = Vec::new();
        let mut refresh = false;
        let mut state = self.state();
        let asked: BTreeSet<Url> = match features.pull {
            true => state.files.keys().cloned().collect(),
            false => BTreeSet::new(),
        };
        let gone: Vec<PathBuf> = state.scripts.told.keys().cloned().collect();
        for path in gone.into_iter().filter(|it| !news.contains_key(it)) {
            let last = state.scripts.told.remove(&path);
            out.extend(last.filter(|it| !it.is_asked).map(|it| (it.uri, Vec::new(), None)));
        }
        for (path, news) in news {
            let Some(News {
                uri,
                diagnostics,
                version,
            }) = news
            else {
                continue;
            };
            let is_asked = asked.contains(&uri);
            let last = state.scripts.told.remove(&path);
            let is_same = |it: &Told| it.uri == uri && it.diagnostics == diagnostics && it.is_asked == is_asked;
            let is_news = !last.as_ref().map_or(diagnostics.is_empty(), is_same);
            // Under another name, or asked for by now, it would stand there twice.
            let moved = last.filter(|it| !it.is_asked && (is_asked || it.uri != uri));
            out.extend(moved.map(|it| (it.uri, Vec::new(), None)));
            refresh |= is_news && is_asked;
            if is_news && !is_asked {
                let version = version.filter(|_| features.versions);
                out.push((uri.clone(), diagnostics.clone(), version));
            }
            if !diagnostics.is_empty() {
                let told = Told {
                    uri,
                    diagnostics,
                    is_asked,
                };
                state.scripts.told.insert(path, told);
            }
        }
        drop(state);
        if refresh {
            self.refresh();
        }
        out
    }
}

/// The version of a text that is not open.
const UNOPENED: i32 = i32::MIN;
