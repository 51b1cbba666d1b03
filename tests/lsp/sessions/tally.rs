//! What was played and looked at in a run, for people.

use std::sync::atomic::{AtomicU64, Ordering};

/// Steps of sessions that were played.
pub static STEPS: AtomicU64 = AtomicU64::new(0);

/// Answers that were compared with that of a fresh server.
pub static ANSWERS: AtomicU64 = AtomicU64::new(0);

/// Messages of servers, each of which was looked at: its form, its positions, and whether it was due.
pub static MESSAGES: AtomicU64 = AtomicU64::new(0);

pub fn count(what: &AtomicU64) {
    what.fetch_add(1, Ordering::Relaxed);
}

/// The run in one line.
pub fn line(sessions: u64, failures: usize) -> String {
    let number = |it: &AtomicU64| it.load(Ordering::Relaxed);
    let (steps, answers, messages) = (number(&STEPS), number(&ANSWERS), number(&MESSAGES));
    format!(
        "{sessions} sessions, {steps} steps, {answers} answers compared, {messages} messages validated, {failures} failures"
    )
}
