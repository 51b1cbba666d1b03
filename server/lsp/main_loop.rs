//! The one loop that owns the state. It never computes and never waits for anybody: it edits texts, hands moments to tasks, and takes
//! their results back. A result about a version that is not the newest any more is dropped.

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::Client;

use crate::lsp::event::Event;
use crate::lsp::state::State;

/// Starts a loop; it ends when nobody can send to it any more.
pub fn spawn(client: Client) -> UnboundedSender<Event> {
    let (sender, receiver) = unbounded_channel();
    // Tasks hold no sender of their own, so that the loop ends with the conversation.
    let state = State::new(client, sender.downgrade());
    tokio::spawn(run(state, receiver));
    sender
}

async fn run(mut state: State, mut events: UnboundedReceiver<Event>) {
    while let Some(event) = events.recv().await {
        state.handle(event);
        // What is there already comes first: a burst of changes is checked once.
        while let Ok(event) = events.try_recv() {
            state.handle(event);
        }
        state.start_tasks();
    }
}
