//! The events of the loop: what the client says and asks, and the results of tasks.

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::oneshot;
use tower_lsp::lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidOpenTextDocumentParams, InitializeParams, InitializeResult, Url,
};

use crate::cancel::Cancel;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::tasks::TaskResult;
use crate::lsp::unreadable::UnreadableDocument;
use crate::lsp::world::World;

/// Something that happens.
pub enum Event {
    Client(Message),
    Task(TaskResult),
}

/// Something the client says, or asks.
pub enum Message {
    Initialize(Box<InitializeParams>, oneshot::Sender<InitializeResult>),
    Initialized,
    Opened(DidOpenTextDocumentParams),
    Changed(DidChangeTextDocumentParams),
    Unreadable(UnreadableDocument),
    Saved(Url),
    Closed(Url),
    ConfigurationChanged(Value),
    FoldersChanged(DidChangeWorkspaceFoldersParams),
    FilesChanged(DidChangeWatchedFilesParams),
    Question(Question),
}

/// A question about a document, or about none.
pub struct Question {
    pub about: Option<Url>,
    /// Answers it, on a thread of its own.
    pub answer: Box<dyn FnOnce(Moment) + Send>,
    pub cancel: Cancel,
}

/// What a question is answered from.
pub struct Moment {
    pub world: World,
    /// The document that it is about, as it was when the question came; `None` where none is open.
    pub document: Option<Arc<Snapshot>>,
}
