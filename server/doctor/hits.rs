//! Where fragments stood: for each build, stage and fragment the first and the last time, whatever the length of the log.

use std::collections::HashMap;

use crate::doctor::build::{Lines, Place};
use crate::doctor::time::Time;

/// What a place belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// `None` outside a log.
    pub build: Option<usize>,
    pub stage: Option<usize>,
    /// Indices of case and fragment.
    pub fragment: (usize, usize),
    /// Whether it stood after the beginning of the build's end.
    pub is_after: bool,
    /// Whether it is the reason of a failed build, as the log tells it.
    pub is_reason: bool,
    /// Whether the build had been cancelled.
    pub is_cancelled: bool,
}

/// A fragment in one stage of one build.
#[derive(Debug, Clone)]
pub struct Hit {
    pub key: Key,
    pub lines: Lines,
    pub times: Option<(Time, Time)>,
    pub count: u64,
    /// The words of the last line.
    pub text: String,
    /// Its variable parts there.
    pub values: Vec<(String, String)>,
    /// The place in the order of reading, of the last line.
    pub order: u64,
}

/// All of them.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    by_key: HashMap<Key, Hit>,
    read: u64,
}

/// No log of a build has more kinds of trouble; what comes then is left out.
const MOST: usize = 4_096;
/// Letters of a line that are kept, and of a value.
const LONGEST: usize = 2_000;

impl Hits {
    /// Takes note of a fragment on a line.
    pub fn add(&mut self, key: Key, at: Place, time: Option<Time>, text: &str, values: &[(&str, &str)]) {
        self.read += 1;
        let is_known = self.by_key.contains_key(&key);
        if !is_known && self.by_key.len() >= MOST {
            return;
        }
        let hit = self.by_key.entry(key).or_insert_with(|| Hit {
            key,
            lines: Lines { first: at, last: at },
            times: time.map(|it| (it, it)),
            count: 0,
            text: String::new(),
            values: Vec::new(),
            order: 0,
        });
        hit.count += 1;
        hit.text = kept(text.trim());
        hit.values = values.iter().map(|(name, it)| ((*name).to_owned(), kept(it))).collect();
        hit.lines.last = at;
        hit.order = self.read;
        if let (Some((_, last)), Some(time)) = (&mut hit.times, time) {
            *last = time;
        }
    }

    /// Every hit, in the order in which they first stood.
    pub fn sorted(&self) -> Vec<&Hit> {
        let mut hits: Vec<&Hit> = self.by_key.values().collect();
        hits.sort_by_key(|it| (it.lines.first, it.key));
        hits
    }
}

fn kept(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
