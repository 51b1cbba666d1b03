//! The form of the tables: comments, a line with the names of the columns, then one entry per line, cells between tabs.

use std::cmp::Ordering;

/// The entries of a table. A line with another number of cells is left out.
pub(super) fn rows<const CELLS: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; CELLS]> {
    let lines = text.lines().filter(|it| !it.starts_with('#')).skip(1);
    lines.filter_map(|it| it.split('\t').collect::<Vec<_>>().try_into().ok())
}

/// The day that a table describes, from its comments; empty if it names none.
pub(super) fn date(text: &'static str) -> &'static str {
    text.lines()
        .find_map(|it| it.strip_prefix("# date: "))
        .unwrap_or_default()
}

/// What a cell says; `None` for a hyphen, which stands for "unknown" or "none".
pub(super) fn given(cell: &'static str) -> Option<&'static str> {
    (cell != "-").then_some(cell)
}

/// The order of the tables: names compare ignoring case.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    let lower = |it: &u8| it.to_ascii_lowercase();
    one.bytes().map(|it| lower(&it)).cmp(other.bytes().map(|it| lower(&it)))
}

/// Whether a pattern with an asterisk at either end, or at both, matches a whole text, ignoring case.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.to_ascii_lowercase(), text.to_ascii_lowercase());
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(""), _) => true,
        (Some(end), Some(_)) => text.contains(end.trim_end_matches('*')),
        (Some(end), None) => text.ends_with(end),
        (None, Some(start)) => text.starts_with(start),
        (None, None) => text == pattern,
    }
}
