//! Settings and files of open documents. They are loaded again whenever something may have changed them, for each document separately:
//! a document whose files are slow to read does not delay the others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::Url;

use crate::cancel::Cancel;
use crate::lsp::state::State;
use crate::lsp::tasks::{self, Refresh, TaskResult};
use crate::lsp::uri;
use crate::lsp::world::project::{LoadedDocument, Project};
use crate::project::parameters;

/// How far it is known what is in force for one document. Moments are those that [`State`] counts.
#[derive(Default)]
pub(super) struct Loading {
    /// The last moment at which something happened that may have changed it.
    affected: u64,
    /// The moment at which the last load began that is over.
    known: u64,
    /// The moment at which the running load began, and what ends it.
    running: Option<(u64, Cancel)>,
    /// Files that changed while a load was due or running, each with the last moment at which it did.
    changed: BTreeMap<PathBuf, u64>,
}

impl Loading {
    /// Whether it is known what is in force.
    pub fn is_over(&self) -> bool {
        self.known >= self.affected
    }

    /// Whether waiting for a load tells what was in force at a moment.
    pub fn will_know(&self, moment: u64) -> bool {
        !self.is_over() && self.affected <= moment
    }

    /// Whether what is known by now was in force at a moment, too.
    pub fn knows(&self, moment: u64) -> bool {
        self.is_over() && self.affected <= moment
    }

    /// Nobody needs it any more.
    pub fn cancel(&self) {
        if let Some((_, running)) = &self.running {
            running.cancel();
        }
    }
}

impl State {
    /// Starts the loads that are due. There is never more than one of a document, and one that began too early gives up.
    pub(super) fn start_loads(&mut self) {
        let mut due = Vec::new();
        for (uri, status) in &mut self.status {
            let loading = &mut status.loading;
            match &loading.running {
                _ if loading.is_over() => {}
                Some((moment, running)) if *moment < loading.affected => running.cancel(),
                Some(_) => {}
                None => {
                    let cancel = Cancel::default();
                    loading.running = Some((self.moment, cancel.clone()));
                    due.push((uri.clone(), cancel));
                }
            }
        }
        for (uri, cancel) in due {
            let Some(document) = self.documents.get(&uri).cloned() else {
                continue;
            };
            let (world, moment) = (self.world(), self.moment);
            let failed = TaskResult::Loaded(uri.clone(), moment, None);
            self.spawn(failed, move || {
                let loaded = cancel.run(|| tasks::load(&world, &document, moment));
                TaskResult::Loaded(uri, moment, loaded)
            });
        }
    }

    /// Takes note of what was loaded; `None` where that was given up.
    pub(super) fn loaded(&mut self, uri: &Url, moment: u64, loaded: Option<LoadedDocument>) {
        let Some(status) = self.status.get_mut(uri) else { return };
        let loading = &mut status.loading;
        // One of a document that was closed and opened again is not awaited any more.
        if loading.running.take_if(|it| it.0 == moment).is_none() {
            return;
        }
        loading.known = moment;
        let changed = std::mem::take(&mut loading.changed);
        let Some(loaded) = loaded else { return };
        let is_first = !self.project.documents.contains_key(uri);
        // The load read those as they were before that moment, or as they were not at an earlier one.
        let changed = changed.into_iter().filter(|it| loaded.depends_on(&it.0));
        loading.affected = changed.fold(loading.affected, |last, it| last.max(it.1));
        let config = Arc::clone(&loaded.loaded.config);
        let before = Arc::clone(&self.project.history);
        Arc::make_mut(&mut self.project).insert(uri, loaded);
        for (path, why) in self.project.history.news(&before) {
            let message = format!("{}: {}", path.display(), why.get(self.lang()));
            self.warn(message);
        }
        if let Some(document) = self.documents.get(uri).filter(|it| it.config != config) {
            let document = document.with_config(config);
            self.put(uri, document);
            self.refresh(Refresh::Hints);
            // Nothing was said about a document before it was loaded for the first time.
            if !is_first {
                self.refresh(Refresh::Diagnostics);
            }
        }
        self.request_related();
    }

    /// Forgets what was in force for a document that was closed.
    pub(super) fn unload(&mut self, uri: &Url) {
        self.moment += 1;
        Arc::make_mut(&mut self.project).remove(uri);
    }

    /// Something else may be in force for a document.
    pub(super) fn affect(&mut self, uri: &Url) {
        self.moment += 1;
        if let Some(status) = self.status.get_mut(uri) {
            status.loading.affected = self.moment;
        }
    }

    /// Something else may be in force for all documents.
    pub(super) fn affect_all(&mut self) {
        self.moment += 1;
        let all = self.status.values_mut();
        all.for_each(|it| it.loading.affected = self.moment);
    }

    /// A file has another text, or there is one where there was none, or none any more: something else may be in force for the documents
    /// for which it was looked for. Whether that is so for a load that is due or running is known when it is over.
    pub(super) fn affect_dependents(&mut self, changed: &Path) {
        self.moment += 1;
        for (uri, status) in &mut self.status {
            let loading = &mut status.loading;
            if !loading.is_over() {
                loading.changed.insert(changed.to_owned(), self.moment);
            }
            if self.project.documents.get(uri).is_some_and(|it| it.depends_on(changed)) {
                loading.affected = self.moment;
            }
        }
    }

    /// What was loaded, but for documents for which something else may be in force by now.
    pub(super) fn project_in_force(&self) -> Arc<Project> {
        let is_known = |uri: &Url| self.status.get(uri).is_none_or(|it| it.loading.is_over());
        if self.project.documents.keys().all(is_known) {
            return Arc::clone(&self.project);
        }
        let mut project = (*self.project).clone();
        project.documents.retain(|uri, _| is_known(uri));
        Arc::new(project)
    }

    /// Whether a document is a parameter file, by its name and by what was loaded last. Reads nothing.
    pub(super) fn may_be_parameter_file(&self, uri: &Url) -> bool {
        uri::to_path(uri)
            .is_some_and(|it| self.project.has_parameter_file(&it) || !parameters::templates_of(&it).is_empty())
    }
}
