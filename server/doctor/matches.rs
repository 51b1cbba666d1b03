//! Matches of fragments in a log: one automaton finds the lines worth reading, and for each build, stage and fragment the first and
//! the last match are kept, so that memory does not grow with the log.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input};

use crate::doctor::cases::{self, Case, Fragment};
use crate::doctor::lines::{self, nearby};
use crate::doctor::position::{LineRange, Position};
use crate::doctor::status;
use crate::doctor::time::Time;
use crate::doctor::timeline::events;

/// The indices of a case and of a fragment in it.
pub type FragmentIndex = (usize, usize);

/// What a match belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MatchKey {
    /// `None` outside a log.
    pub build: Option<usize>,
    pub stage: Option<usize>,
    pub fragment: FragmentIndex,
    /// Whether it is after the position where the build starts to end.
    pub is_after: bool,
    /// Whether it is in the reason of a failed build.
    pub is_reason: bool,
    /// Whether the build had been cancelled before it.
    pub is_cancelled: bool,
}

/// The matches of a fragment in one stage of one build.
#[derive(Debug, Clone)]
pub struct Match {
    pub key: MatchKey,
    pub lines: LineRange,
    pub times: Option<(Time, Time)>,
    pub count: u64,
    /// The text of the last line.
    pub text: String,
    /// The values of its placeholders there.
    pub values: Vec<(String, String)>,
    /// The position of the last line in the order of reading.
    pub order: u64,
    /// The last line as it is in the log, if `text` and `values` have yet to be read from it.
    last_line: Vec<u8>,
}

/// All matches.
#[derive(Debug, Clone, Default)]
pub struct Matches {
    by_key: HashMap<MatchKey, Match>,
    read: u64,
}

/// No build log has more different matches; further ones are ignored.
const MAX_MATCHES: usize = 4_096;
/// How many characters of a line or a value are kept.
const MAX_TEXT_LENGTH: usize = 2_000;

impl Matches {
    /// Records a match on a line.
    pub fn add(&mut self, key: MatchKey, at: Position, time: Option<Time>, text: &str, values: &[(&str, &str)]) {
        self.read += 1;
        let is_known = self.by_key.contains_key(&key);
        if !is_known && self.by_key.len() >= MAX_MATCHES {
            return;
        }
        let found = self.by_key.entry(key).or_insert_with(|| Match {
            key,
            lines: LineRange { first: at, last: at },
            times: time.map(|it| (it, it)),
            count: 0,
            text: String::new(),
            values: Vec::new(),
            order: 0,
            last_line: Vec::new(),
        });
        found.count += 1;
        found.last_line.clear();
        found.text = kept(text.trim());
        found.values = values.iter().map(|(name, it)| ((*name).to_owned(), kept(it))).collect();
        found.lines.last = at;
        found.order = self.read;
        if let (Some((_, last)), Some(time)) = (&mut found.times, time) {
            *last = time;
        }
    }

    /// Records that a line with a known match occurred again with other numbers.
    pub fn repeat(&mut self, key: MatchKey, at: Position, time: Option<Time>, line: &[u8]) {
        self.read += 1;
        let Some(found) = self.by_key.get_mut(&key) else { return };
        found.count += 1;
        found.last_line.clear();
        found.last_line.extend_from_slice(line);
        found.lines.last = at;
        found.order = self.read;
        if let (Some((_, last)), Some(time)) = (&mut found.times, time) {
            *last = time;
        }
    }

    /// Reads the texts and values of matches that were repeated.
    pub fn read_repeated(&mut self) {
        for found in self.by_key.values_mut().filter(|it| !it.last_line.is_empty()) {
            let plain = nearby::plain(&std::mem::take(&mut found.last_line));
            let line = lines::parse(&plain);
            found.text = kept(line.text.trim());
            let pattern = fragment(found.key.fragment).map(|it| &it.1.pattern);
            let values = pattern.and_then(|it| it.find(line.payload).or_else(|| it.find(line.text)));
            let values = values.into_iter().flatten();
            found.values = values.map(|(name, it)| (name.to_owned(), kept(it))).collect();
        }
    }

