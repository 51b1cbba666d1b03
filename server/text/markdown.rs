//! Text of other people in Markdown, where it stays text: no markup, no link, no image.

use crate::text::plain::{code, plain};

/// Text in which no character is markup, and no address a link.
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        if "\\`*_[]<>&~|$@^".contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
    out.replace("://", ":\\/\\/").replace("www.", "www\\.")
}

/// Escaped text at the start of a line, where a list, a heading or a line under a heading could begin.
pub fn at_line_start(text: &str) -> String {
    let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
    let digits = text.strip_suffix(rest).unwrap_or_default();
    let is_numbered = !digits.is_empty() && rest.starts_with(['.', ')']);
    match is_numbered || text.starts_with(['-', '+', '=', '#', ':']) {
        true => format!("{digits}\\{rest}"),
        false => text.to_owned(),
    }
}

/// What an author says, in one paragraph.
pub fn paragraph(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    at_line_start(&escaped(&plain(&words.join(" "))))
}

/// A sentence of ours, in which backticks enclose names of other people. A name with a backtick may be shown as text, and the whole
/// sentence where backticks would touch: together they mean something else.
pub fn sentence(words: &str) -> String {
    let pieces: Vec<&str> = words.split('`').collect();
    let inner = pieces.get(1..pieces.len().saturating_sub(1)).unwrap_or_default();
    if pieces.len().is_multiple_of(2) || inner.contains(&"") {
        return escaped(&plain(words));
    }
    let piece = |(index, piece): (usize, &&str)| match index % 2 {
        0 => escaped(&plain(piece)),
        _ => code(piece),
    };
    pieces.iter().enumerate().map(piece).collect()
}
