//! Giving up work that nobody waits for any more. Long work looks at [`checkpoint`] from time to time; whoever starts it decides
//! whether that may end it.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether somebody still waits. A clone is the same.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

/// Cancels when it is dropped.
pub struct OnDrop(Cancel);

/// What travels up the stack of work that was cancelled.
struct Cancelled;

thread_local! {
    static CURRENT: RefCell<Option<Cancel>> = const { RefCell::new(None) };
}

impl Cancel {
    /// Nobody waits any more.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether nobody waits any more.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Cancels when the guard is dropped.
    pub fn on_drop(&self) -> OnDrop {
        OnDrop(self.clone())
    }

    /// Does some work, which ends at its next checkpoint once it is cancelled; `None` then. A panic goes on as one.
    pub fn run<R>(&self, work: impl FnOnce() -> R) -> Option<R> {
        if self.is_cancelled() {
            return None;
        }
        let before = CURRENT.replace(Some(self.clone()));
        let result = catch_unwind(AssertUnwindSafe(work));
        CURRENT.set(before);
        match result {
            Ok(result) => Some(result),
            Err(panic) if panic.is::<Cancelled>() => None,
            Err(panic) => resume_unwind(panic),
        }
    }
}

impl Drop for OnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// Who waits for the work of this thread, for threads that help with it; `None` for work that nobody can cancel.
pub fn current() -> Option<Cancel> {
    CURRENT.with_borrow(Clone::clone)
}

/// Ends the work of this thread here where it was cancelled. Work that was started by nobody with a [`Cancel`] goes on.
pub fn checkpoint() {
    let is_cancelled = CURRENT.with_borrow(|it| it.as_ref().is_some_and(Cancel::is_cancelled));
    if is_cancelled {
        resume_unwind(Box::new(Cancelled));
    }
}

/// Does something with each item, with a [`checkpoint`] before it.
pub fn each<'i, T>(items: &'i [T], mut work: impl FnMut(&'i T)) {
    for item in items {
        checkpoint();
        work(item);
    }
}
