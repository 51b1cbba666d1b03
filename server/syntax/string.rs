//! JSON strings as they are written and as they read: escapes, and the way back to the text.

use std::borrow::Cow;

/// What a string says. `raw` is the string as written, with its quotes; a missing closing quote and
/// wrong escapes are taken verbatim.
pub fn decode(raw: &str) -> Cow<'_, str> {
    let inner = inner(raw);
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let mut out = String::with_capacity(inner.len());
    for piece in pieces(inner) {
        out.push_str(&piece.text);
    }
    Cow::Owned(out)
}

/// The text between the quotes, as written.
pub fn inner(raw: &str) -> &str {
    let Some(quote) = raw.chars().next().filter(|it| matches!(it, '"' | '\'')) else {
        return raw;
    };
    let rest = raw.get(1..).unwrap_or_default();
    if is_closed(raw) {
        rest.strip_suffix(quote).unwrap_or(rest)
    } else {
        rest
    }
}

/// Whether a string as written ends with its own quote.
pub fn is_closed(raw: &str) -> bool {
    let Some(quote) = raw.chars().next().filter(|it| matches!(it, '"' | '\'')) else {
        return false;
    };
    let inner = raw.get(1..).and_then(|it| it.strip_suffix(quote));
    inner.is_some_and(|it| (it.len() - it.trim_end_matches('\\').len()) % 2 == 0)
}

/// A span of a string: what is written and what it says.
pub struct Piece<'t> {
    /// Byte offset in the text between the quotes.
    pub start: usize,
    /// Length in bytes as written.
    pub len: usize,
    pub text: Cow<'t, str>,
    /// Whether it is a backslash and what follows, but no escape of JSON.
    pub wrong: bool,
}

/// Splits the text between the quotes into plain spans and escapes.
pub fn pieces(inner: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = inner.get(at..).filter(|it| !it.is_empty())?;
        let piece = match rest.find('\\') {
            Some(0) => escape(at, rest),
            end => {
                let plain = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
                Piece {
                    start: at,
                    len: plain.len(),
                    text: Cow::Borrowed(plain),
                    wrong: false,
                }
            }
        };
        at += piece.len;
        Some(piece)
    })
}

fn escape(start: usize, rest: &str) -> Piece<'_> {
    let known = |text: &'static str| Piece {
        start,
        len: 2,
        text: Cow::Borrowed(text),
        wrong: false,
    };
    match rest.as_bytes().get(1) {
        Some(b'"') => known("\""),
        Some(b'\\') => known("\\"),
        Some(b'/') => known("/"),
        Some(b'b') => known("\u{8}"),
        Some(b'f') => known("\u{c}"),
        Some(b'n') => known("\n"),
        Some(b'r') => known("\r"),
        Some(b't') => known("\t"),
        Some(b'u') => unicode(start, rest),
        _ => {
            let len = 1 + rest.chars().nth(1).map_or(0, char::len_utf8);
            let text = rest.get(..len).unwrap_or_default();
            Piece {
                start,
                len,
                text: Cow::Borrowed(text),
                wrong: true,
            }
        }
    }
}

fn unicode(start: usize, rest: &str) -> Piece<'_> {
    let unit = |from: usize| {
        let digits = rest
            .get(from..from + 4)
            .filter(|it| it.bytes().all(|b| b.is_ascii_hexdigit()))?;
        u16::from_str_radix(digits, 16).ok()
    };
    let piece = |len: usize, c: char| Piece {
        start,
        len,
        text: Cow::Owned(c.to_string()),
        wrong: false,
    };
    let Some(first) = unit(2) else {
        return Piece {
            start,
            len: 2,
            text: Cow::Borrowed("\\u"),
            wrong: true,
        };
    };
    if let Some(c) = char::from_u32(u32::from(first)) {
        return piece(6, c);
    }
    let second = rest.get(6..8).filter(|it| *it == "\\u").and_then(|_| unit(8));
    let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    match pair {
        Some(c) => piece(12, c),
        // Half of a surrogate pair is legal JSON and no character.
        None => piece(6, char::REPLACEMENT_CHARACTER),
    }
}

/// A text as a JSON string, quotes included.
pub fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
