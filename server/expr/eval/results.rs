//! What expressions and declarations evaluate to, kept with the tree. What is kept is the same whoever asks first: an entry
//! does not rest on the expression that led to it, and an evaluation that finds one ends as it would have without.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::expr::eval::{Evaluated, Origin, meter};
use crate::expr::failure::Failure;
use crate::expr::value::{UNIT, Value};
use crate::syntax::tree::Tree;

/// What is evaluated: the number of a node, what of it, and the number of the node whose names it uses.
pub(super) type Key = (u32, Of, u32);

/// What of a node is evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Of {
    /// The parameter or variable that it declares.
    Declaration,
    /// The expression that it is.
    Value,
    /// The expression that its key is.
    Key,
}

/// A result, with what it takes to find it again.
#[derive(Clone)]
pub(super) struct Entry {
    pub value: Evaluated,
    pub from: Arc<[Origin]>,
    /// Evaluations inside one another that it takes.
    pub height: usize,
    /// Whether it rests on nothing but the tree and the mode. What led to it has a part in what is on a circle.
    pub is_context_free: bool,
}

/// What the outermost deployment is started with.
#[derive(Clone)]
pub(super) enum Mode {
    /// Anything that the types of the parameters allow.
    Open,
    /// The values of the parameter file: its text, and the number of the object.
    With(Option<(Arc<String>, u32)>),
}

impl PartialEq for Mode {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Open, Self::Open) | (Self::With(None), Self::With(None)) => true,
            (Self::With(Some((text, id))), Self::With(Some((other, other_id)))) => {
                Arc::ptr_eq(text, other) && id == other_id
            }
            _ => false,
        }
    }
}

/// The results of a tree.
#[derive(Default)]
pub(super) struct Results {
    share: OnceLock<usize>,
    /// What was spent on results that cannot be kept.
    lost: AtomicUsize,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    modes: Vec<Mode>,
    entries: HashMap<(usize, Key), Entry>,
    weight: usize,
}

/// Ways to start a deployment whose results are kept.
const MAX_MODES: usize = 4;

/// What may be spent on the declarations of a tree that lead to themselves, or too deep.
const MAX_LOST: usize = 64 << 20;

/// What is kept of results that are larger than their text.
const MAX_WEIGHT: usize = 16 << 20;

impl Results {
    /// What each expression of the tree may cost.
    pub fn share(&self, tree: &Tree) -> usize {
        *self.share.get_or_init(|| meter::share(tree))
    }

    /// Counts work whose result cannot be kept; an error once all of it together is too much.
    pub fn lose(&self, spent: usize) -> Result<(), Failure> {
        match self.lost.fetch_add(spent, Ordering::Relaxed) {
            before if before > MAX_LOST => Err(Failure::TooMuch),
            _ => Ok(()),
        }
    }

    /// The number of a mode; `None` if its results are not kept.
    pub fn mode(&self, mode: &Mode) -> Option<usize> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.modes.iter().position(|it| it == mode);
        if found.is_none() && kept.modes.len() < MAX_MODES {
            kept.modes.push(mode.clone());
            return Some(kept.modes.len() - 1);
        }
        found
    }

    pub fn get(&self, mode: usize, key: Key) -> Option<Entry> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.entries.get(&(mode, key)).cloned()
    }

    /// Keeps a result if there is room for it; `len` is the length of its text in bytes.
    pub fn keep(&self, mode: usize, key: Key, len: u32, entry: &Entry) {
        let value = entry.value.as_ref().map_or(UNIT, Value::weight);
        let weight = value + UNIT * entry.from.len();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if weight > UNIT * len as usize {
            if kept.weight + weight > MAX_WEIGHT {
                return;
            }
            kept.weight += weight;
        }
        kept.entries.insert((mode, key), entry.clone());
    }
}

/// Parameters in the order in which they were met, each once.
#[derive(Default)]
pub(super) struct Origins {
    list: Vec<Origin>,
    known: HashSet<Origin>,
}

impl Origins {
    pub fn add(&mut self, origin: &Origin) {
        if self.known.insert(origin.clone()) {
            self.list.push(origin.clone());
        }
    }

    pub fn into_list(self) -> Vec<Origin> {
        self.list
    }
}
