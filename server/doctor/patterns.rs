//! Every stretch worth stopping at in one automaton: a log of a hundred thousand lines has a few hundred of them.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input};

use crate::doctor::case::{Case, Fragment};
use crate::doctor::cases;
use crate::doctor::{event, status};

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(Patterns::new);

/// The automaton, and what each of its stretches belongs to.
pub struct Patterns {
    automaton: AhoCorasick,
    /// By stretch: the fragments that it is the anchor of, as indices of case and fragment.
    fragments: Vec<Vec<(usize, usize)>>,
}

/// What a line holds.
#[derive(Debug, Default)]
pub struct Held {
    /// Indices of cases and fragments that may stand in it.
    pub fragments: Vec<(usize, usize)>,
}

/// The patterns; `None` where they could not be built, which a test would tell.
pub fn patterns() -> Option<&'static Patterns> {
    PATTERNS.as_ref()
}

/// Every stretch that is looked for, sorted.
pub fn anchors() -> Vec<&'static str> {
    let of_cases = cases::all().iter().flat_map(|it| &it.fragments);
    let mut anchors: Vec<&str> = of_cases.map(|it| it.pattern.anchor.as_str()).collect();
    anchors.extend(event::ANCHORS);
    anchors.extend(status::ANCHORS);
    anchors.sort_unstable();
    anchors.dedup();
    anchors
}

impl Patterns {
    fn new() -> Option<Self> {
        let anchors = anchors();
        let mut fragments = vec![Vec::new(); anchors.len()];
        for (case, it) in cases::all().iter().enumerate() {
            for (fragment, it) in it.fragments.iter().enumerate() {
                let at = anchors.binary_search(&it.pattern.anchor.as_str()).ok()?;
                fragments.get_mut(at)?.push((case, fragment));
            }
        }
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .build(anchors)
            .ok()?;
        Some(Self { automaton, fragments })
    }

    /// The end of the first stretch from a place on.
    pub fn next(&self, text: &[u8], from: usize, to: usize) -> Option<usize> {
        let found = self.automaton.find(Input::new(text).range(from..to))?;
        Some(found.end())
    }

    /// Everything that a line may hold, each once.
    pub fn held(&self, line: &str) -> Held {
        let mut held = Held::default();
        for found in self.automaton.find_overlapping_iter(line) {
            if let Some(these) = self.fragments.get(found.pattern().as_usize()) {
                held.fragments.extend(these);
            }
        }
        held.fragments.sort_unstable();
        held.fragments.dedup();
        held
    }
}

/// A fragment by its indices, with its case.
pub fn fragment(at: (usize, usize)) -> Option<(&'static Case, &'static Fragment)> {
    let case = cases::all().get(at.0)?;
    Some((case, case.fragments.get(at.1)?))
}
