//! The blanks around a position, up to the beginning or the end of its line.

/// Looks at blanks alone, so that a line of any length costs nothing.
pub(super) fn line_start_if_blank(text: &str, at: u32) -> Option<u32> {
    let before = text.get(..at as usize)?.trim_end_matches([' ', '\t']);
    (before.is_empty() || before.ends_with(['\n', '\r'])).then_some(before.len() as u32)
}

/// The start of the next line if nothing but blanks is before it.
pub(super) fn line_end_if_blank(text: &str, at: u32) -> Option<u32> {
    let end = skip_spaces(text, at);
    let rest = text.get(end as usize..)?;
    if rest.starts_with("\r\n") {
        Some(end + 2)
    } else if rest.starts_with(['\n', '\r']) {
        Some(end + 1)
    } else {
        None
    }
}

pub(super) fn skip_spaces(text: &str, at: u32) -> u32 {
    let rest = text.get(at as usize..).unwrap_or_default();
    at + rest.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count() as u32
}
