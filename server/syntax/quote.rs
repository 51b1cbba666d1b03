//! Where a string ends, also one that lacks a quote or has one too many.

use crate::syntax::word::is_word;

/// The end of a string as nearly all are: closed on its line, without an escape, and with nothing
/// after it that would make its quote doubtful. One pass is all it takes.
pub(super) fn plain_end(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = bytes.get(start + 1..).filter(|_| bytes.get(start) == Some(&b'"'))?;
    let len = rest.iter().position(|it| matches!(it, b'"' | b'\\' | b'\n' | b'\r'))?;
    let closed = rest.get(len) == Some(&b'"') && !rest.get(len + 1).is_some_and(|it| *it == b'"' || is_word(*it));
    closed.then_some(start + len + 2)
}

/// Whether a string opens with two quotes, as in `""name"`.
pub(super) fn doubled_quotes_open(bytes: &[u8], start: usize) -> bool {
    let rest = bytes.get(start..).unwrap_or_default();
    let Some(next) = rest.strip_prefix(b"\"\"").and_then(<[u8]>::first) else {
        return false;
    };
    let end = line_string_end(bytes, start + 1);
    let is_closed = bytes.get(end - 1) == Some(&b'"');
    is_word(*next) && is_closed && (doubled_quote_closes(bytes, end) || ends_value(bytes, end))
}

/// Whether a second quote is at the end of a string, as in `"name""`.
pub(super) fn doubled_quote_closes(bytes: &[u8], end: usize) -> bool {
    bytes.get(end) == Some(&b'"') && ends_value(bytes, end + 1)
}

/// Whether what is after a position can only stand after a value or a key, or the line ends.
pub(super) fn ends_value(bytes: &[u8], offset: usize) -> bool {
    let rest = bytes.get(offset..).unwrap_or_default();
    let next = rest.iter().find(|it| !matches!(it, b' ' | b'\t'));
    next.is_none_or(|it| matches!(it, b'\n' | b'\r' | b',' | b':' | b'}' | b']'))
}

/// The end of the string that begins at a byte: after its quote, also on a later line where the
/// string evidently runs on, else the end of its line.
pub(super) fn string_end(bytes: &[u8], start: usize) -> usize {
    let end = line_string_end(bytes, start);
    if matches!(bytes.get(end), Some(b'\n' | b'\r')) {
        later_end(bytes, start, end).unwrap_or(end)
    } else {
        end
    }
}

/// Where a string that its line does not end is closed later. Azure PowerShell and the Azure CLI take
/// such strings in deployment templates. The next quote closes it if it is one too many on its own
/// line and what follows can only stand after a value; otherwise that quote opens a string of its
/// own, and this one lacks its end.
fn later_end(bytes: &[u8], start: usize, line_end: usize) -> Option<usize> {
    bytes.get(start).filter(|it| **it == b'"')?;
    let at = quote_behind(bytes, line_end, b"")?;
    let mut others = 0;
    let mut last = at;
    while let Some(next) = quote_behind(bytes, last + 1, b"\n\r") {
        others += 1;
        last = next;
    }
    let after = bytes.get(at + 1..)?.iter().find(|it| !it.is_ascii_whitespace())?;
    (others % 2 == 0 && matches!(after, b',' | b'}' | b']')).then_some(at + 1)
}

/// The next quote that no backslash escapes, before any of the bytes in `stop`.
fn quote_behind(bytes: &[u8], from: usize, stop: &[u8]) -> Option<usize> {
    let mut at = from;
    loop {
        match *bytes.get(at)? {
            b'\\' => at += 2,
            b'"' => return Some(at),
            byte if stop.contains(&byte) => return None,
            _ => at += 1,
        }
    }
}

/// The end of the string that begins at a byte: after its quote, or the end of its line.
pub(super) fn line_string_end(bytes: &[u8], start: usize) -> usize {
    let quote = bytes.get(start).copied().unwrap_or(b'"');
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if !matches!(bytes.get(at + 1), None | Some(b'\n' | b'\r')) => at += 2,
            b'\n' | b'\r' => return at,
            _ if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len().min(at)
}
