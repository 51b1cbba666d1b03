//! Random sessions with the real program. Whatever is typed, opened, closed and written to the disk meanwhile, and in whichever
//! order: an answer is about the text that was there when it was asked for, and once everything is quiet the server says what a
//! fresh one says that is given the same files.
//!
//! `AIB_LS_SESSIONS=5000` plays more of them, `AIB_LS_SESSIONS=1234..1235` those with certain seeds.

mod behind;
mod client;
mod compare;
mod generator;
mod material;
mod model;
mod play;
mod requests;
mod ruler;
mod shrink;
mod tally;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::support::watch;
use crate::support::watched::Watched;
use client::{Client, Profile};
use generator::Session;
use shrink::Failure;

/// Sessions of each run.
const COUNT: u64 = 200;

/// Sessions that one process holds, one after the other.
const GROUP: u64 = 20;

/// A run ends early after so many sessions that fail.
const MAX_FAILURES: usize = 20;

/// How long a server may take to say the same as a fresh one; far beyond what a healthy one needs on the busiest machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// The seeds to play.
fn seeds() -> Range<u64> {
    let Ok(set) = std::env::var("AIB_LS_SESSIONS") else {
        return 0..COUNT;
    };
    let number = |it: &str| {
        it.parse()
            .expect("AIB_LS_SESSIONS is a number, or two with `..` between them")
    };
    match set.split_once("..") {
        Some((from, to)) => number(from)..number(to),
        None => 0..number(&set),
    }
}

/// A server that has held no session yet.
fn start(profile: &Profile) -> Client {
    Client::begin(Watched::process(), profile, generator::settings(0), &json!([]))
}

/// Plays a session. What goes wrong is said in words, also where an assertion fails.
fn play(client: &mut Client, profile: &Profile, session: &Session, patience: Duration) -> Result<(), String> {
    let played = catch_unwind(AssertUnwindSafe(|| play::play(client, profile, session, patience)));
    played.unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        Err(words
            .or_else(|| panic.downcast_ref::<&str>().map(|it| (*it).to_owned()))
            .unwrap_or_default())
    })
}

/// Plays all sessions of one process; gives those that fail.
fn play_group(group: u64, seeds: Range<u64>) -> Vec<(Session, Failure)> {
    let profile = generator::profile(group);
    let mut client = start(&profile);
    let mut failed = Vec::new();
    for seed in seeds {
        let session = generator::session(seed);
        tally::count(&tally::SESSIONS);
        if let Err(why) = play(&mut client, &profile, &session, PATIENCE) {
            let first = why.lines().next().unwrap_or_default();
            eprintln!("seed {seed} fails: {}", first.chars().take(200).collect::<String>());
            let sent = client.take_record();
            failed.push((session, Failure { why, sent }));
            client = start(&profile);
        }
        client.take_record();
    }
    failed
}

#[test]
fn a_server_with_a_past_answers_as_a_fresh_one() {
    let seeds = seeds();
    let next = AtomicU64::new(seeds.start / GROUP);
    let failed = Mutex::new(Vec::new());
    let work = || {
        loop {
            let group = next.fetch_add(1, Ordering::Relaxed);
            let from = (group * GROUP).max(seeds.start);
            let to = ((group + 1) * GROUP).min(seeds.end);
            if from >= to || failed.lock().unwrap().len() >= MAX_FAILURES {
                return;
            }
            let found = play_group(group, from..to);
            failed.lock().unwrap().extend(found);
        }
    };
    thread::scope(|it| {
        let workers = thread::available_parallelism().map_or(1, |it| it.get().min(4));
        for _ in 0..workers {
            it.spawn(work);
        }
    });
    println!(
        "{} messages of servers were checked against the protocol",
        watch::checked()
    );
    let failed = failed.into_inner().unwrap();
    println!("{}", tally::line(failed.len()));
    if let Some((session, failure)) = failed.first() {
        let others: Vec<u64> = failed.iter().map(|it| it.0.seed).collect();
        let replay = shrink::replay(&generator::profile(session.seed / GROUP), session, failure);
        panic!("{} sessions fail, with the seeds {others:?}. {replay}", failed.len());
    }
}
