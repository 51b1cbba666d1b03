//! The shapes of secrets. Most texts have none, so one search for fragments that every secret of a shape contains decides which
//! expressions run, and on which part of the text.

mod assignments;
mod commands;
mod tokens;

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::Regex;

/// How far before the start of a fragment a match may start, in bytes.
const BEFORE: usize = 512;
/// How far after it a match may end, in bytes: a web token with many claims is shorter.
const AFTER: usize = 8_192;

/// One shape.
pub(super) struct Pattern {
    /// One of these is in every match or close to it, in any case of letters.
    pub(super) fragments: &'static [&'static str],
    /// Its group `name` is the name before a secret; every other group is a secret. Linear in the text.
    pub(super) expression: String,
    /// Whether a name, empty where there is none, and a text after it are a secret.
    pub(super) accepts: fn(&str, &str) -> bool,
}

impl Pattern {
    /// One whose every match is a secret.
    fn certain(fragments: &'static [&'static str], expression: impl Into<String>) -> Self {
        Self {
            fragments,
            expression: expression.into(),
            accepts: |_, _| true,
        }
    }

    fn compiled(&self) -> Option<Regex> {
        let compiled = Regex::new(&self.expression);
        debug_assert!(compiled.is_ok(), "{compiled:?}");
        compiled.ok()
    }
}

struct Patterns {
    search: AhoCorasick,
    /// The pattern that each fragment belongs to.
    owners: Vec<usize>,
    all: Vec<(Pattern, OnceLock<Option<Regex>>)>,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    let all = tokens::patterns().into_iter().chain(assignments::patterns());
    let all: Vec<Pattern> = all.chain(commands::patterns()).collect();
    let (mut fragments, mut owners) = (Vec::<&str>::new(), Vec::new());
    for (number, pattern) in all.iter().enumerate() {
        fragments.extend(pattern.fragments);
        owners.extend(pattern.fragments.iter().map(|_| number));
    }
    let mut builder = AhoCorasick::builder();
    let search = builder
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::DFA));
    let search = search.build(fragments).ok()?;
    let all = all.into_iter().map(|it| (it, OnceLock::new())).collect();
    Some(Patterns { search, owners, all })
});

/// Adds the ranges of whatever has the shape of a secret.
pub(super) fn find(text: &str, found: &mut Vec<Range<usize>>) {
    let Some(patterns) = &*PATTERNS else { return };
    let hits = patterns.search.find_overlapping_iter(text);
    let owned = hits.filter_map(|it| Some((*patterns.owners.get(it.pattern().as_usize())?, it.start())));
    let mut hits: Vec<(usize, usize)> = owned.collect();
    hits.sort_unstable();
    let mut hits = hits.into_iter().peekable();
    while let Some((owner, at)) = hits.next() {
        let (start, mut end) = (at.saturating_sub(BEFORE), at.saturating_add(AFTER));
        while let Some((_, at)) = hits.next_if(|it| it.0 == owner && it.1 <= end) {
            end = at.saturating_add(AFTER);
        }
        let window = text.floor_char_boundary(start)..text.ceil_char_boundary(end.min(text.len()));
        let Some((pattern, expression)) = patterns.all.get(owner) else {
            continue;
        };
        // Compiling all of them takes longer than a whole check, and most texts need none.
        if let Some(expression) = expression.get_or_init(|| pattern.compiled()) {
            find_in(text, window, expression, pattern.accepts, found);
        }
    }
}

fn find_in(
    text: &str,
    window: Range<usize>,
    expression: &Regex,
    accepts: fn(&str, &str) -> bool,
    found: &mut Vec<Range<usize>>,
) {
    let within = text.get(..window.end).unwrap_or_default();
    let mut at = window.start;
    while let Some(captures) = expression.captures_at(within, at) {
        let Some(whole) = captures.get(0) else { return };
        let name = captures.name("name");
        let mut is_secret = false;
        for secret in captures.iter().skip(1).flatten() {
            let is_name = name.is_some_and(|it| it.range() == secret.range());
            if !is_name && accepts(name.map_or("", |it| it.as_str()), secret.as_str()) {
                is_secret = true;
                found.push(secret.range());
            }
        }
        // What follows a name that promises nothing may be another name.
        let next = match name {
            Some(name) if !is_secret => name.end(),
            _ => whole.end(),
        };
        at = text.ceil_char_boundary(next.max(whole.start() + 1));
        if at > within.len() {
            return;
        }
    }
}
