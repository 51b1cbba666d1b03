//! One line on a terminal about how far a long run has come, gone when it ends.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::locale::Lang;
use crate::say;

/// Who waits less than this needs no word.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is written anew.
const EVERY: Duration = Duration::from_millis(200);
/// Back to the start of the line, and nothing on it.
const CLEAR: &str = "\r\u{1b}[K";

/// Counts what is done.
#[derive(Default)]
pub struct Progress {
    done: AtomicUsize,
}

/// The line, for as long as it is wanted.
struct Line {
    stop: Sender<()>,
    writer: JoinHandle<()>,
}

impl Progress {
    /// One more.
    pub fn step(&self) {
        self.add(1);
    }

    /// So many more.
    pub fn add(&self, more: usize) {
        self.done.fetch_add(more, Ordering::Relaxed);
    }
}

/// Does some work; on a terminal it tells how far it has come, in words about how much is done.
pub fn told<R>(quiet: bool, words: impl Fn(usize) -> String + Send + 'static, work: impl FnOnce(&Progress) -> R) -> R {
    let progress = std::sync::Arc::new(Progress::default());
    let smart = env::var("TERM").is_ok_and(|it| it != "dumb");
    let line = (!quiet && smart && io::stderr().is_terminal()).then(|| {
        let counted = std::sync::Arc::clone(&progress);
        Line::start(move || words(counted.done.load(Ordering::Relaxed)))
    });
    let result = work(&progress);
    if let Some(line) = line {
        line.end();
    }
    result
}

/// What the line says.
pub fn words(done: usize, all: usize, lang: Lang) -> String {
    let say = say! { en: "{done} of {all} files checked", pt_br: "{done} de {all} arquivos verificados" };
    say.get(lang).to_owned()
}

impl Line {
    fn start(words: impl Fn() -> String + Send + 'static) -> Self {
        let (stop, stopped) = channel();
        let writer = thread::spawn(move || {
            let mut shown = false;
            let mut wait = PATIENCE;
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                write(&format!("{CLEAR}{}", words()));
                (shown, wait) = (true, EVERY);
            }
            if shown {
                write(CLEAR);
            }
        });
        Self { stop, writer }
    }

    /// Takes the line away before anything else is written.
    fn end(self) {
        drop(self.stop);
        // A writer that died has nothing more to say.
        let _ = self.writer.join();
    }
}

fn write(text: &str) {
    let mut out = io::stderr().lock();
    // Nobody is there to be told when standard error is closed.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
