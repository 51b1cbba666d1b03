//! Secrets that are known by their text, in the ways that outputs encode them.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::text::secret;

/// A shorter secret is not looked for: it occurs in ordinary words.
const SHORTEST: usize = 4;
/// A shorter secret of letters and digits alone is replaced only where it is a whole word.
const SHORTEST_INSIDE: usize = 8;
/// So much of a secret in front of an ellipsis is replaced: what was shortened shows its beginning.
const SHORTEST_BEGINNING: usize = 4;
/// No output shows a longer beginning, in bytes.
const LONGEST_BEGINNING: usize = 512;

/// What a query of an address may not contain as it is (RFC 3986, 3.4).
const RESERVED_IN_QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'/')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?');

/// Texts to look for. The default has none.
#[derive(Debug, Clone, Default)]
pub(super) struct Values(Option<Arc<Index>>);

#[derive(Debug)]
struct Index {
    search: AhoCorasick,
    /// Sorted.
    texts: Vec<String>,
}

impl Values {
    pub(super) fn new<S: AsRef<str>>(secrets: impl IntoIterator<Item = S>) -> Self {
        let mut texts = BTreeSet::new();
        for secret in secrets {
            let secret = secret.as_ref();
            // A secret of several lines is shown line by line.
            for line in secret.lines().map(str::trim).chain([secret]) {
                if is_distinct(line) {
                    add_forms(line, &mut texts);
                }
            }
        }
        if texts.is_empty() {
            return Self(None);
        }
        let mut builder = AhoCorasick::builder();
        let search = builder.match_kind(MatchKind::LeftmostLongest).build(&texts);
        let texts = texts.into_iter().collect();
        Self(search.ok().map(|search| Arc::new(Index { search, texts })))
    }

    /// Adds the ranges where one occurs, and those of its beginnings in front of an ellipsis.
    pub(super) fn find(&self, text: &str, found: &mut Vec<Range<usize>>) {
        let Some(index) = &self.0 else { return };
        let hits = index.search.find_iter(text).map(|it| it.range());
        found.extend(hits.filter(|it| it.len() >= SHORTEST_INSIDE || is_whole_word(text, it)));
        for (at, _) in text.match_indices('…').chain(text.match_indices("...")) {
            found.extend(index.beginning_before(text, at));
        }
    }

    pub(super) fn occur_in(&self, text: &str) -> bool {
        let mut found = Vec::new();
        self.find(text, &mut found);
        !found.is_empty()
    }
}

impl Index {
    /// The longest beginning of a text that ends at a position.
    fn beginning_before(&self, text: &str, end: usize) -> Option<Range<usize>> {
        let before = text.get(..end)?;
        let first = text.ceil_char_boundary(end.saturating_sub(LONGEST_BEGINNING));
        let mut starts = before.get(first..)?.char_indices().map(|it| first + it.0);
        let is_beginning = |start: usize| {
            let piece = before.get(start..).unwrap_or_default();
            let next = self.texts.partition_point(|it| it.as_str() < piece);
            piece.len() >= SHORTEST_BEGINNING && self.texts.get(next).is_some_and(|it| it.starts_with(piece))
        };
        starts.find(|it| is_beginning(*it)).map(|it| it..end)
    }
}

/// Whether a text can be recognized by itself: `true` and `ssh` can not.
fn is_distinct(secret: &str) -> bool {
    secret.len() >= SHORTEST && !secret::is_word(secret) && !secret::is_placeholder(secret)
}

fn is_whole_word(text: &str, range: &Range<usize>) -> bool {
    let is_letter = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
    let before = text.get(..range.start).and_then(|it| it.chars().next_back());
    let after = text.get(range.end..).and_then(|it| it.chars().next());
    !is_letter(before) && !is_letter(after)
}

/// A secret as it is and as JSON, pointers, Markdown, HTML, addresses, PowerShell and Base64 write it.
fn add_forms(secret: &str, texts: &mut BTreeSet<String>) {
    let json = serde_json::to_string(secret).unwrap_or_default();
    let json = json.get(1..json.len().saturating_sub(1)).unwrap_or_default().to_owned();
    let twice = serde_json::to_string(&json).unwrap_or_default();
    let twice = twice
        .get(1..twice.len().saturating_sub(1))
        .unwrap_or_default()
        .to_owned();
    let escaped = |is_escaped: fn(char) -> bool| {
        let mut out = String::with_capacity(secret.len());
        for c in secret.chars() {
            if is_escaped(c) {
                out.push('\\');
            }
            out.push(c);
        }
        out
    };
    let html = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let (html, quoted) = (html.replace('"', "&quot;"), html);
    let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let decoded = percent_decode_str(secret).decode_utf8().ok();
    let decoded = decoded.filter(|it| secret.contains('%') && it.len() >= SHORTEST);
    texts.extend(decoded.map(|it| it.into_owned()));
    texts.extend([
        secret.to_owned(),
        json,
        twice,
        escaped(|it| it.is_ascii_punctuation()),
        escaped(|it| matches!(it, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~')),
        html,
        quoted,
        utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
        utf8_percent_encode(secret, RESERVED_IN_QUERY).to_string(),
        secret.replace('~', "~0").replace('/', "~1"),
        secret.replace('\'', "''"),
        secret.replace('`', "'"),
        STANDARD.encode(secret),
        STANDARD.encode(wide),
    ]);
}
