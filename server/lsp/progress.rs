//! Work that reports while it runs: how far it is, and what it found so far, to clients that gave a token for that.

use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedReceiver;
use tower_lsp::Client;
use tower_lsp::lsp_types::notification::{Notification, Progress as ProgressNotification};
use tower_lsp::lsp_types::{PartialResultParams, ProgressToken, WorkDoneProgressParams};

/// Results that are sent together, at most.
const BATCH: usize = 100;

/// What work says while it runs.
pub enum Step<T> {
    /// It begins, under this title.
    Begin(String),
    /// So much of it is done, in percent.
    Done(u32),
    Found(T),
}

/// Passes on what some work says.
pub struct Progress {
    client: Client,
    work_done: Option<ProgressToken>,
    partial_result: Option<ProgressToken>,
}

/// `$/progress` with any value; the library knows none for partial results.
enum AnyProgress {}

impl Notification for AnyProgress {
    type Params = Value;
    const METHOD: &'static str = ProgressNotification::METHOD;
}

impl Progress {
    /// Reports to the tokens of a request.
    pub fn new(client: &Client, work_done: WorkDoneProgressParams, partial_result: PartialResultParams) -> Self {
        Self {
            client: client.clone(),
            work_done: work_done.work_done_token,
            partial_result: partial_result.partial_result_token,
        }
    }

    /// Passes on everything until the work has ended. Returns the results that the client did not get yet.
    pub async fn follow<T: Serialize>(&self, mut steps: UnboundedReceiver<Step<T>>) -> Vec<T> {
        let (mut received, mut kept, mut has_begun) = (Vec::new(), Vec::new(), false);
        while steps.recv_many(&mut received, BATCH).await > 0 {
            let mut found = Vec::new();
            for step in received.drain(..) {
                match step {
                    Step::Begin(title) => {
                        has_begun = true;
                        self.work_done(json!({ "kind": "begin", "title": title, "percentage": 0 }))
                            .await;
                    }
                    Step::Done(percent) => self.work_done(json!({ "kind": "report", "percentage": percent })).await,
                    Step::Found(it) => found.push(it),
                }
            }
            match &self.partial_result {
                Some(token) if !found.is_empty() => self.send(token, json!({ "items": found })).await,
                _ => kept.extend(found),
            }
        }
        if has_begun {
            self.work_done(json!({ "kind": "end" })).await;
        }
        kept
    }

    async fn work_done(&self, value: Value) {
        if let Some(token) = &self.work_done {
            self.send(token, value).await;
        }
    }

    async fn send(&self, token: &ProgressToken, value: Value) {
        let params = json!({ "token": token, "value": value });
        self.client.send_notification::<AnyProgress>(params).await;
    }
}
