//! What goes to the client, and the questions that come from it. Nothing here waits.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::Semaphore;
use tower_lsp::Client;
use tower_lsp::lsp_types::{MessageType, Registration, Url};

use crate::lsp::diagnostics::Related;
use crate::lsp::event::{Event, Moment, Question};
use crate::lsp::state::State;
use crate::lsp::tasks::{Refresh, TaskResult};
use crate::lsp::uri;
use crate::lsp::world::World;
use crate::text::plain::plain;
use crate::text::redact::redacted;

/// Questions about one document that are answered at the same time: as many as an editor asks after a keystroke.
const SEATS: usize = 8;

/// A question that waits until it is known what is in force, with everything as it was when it came.
pub(super) struct Waiting {
    question: Question,
    world: World,
    moment: u64,
}

/// Seats for questions about one document. Those that find none wait, so that many about a large document leave threads to the others.
#[derive(Clone)]
pub(super) struct Seats(Arc<Semaphore>);

impl Default for Seats {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(SEATS)))
    }
}

impl State {
    /// Has a question answered about everything as it is now. It waits only where something is being loaded for its document, or for one
    /// that has it as a file of its own.
    pub(super) fn ask(&mut self, question: Question) {
        let waiting = Waiting {
            question,
            world: self.world(),
            moment: self.moment,
        };
        match self.has_to_wait(&waiting) {
            true => self.waiting.push(waiting),
            false => self.answer(waiting),
        }
    }

    /// Has the questions answered that need not wait any longer.
    pub(super) fn answer_waiting(&mut self) {
        for it in std::mem::take(&mut self.waiting) {
            if it.question.cancel.is_cancelled() {
                continue;
            }
            match self.has_to_wait(&it) {
                true => self.waiting.push(it),
                false => self.answer(it),
            }
        }
    }

    /// Whether a load that is due will tell what was in force when a question came. Where something else happened since then, none
    /// will, and answering loads it once more.
    fn has_to_wait(&self, waiting: &Waiting) -> bool {
        let Some(about) = &waiting.question.about else {
            return false;
        };
        let path = uri::to_path(about);
        let needs = |uri: &Url| {
            let loaded = || self.project.documents.get(uri);
            uri == about
                || path
                    .as_deref()
                    .is_some_and(|path| loaded().is_some_and(|it| it.depends_on(path)))
        };
        let mut loading = self.status.iter().filter(|it| it.1.loading.will_know(waiting.moment));
        loading.any(|it| needs(it.0))
    }

    fn answer(&self, waiting: Waiting) {
        let Waiting {
            question,
            world,
            moment,
        } = waiting;
        let Question { about, answer, cancel } = question;
        let world = self.with_loaded(world, moment);
        let status = about.as_ref().and_then(|it| self.status.get(it));
        let seats = status.map(|it| it.seats.clone()).unwrap_or_default();
        let work = move || {
            cancel.run(|| {
                let document = about.and_then(|it| world.documents.get(&it).cloned());
                let document = document.map(|it| world.configured(&it));
                answer(Moment { world, document });
            })
        };
        tokio::spawn(async move {
            if let Ok(seat) = seats.0.acquire_owned().await {
                tokio::task::spawn_blocking(move || (work(), drop(seat)));
            }
        });
    }

    /// Everything as it was at a moment, with what was loaded since then and was in force already.
    fn with_loaded(&self, mut world: World, moment: u64) -> World {
        let is_missing = |it: &&Url| !world.project.documents.contains_key(*it);
        let knows = |it: &&Url| self.status.get(*it).is_some_and(|it| it.loading.knows(moment));
        let missing = world.documents.keys().filter(is_missing).filter(knows);
        let missing: Vec<Url> = missing.cloned().collect();
        for uri in missing {
            let (Some(then), Some(it)) = (world.documents.get(&uri), self.project.documents.get(&uri)) else {
                continue;
            };
            let document = match self.documents.get(&uri) {
                Some(now) if now.is_version_of(then) => Arc::clone(now),
                _ => Arc::new(then.with_config(Arc::clone(&it.loaded.config))),
            };
            Arc::make_mut(&mut world.project)
                .documents
                .insert(uri.clone(), Arc::clone(it));
            Arc::make_mut(&mut world.documents).insert(uri, document);
        }
        world
    }

    /// Calls the client beside the loop and sends back what comes of it.
    pub(super) fn spawn_call<F>(&self, call: impl FnOnce(Client) -> F)
    where
        F: Future<Output = Option<TaskResult>> + Send + 'static,
    {
        let (answer, events) = (call(self.client.clone()), self.events.clone());
        tokio::spawn(async move {
            if let (Some(result), Some(events)) = (answer.await, events.upgrade()) {
                let _ = events.send(Event::Task(result));
            }
        });
    }

    /// Publishes what has changed: one batch at a time, so that nothing overtakes on the way to the client.
    pub(super) fn publish(&mut self) {
        if self.is_publishing {
            return;
        }
        let changes = self.diagnostics.take_changes();
        if changes.is_empty() {
            return;
        }
        self.is_publishing = true;
        let has_versions = self.features.versions;
        self.spawn_call(move |client| async move {
            for it in changes {
                let version = it.version.filter(|_| has_versions);
                client.publish_diagnostics(it.uri, it.diagnostics, version).await;
            }
            Some(TaskResult::Published)
        });
    }

    /// Takes note of what was found in the files around open templates. What is about another text than the one that is open by now
    /// waits for the check of that one.
    pub(super) fn set_related(&mut self, found: BTreeMap<PathBuf, Option<Related>>) {
        // A document that is opened again may count its versions from the start.
        let is_newest = |it: &Related| match self.documents.get(&it.uri) {
            Some(open) => it.version == Some(open.version) && it.text == open.text,
            None => it.version.is_none(),
        };
        let found = found.into_iter().map(|(path, it)| (path, it.filter(is_newest)));
        let found = found.collect();
        let (is_pull, documents) = (self.features.pull, &self.documents);
        let is_pulled = |uri: &Url| is_pull && documents.contains_key(uri);
        if self.diagnostics.set_related(found, is_pulled) {
            self.refresh(Refresh::Diagnostics);
        }
    }

    /// Writes a warning into the client's log.
    pub(super) fn log(&self, message: String) {
        let (client, message) = (self.client.clone(), plain(&redacted(&message)));
        tokio::spawn(async move { client.log_message(MessageType::WARNING, message).await });
    }

    /// Shows the person a warning.
    pub(super) fn warn(&self, message: String) {
        let (client, message) = (self.client.clone(), plain(&redacted(&message)));
        tokio::spawn(async move { client.show_message(MessageType::WARNING, message).await });
    }
}

/// A capability that is registered dynamically, under the name of its method.
pub(super) fn registration(method: &str, options: Value) -> Registration {
    Registration {
        id: method.to_owned(),
        method: method.to_owned(),
        register_options: Some(options),
    }
}
