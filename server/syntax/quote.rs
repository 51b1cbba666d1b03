//! Where a string ends, also one that lacks a quote or has one too many.

use crate::syntax::word::is_word;

/// The end of a string as nearly all are: closed on its line, without an escape, and followed at once by what can only stand after
/// a string. One pass is all it takes.
pub(super) fn plain_end(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = bytes.get(start + 1..).filter(|_| bytes.get(start) == Some(&b'"'))?;
    let len = rest.iter().position(|it| matches!(it, b'"' | b'\\' | b'\n' | b'\r'))?;
    let end = start + len + 2;
    (rest.get(len) == Some(&b'"') && ends_value(bytes, end)).then_some(end)
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
    let at = quote_behind(bytes, line_end, b'"', b"")?;
    let mut others = 0;
    let mut last = at;
    while let Some(next) = quote_behind(bytes, last + 1, b'"', b"\n\r") {
        others += 1;
        last = next;
    }
    let after = bytes.get(at + 1..)?.iter().find(|it| !it.is_ascii_whitespace())?;
    (others % 2 == 0 && matches!(after, b',' | b'}' | b']')).then_some(at + 1)
}

/// The next quote that no backslash escapes, before any of the bytes in `stop`.
fn quote_behind(bytes: &[u8], from: usize, quote: u8, stop: &[u8]) -> Option<usize> {
    let mut at = from;
    loop {
        match *bytes.get(at)? {
            byte if stop.contains(&byte) => return None,
            b'\\' => at += 2,
            byte if byte == quote => return Some(at),
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

/// The end of a string in which quotes are not escaped, as in `"echo "done""`. `end` is the end as its first quote has it, behind
/// which the string runs on. The inner quotes come in pairs, and the last quote is the first one from which the list or the object
/// can go on. `None` where the line does not bear this out.
pub(super) fn unescaped_end(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let quote = *bytes.get(start)?;
    let comes_in_pairs = quote == b'"';
    let (mut from, mut is_open) = (end, true);
    loop {
        let next = quote_behind(bytes, from, quote, b"\n\r")?;
        let before = bytes.get(from..next)?.trim_ascii_end().last();
        // A pair that ends like this is the beginning of the next value.
        if (is_open || !comes_in_pairs) && matches!(before, Some(b',' | b':' | b'[' | b'{')) {
            return None;
        }
        from = next + 1;
        if (!is_open || !comes_in_pairs) && ends_item(bytes, from) {
            return Some(from);
        }
        is_open = !is_open;
    }
}

/// Whether what is after the end of a string belongs to it: a sign or a word where a comma or a bracket should be.
pub(super) fn runs_on(bytes: &[u8], end: usize) -> bool {
    let rest = bytes.get(end..).unwrap_or_default();
    match rest {
        [b'/', b'/' | b'*', ..] | [b'%', b'%', ..] => false,
        [b'$', b'{' | b'(', ..] => false,
        // Two strings side by side lack a comma.
        [b'"', next, ..] => !is_word(*next) && !ends_value(rest, 1),
        [
            b'/' | b'\\' | b'\'' | b'%' | b'*' | b'~' | b'!' | b'&' | b'|' | b'<' | b'>' | b'^' | b'?',
            ..,
        ] => true,
        [next, ..] if is_word(*next) => true,
        [b' ' | b'\t', ..] => {
            let rest = rest.trim_ascii_start();
            let word = rest.iter().take_while(|it| is_word(**it)).count();
            let word = rest.get(..word).unwrap_or_default();
            let is_value =
                matches!(word, b"true" | b"false" | b"null") || word.first().is_none_or(|it| it.is_ascii_digit());
            !is_value && !matches!(rest, [b'$', b'{' | b'(', ..])
        }
        _ => false,
    }
}

/// Whether a list or an object can go on after a position.
fn ends_item(bytes: &[u8], offset: usize) -> bool {
    ends_value(bytes, offset) && {
        let next = bytes.get(offset..).unwrap_or_default().trim_ascii_start().first();
        next != Some(&b':')
    }
}
