//! What was played and looked at in a run, for people.

use std::sync::atomic::{AtomicU64, Ordering};

/// Sessions that were played.
pub static SESSIONS: AtomicU64 = AtomicU64::new(0);

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
pub fn line(failures: usize) -> String {
    let [sessions, steps, answers, messages] =
        [&SESSIONS, &STEPS, &ANSWERS, &MESSAGES].map(|it| it.load(Ordering::Relaxed));
    format!(
        "{sessions} sessions, {steps} steps, {answers} answers compared, {messages} messages validated, {failures} failures"
    )
}
