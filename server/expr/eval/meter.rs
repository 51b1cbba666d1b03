//! What an evaluation may cost. Work and memory are counted as one, before they are spent.

use crate::cancel;
use crate::expr::failure::Failure;
use crate::expr::value::{UNIT, Value};
use crate::syntax::tree::{Node, Tree};

/// What is left to spend.
pub(super) struct Meter {
    budget: usize,
    left: usize,
}

/// What all expressions of a document may cost together.
const TOTAL: usize = 128 << 20;

/// What one may cost, however few there are.
const MAX_SHARE: usize = 4 << 20;

/// Lists and objects inside one another that a value may have. The parser of JSON reads fewer.
const MAX_VALUE_DEPTH: usize = 512;

impl Meter {
    /// A meter with a share of the total, and with enough for a text of a length in bytes to be read as plain JSON.
    pub fn new(share: usize, len: u32) -> Self {
        let budget = share + UNIT * len as usize;
        Self { budget, left: budget }
    }

    /// Counts what something costs before it is done.
    pub fn spend(&mut self, weight: usize) -> Result<(), Failure> {
        cancel::checkpoint();
        let left = self.left.checked_sub(weight);
        self.left = left.unwrap_or_default();
        left.map(|_| ()).ok_or(Failure::TooMuch)
    }

    /// Counts a value that is made, or that becomes a part of another one.
    pub fn weigh(&mut self, value: Value) -> Result<Value, Failure> {
        self.spend(value.weight())?;
        if value.depth() > MAX_VALUE_DEPTH {
            return Err(Failure::TooMuch);
        }
        Ok(value)
    }

    /// What was spent by now.
    pub fn spent(&self) -> usize {
        self.budget - self.left
    }
}

/// The share of each expression of a tree.
pub(super) fn share(tree: &Tree) -> usize {
    let nodes = (0..).map_while(|id| tree.node(id));
    let count = |it: Node<'_>| {
        let key = it.key_span().is_some_and(|it| it.of(tree.text()).starts_with("\"["));
        usize::from(it.source().starts_with("\"[")) + usize::from(key)
    };
    let count: usize = nodes.map(count).sum();
    MAX_SHARE.min(TOTAL / count.max(1))
}
