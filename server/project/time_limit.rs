//! Work with files that may never answer, such as those of a network drive that is gone. Nothing can interrupt a call of the system, so
//! it is made on a thread that is left alone when it takes too long.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::Duration;

/// The slowest answer that is waited for.
const MAX_WAIT: Duration = Duration::from_secs(5);

/// The same while a call has no answer yet: most likely the next one goes to the same drive.
const MAX_WAIT_AFTER: Duration = Duration::from_millis(250);

/// With more calls without an answer, no further one is made.
const MAX_LATE: usize = 64;

type Work = Box<dyn FnOnce() + Send>;

/// Threads that make calls, each one at a time.
#[derive(Debug, Default)]
pub struct TimeLimit(Mutex<Threads>);

#[derive(Debug, Default)]
struct Threads {
    /// Those that have nothing to do.
    idle: Vec<Sender<Work>>,
    /// Calls that nobody waits for any more; each is gone once it has ended.
    late: Vec<Weak<()>>,
}

impl TimeLimit {
    /// The result of some work; `None` if it takes too long. It then goes on, and its result is dropped.
    pub fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let (to, from) = mpsc::sync_channel(1);
        let call = Arc::new(());
        let late = Arc::downgrade(&call);
        let (thread, limit) = self.thread()?;
        let work = move || {
            // Nobody may be there to take it.
            let _ = to.send(work());
            drop(call);
        };
        thread.send(Box::new(work)).ok()?;
        let result = from.recv_timeout(limit);
        match &result {
            Ok(_) => self.threads().idle.push(thread),
            Err(_) => self.threads().late.push(late),
        }
        result.ok()
    }

    /// A thread that has nothing to do, and how long to wait for it.
    fn thread(&self) -> Option<(Sender<Work>, Duration)> {
        let mut threads = self.threads();
        threads.late.retain(|it| it.strong_count() > 0);
        let limit = match threads.late.len() {
            0 => MAX_WAIT,
            1..MAX_LATE => MAX_WAIT_AFTER,
            _ => return None,
        };
        let idle = threads.idle.pop();
        drop(threads);
        Some((idle.map_or_else(start, Some)?, limit))
    }

    fn threads(&self) -> MutexGuard<'_, Threads> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts a thread that works until its sender is dropped.
fn start() -> Option<Sender<Work>> {
    let (to, from) = mpsc::channel::<Work>();
    let work = move || from.into_iter().for_each(|it| it());
    thread::Builder::new().name("files".to_owned()).spawn(work).ok()?;
    Some(to)
}
