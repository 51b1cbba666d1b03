//! Making a session that fails as short as it can be.

use std::fmt::Write;
use std::time::{Duration, Instant};

use super::client::Profile;
use super::generator::{Session, Step};

/// How long a server may take to say the same as a fresh one while a session is made shorter.
const PATIENCE: Duration = Duration::from_secs(3);

/// How often a session is played that may fail now and then.
const TRIES: usize = 3;

/// How long it may take to make a session shorter.
const LIMIT: Duration = Duration::from_secs(120);

/// The shortest session found that fails too, with what was sent; for people.
pub fn replay(profile: &Profile, session: &Session, failure_in_run: &Failure) -> String {
    let end = Instant::now() + LIMIT;
    let mut out = format!("Seed {} with {profile:?}:\n{}\n", session.seed, failure_in_run.why);
    let Some(mut shortest) = failure(profile, session) else {
        out.push_str("Played alone it did not fail again. ");
        describe(&mut out, session, failure_in_run);
        return out;
    };
    let mut session = session.clone();
    let mut size = session.steps.len();
    while size > 0 && Instant::now() < end {
        let mut start = 0;
        while start < session.steps.len() && Instant::now() < end {
            let stop = (start + size).min(session.steps.len());
            let mut shorter = session.clone();
            shorter.steps.drain(start..stop);
            match failure(profile, &shorter) {
                Some(failure) => (session, shortest) = (shorter, failure),
                None => start = stop,
            }
        }
        size /= 2;
    }
    while let Some((shorter, failure)) = smaller_step(profile, &session).filter(|_| Instant::now() < end) {
        (session, shortest) = (shorter, failure);
    }
    let _ = writeln!(out, "The shortest that fails:\n{}", shortest.why);
    describe(&mut out, &session, &shortest);
    out
}

fn describe(out: &mut String, session: &Session, failure: &Failure) {
    let steps: Vec<String> = session.steps.iter().map(|it| format!("{it:?}")).collect();
    let (steps, sent) = (steps.join("\n"), failure.sent.join("\n"));
    let _ = write!(out, "Its steps:\n{steps}\nWhat was sent:\n{sent}");
}

/// How a session failed.
pub struct Failure {
    pub why: String,
    pub sent: Vec<String>,
}

/// Plays a session with a server of its own.
fn failure(profile: &Profile, session: &Session) -> Option<Failure> {
    (0..TRIES).find_map(|_| {
        let mut client = super::start(profile);
        let why = super::play(&mut client, profile, session, PATIENCE).err()?;
        let sent = client.take_record();
        Some(Failure { why, sent })
    })
}

/// The same session with one edit or one request fewer, if it fails too.
fn smaller_step(profile: &Profile, session: &Session) -> Option<(Session, Failure)> {
    let parts = |step: &Step| match step {
        Step::Change { edits, .. } => edits.len(),
        Step::Compare(requests) => requests.len(),
        _ => 0,
    };
    for (index, step) in session.steps.iter().enumerate() {
        for part in (0..parts(step)).filter(|_| parts(step) > 1) {
            let mut shorter = session.clone();
            match &mut shorter.steps[index] {
                Step::Change { edits, .. } => drop(edits.remove(part)),
                Step::Compare(requests) => drop(requests.remove(part)),
                _ => {}
            }
            if let Some(failure) = failure(profile, &shorter) {
                return Some((shorter, failure));
            }
        }
    }
    None
}
