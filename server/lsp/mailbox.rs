//! The way from the protocol's methods to the one loop: each method sends a message before its first wait, so that the order of
//! typing is the order in which the loop sees it.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use tower_lsp::Client;
use tower_lsp::lsp_types::{InitializeParams, InitializeResult, Url};

use crate::cancel::Cancel;
use crate::lsp::event::{Event, Message, Moment, Question};
use crate::lsp::main_loop;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::tasks::{Followups, TaskResult};
use crate::lsp::world::World;

/// Sends messages to the loop.
#[derive(Clone)]
pub struct Mailbox {
    client: Client,
    events: mpsc::UnboundedSender<Event>,
}

impl Mailbox {
    /// Starts a loop that talks to a client.
    pub fn start(client: Client) -> Self {
        let events = main_loop::spawn(client.clone());
        Self { client, events }
    }

    /// A handle of the client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Tells the loop something. Where there is no loop any more the conversation is over.
    pub fn send(&self, message: Message) {
        let _ = self.events.send(Event::Client(message));
    }

    /// Tells the loop what was seen in a version that the client had checked.
    pub fn pulled(&self, uri: Url, version: i32, followups: Followups) {
        let _ = self
            .events
            .send(Event::Task(TaskResult::Pulled(uri, version, followups)));
    }

    /// Introduces the client, and gives what is offered to it.
    pub async fn initialize(&self, params: InitializeParams) -> InitializeResult {
        let (sender, receiver) = oneshot::channel();
        self.send(Message::Initialize(Box::new(params), sender));
        receiver.await.unwrap_or_default()
    }

    /// Asks a question about a document that is open; `None` where it is not, and where answering failed.
    pub async fn ask<R, Q>(&self, uri: &Url, question: Q) -> Option<R>
    where
        R: Send + 'static,
        Q: FnOnce(&World, &Arc<Snapshot>) -> Option<R> + Send + 'static,
    {
        let question = |it: &Moment| question(&it.world, it.document.as_ref()?);
        self.ask_about(Some(uri.clone()), question).await
    }

    /// Asks a question about a document, or about none. When the client cancels it, nobody waits any more, and it stops.
    pub async fn ask_about<R, Q>(&self, about: Option<Url>, question: Q) -> Option<R>
    where
        R: Send + 'static,
        Q: FnOnce(&Moment) -> Option<R> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let cancel = Cancel::default();
        let answer = Box::new(move |moment: Moment| {
            let _ = sender.send(question(&moment));
        });
        self.send(Message::Question(Question {
            about,
            answer,
            cancel: cancel.clone(),
        }));
        let _guard = cancel.on_drop();
        receiver.await.ok().flatten()
    }
}
