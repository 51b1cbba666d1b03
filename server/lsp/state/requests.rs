//! What goes to the client, and the questions that come from it. Nothing here waits.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tower_lsp::Client;
use tower_lsp::lsp_types::{MessageType, Registration, Url};

use crate::lsp::diagnostics::Related;
use crate::lsp::event::{Event, Moment, Question};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::state::State;
use crate::lsp::tasks::TaskResult;
use crate::lsp::world::World;
use crate::project::files::Files;
use crate::text::redact::redacted;

/// A question that waits until it is known what is in force, with the documents and files as they were when it came.
pub(super) struct Waiting {
    question: Question,
    documents: Arc<BTreeMap<Url, Arc<Snapshot>>>,
    files: Files,
}

impl State {
    /// Has a question answered about the documents as they are now. It waits only where it is not known yet what is in force for its
    /// document.
    pub(super) fn ask(&mut self, question: Question) {
        let (documents, files) = (Arc::clone(&self.documents), self.files.clone());
        self.waiting.push(Waiting {
            question,
            documents,
            files,
        });
    }

    /// Has the questions answered that need not wait any longer.
    pub(super) fn answer_waiting(&mut self) {
        for it in std::mem::take(&mut self.waiting) {
            let status = it.question.about.as_ref().and_then(|it| self.status.get(it));
            if status.is_some_and(|it| it.ready > self.load.done) {
                self.waiting.push(it);
            } else if !it.question.cancel.is_cancelled() {
                self.answer(it);
            }
        }
    }

    fn answer(&self, waiting: Waiting) {
        let Waiting {
            question,
            documents,
            files,
        } = waiting;
        let Question { about, answer, cancel } = question;
        let mut world = World { files, ..self.world() };
        if !Arc::ptr_eq(&documents, &self.documents) {
            world.documents = Arc::new(self.with_config(&documents));
        }
        let document = about.and_then(|it| world.documents.get(&it).cloned());
        tokio::task::spawn_blocking(move || {
            cancel.run(|| {
                let document = document.map(|it| world.configured(it));
                answer(Moment { world, document });
            })
        });
    }

    /// Documents as they were, with what is in force for them by now.
    fn with_config(&self, documents: &BTreeMap<Url, Arc<Snapshot>>) -> BTreeMap<Url, Arc<Snapshot>> {
        let now = |(uri, then): (&Url, &Arc<Snapshot>)| {
            let document = match self.documents.get(uri) {
                Some(now) if now.is_version_of(then) => Arc::clone(now),
                _ => match self.project.documents.get(uri) {
                    Some(it) if it.loaded.config != then.config => {
                        Arc::new(then.with_config(Arc::clone(&it.loaded.config)))
                    }
                    _ => Arc::clone(then),
                },
            };
            (uri.clone(), document)
        };
        documents.iter().map(now).collect()
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
        let is_newest = |it: &Related| it.version == self.documents.get(&it.uri).map(|it| it.version);
        let found = found.into_iter().map(|(path, it)| (path, it.filter(is_newest)));
        let found = found.collect();
        let (is_pull, documents) = (self.features.pull, &self.documents);
        let is_pulled = |uri: &Url| is_pull && documents.contains_key(uri);
        if self.diagnostics.set_related(found, is_pulled) {
            self.refresh_diagnostics();
        }
    }

    /// Whoever pulls diagnostics has to ask again.
    pub(super) fn refresh_diagnostics(&self) {
        if self.features.pull && self.features.refresh {
            let client = self.client.clone();
            tokio::spawn(async move { client.workspace_diagnostic_refresh().await });
        }
    }

    /// Inlay hints follow the settings and the values of deployments.
    pub(super) fn refresh_hints(&self) {
        if self.features.refresh_hints {
            let client = self.client.clone();
            tokio::spawn(async move { client.inlay_hint_refresh().await });
        }
    }

    /// The lenses of a template follow its logs.
    pub(super) fn refresh_lenses(&self) {
        if self.features.refresh_lenses {
            let client = self.client.clone();
            tokio::spawn(async move { client.code_lens_refresh().await });
        }
    }

    /// Writes a warning into the client's log.
    pub(super) fn log(&self, message: String) {
        let (client, message) = (self.client.clone(), redacted(&message).into_owned());
        tokio::spawn(async move { client.log_message(MessageType::WARNING, message).await });
    }

    /// Shows the person a warning.
    pub(super) fn warn(&self, message: String) {
        let (client, message) = (self.client.clone(), redacted(&message).into_owned());
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
