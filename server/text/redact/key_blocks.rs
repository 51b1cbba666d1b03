//! Private keys in text form: the lines between their heading and their end, however they are separated.

use std::ops::Range;

use memchr::memmem;

/// Shorter runs of letters are not part of a key.
const SHORTEST_RUN: usize = 4;
/// Shorter runs of letters are not part of a key that has no end, because it was cut off.
const SHORTEST_OPEN_RUN: usize = 24;
/// More bytes than this do not belong to a key without an end: an RSA key of 16,384 bits has fewer.
const MAX_OPEN: usize = 16_384;

/// Adds the ranges of the lines of private keys.
pub(super) fn find(text: &str, found: &mut Vec<Range<usize>>) {
    let mut from = 0;
    while let Some(at) = memmem::find(text.as_bytes().get(from..).unwrap_or_default(), b"PRIVATE KEY") {
        let start = from + at + "PRIVATE KEY".len();
        from = start;
        let line_start = text.floor_char_boundary(start.saturating_sub(48));
        let before = text.get(line_start..start).unwrap_or_default();
        if !before.contains("BEGIN") {
            continue;
        }
        let rest = text.get(start..).unwrap_or_default();
        let end = memmem::find(rest.as_bytes(), b"-----END").map(|it| it + start);
        let next = memmem::find(rest.as_bytes(), b"-----BEGIN").map(|it| it + start);
        let end = end.filter(|end| next.is_none_or(|next| *end < next));
        match end {
            Some(end) => add_runs(text, start..end, SHORTEST_RUN, found),
            None => {
                let end = next.unwrap_or(text.len()).min(start + MAX_OPEN);
                add_runs(text, start..text.floor_char_boundary(end), SHORTEST_OPEN_RUN, found);
            }
        }
        from = end.unwrap_or(start);
    }
}

fn add_runs(text: &str, within: Range<usize>, shortest: usize, found: &mut Vec<Range<usize>>) {
    let (mut run, mut is_escaped) = (within.start..within.start, false);
    let bytes = text.as_bytes().get(within.clone()).unwrap_or_default();
    for (at, byte) in bytes.iter().enumerate().map(|(at, it)| (within.start + at, *it)) {
        let is_of_key = byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        if is_of_key && !std::mem::take(&mut is_escaped) {
            run.end = at + 1;
            continue;
        }
        is_escaped = byte == b'\\';
        if run.len() >= shortest {
            found.push(run.clone());
        }
        run = at + 1..at + 1;
    }
    if run.len() >= shortest {
        found.push(run);
    }
}
