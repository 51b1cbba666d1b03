//! Words of other people on one line of ours.

/// The same text without line ends, which would end a comment or a line of a report, and without
/// commands for a terminal.
pub fn plain(text: &str) -> String {
    let is_odd = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let replace = |c: char| if is_odd(c) { char::REPLACEMENT_CHARACTER } else { c };
    text.chars().map(replace).collect()
}

/// The beginning of a text with more characters than this.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The same as code of Markdown.
pub fn code(text: &str) -> String {
    format!("`{}`", plain(text).replace('`', "'"))
}
