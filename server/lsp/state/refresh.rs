//! Asking the client to ask again. Of each kind one request is under way at a time, and what became due meanwhile is asked for once.

use tower_lsp::Client;

use crate::lsp::state::State;
use crate::lsp::tasks::{Refresh, TaskResult};

/// What is due, and what the client has not answered yet.
#[derive(Default)]
pub(super) struct Refreshes {
    due: Vec<Refresh>,
    sent: Vec<Refresh>,
}

impl Refreshes {
    /// The client has answered.
    pub fn answered(&mut self, what: Refresh) {
        self.sent.retain(|it| *it != what);
    }
}

impl State {
    /// Has the client ask again, where it can be told to.
    pub(super) fn refresh(&mut self, what: Refresh) {
        let features = &self.features;
        let can = match what {
            Refresh::Diagnostics => features.pull && features.refresh,
            Refresh::Hints => features.refresh_hints,
            Refresh::Lenses => features.refresh_lenses,
        };
        if can && !self.refreshes.due.contains(&what) {
            self.refreshes.due.push(what);
        }
    }

    /// Sends what is due.
    pub(super) fn send_refreshes(&mut self) {
        let Refreshes { due, sent } = &mut self.refreshes;
        let now: Vec<Refresh> = due.extract_if(.., |it| !sent.contains(it)).collect();
        sent.extend(&now);
        for what in now {
            self.spawn_call(move |client| async move {
                send(&client, what).await;
                Some(TaskResult::Refreshed(what))
            });
        }
    }
}

/// Sends one request and waits for its answer. A client may refuse.
async fn send(client: &Client, what: Refresh) {
    let _ = match what {
        Refresh::Diagnostics => client.workspace_diagnostic_refresh().await,
        Refresh::Hints => client.inlay_hint_refresh().await,
        Refresh::Lenses => client.code_lens_refresh().await,
    };
}