    /// Every match, in the order of the first lines.
    pub fn sorted(&self) -> Vec<&Match> {
        let mut matches: Vec<&Match> = self.by_key.values().collect();
        matches.sort_by_key(|it| (it.lines.first, it.key));
        matches
    }
}

fn kept(text: &str) -> String {
    text.chars().take(MAX_TEXT_LENGTH).collect()
}

static AUTOMATON: LazyLock<Option<Automaton>> = LazyLock::new(Automaton::new);

/// The automaton over all anchors: a log of a hundred thousand lines has a few hundred matches.
pub struct Automaton {
    automaton: AhoCorasick,
    /// The fragments of each anchor.
    fragments: Vec<Vec<FragmentIndex>>,
    /// Whether each anchor is one of a line with an event.
    is_event: Vec<bool>,
    /// The anchors with digits.
    with_digits: AhoCorasick,
}

/// What a line may contain, judging by its anchors.
#[derive(Debug, Default)]
pub struct Candidates {
    /// Each once.
    pub fragments: Vec<FragmentIndex>,
    pub has_event: bool,
}

/// The automaton; `None` if it could not be built, which a test checks.
pub fn automaton() -> Option<&'static Automaton> {
    AUTOMATON.as_ref()
}

/// Every anchor, sorted.
pub fn anchors() -> Vec<&'static str> {
    let of_cases = cases::all().iter().flat_map(|it| &it.fragments);
    let mut anchors: Vec<&str> = of_cases
        .flat_map(|it| &it.pattern.anchors)
        .map(String::as_str)
        .collect();
    anchors.extend(events::ANCHORS);
    anchors.extend(status::ANCHORS);
    anchors.sort_unstable();
    anchors.dedup();
    anchors
}

impl Automaton {
    fn new() -> Option<Self> {
        let anchors = anchors();
        let mut fragments = vec![Vec::new(); anchors.len()];
        for (case, it) in cases::all().iter().enumerate() {
            for (fragment, it) in it.fragments.iter().enumerate() {
                for anchor in &it.pattern.anchors {
                    let at = anchors.binary_search(&anchor.as_str()).ok()?;
                    fragments.get_mut(at)?.push((case, fragment));
                }
            }
        }
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .build(&anchors)
            .ok()?;
        let with_digits = anchors.iter().filter(|it| it.contains(|c: char| c.is_ascii_digit()));
        let with_digits = AhoCorasick::new(with_digits).ok()?;
        let is_event = anchors.iter().map(|it| events::ANCHORS.contains(it)).collect();
        Some(Self {
            automaton,
            fragments,
            is_event,
            with_digits,
        })
    }

    /// The end of the first anchor in a range.
    pub fn next(&self, text: &[u8], from: usize, to: usize) -> Option<usize> {
        let found = self.automaton.find(Input::new(text).range(from..to))?;
        Some(found.end())
    }

    /// Whether a line has an anchor with digits, which a line with other numbers lacks.
    pub fn depends_on_digits(&self, line: &[u8]) -> bool {
        self.with_digits.is_match(line)
    }

    /// What a line may contain.
    pub fn candidates(&self, line: &str) -> Candidates {
        let mut candidates = Candidates::default();
        for found in self.automaton.find_overlapping_iter(line) {
            let at = found.pattern().as_usize();
            candidates
                .fragments
                .extend(self.fragments.get(at).into_iter().flatten());
            candidates.has_event |= self.is_event.get(at) == Some(&true);
        }
        candidates.fragments.sort_unstable();
        candidates.fragments.dedup();
        candidates
    }
}

/// A fragment with its case.
pub fn fragment(at: FragmentIndex) -> Option<(&'static Case, &'static Fragment)> {
    let case = cases::all().get(at.0)?;
    Some((case, case.fragments.get(at.1)?))
}
