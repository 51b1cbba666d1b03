//! Strings as programs print them: with escapes of Go, JSON or Python, or with entities of XML.

use std::iter::Peekable;
use std::str::Chars;

/// A decoded string.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub text: String,
    /// The number of bytes up to and including the closing quote, or to the end of the text.
    pub len: usize,
    pub is_closed: bool,
}

/// Decodes a string from behind its opening quote. A line break inside it comes from a terminal that wraps lines.
pub(super) fn decode(text: &str, quote: char) -> Decoded {
    decode_until(text, quote, |_| true)
}

/// The same; a quote ends the string only if the text after it allows that.
pub(super) fn decode_until(text: &str, quote: char, is_end: impl Fn(&str) -> bool) -> Decoded {
    let mut out = String::new();
    let mut rest = text.chars().peekable();
    let mut at = 0;
    while let Some(c) = rest.next() {
        at += c.len_utf8();
        match c {
            '\\' => at += escape(&mut rest, &mut out),
            '\n' | '\r' => at += wrap(&mut rest, &mut out),
            _ if c == quote && is_end(text.get(at..).unwrap_or_default()) => {
                return Decoded {
                    text: out,
                    len: at,
                    is_closed: true,
                };
            }
            _ => out.push(c),
        }
    }
    Decoded {
        text: out,
        len: text.len(),
        is_closed: false,
    }
}

/// A wrapped line: its line break and indentation replace a blank.
fn wrap(rest: &mut Peekable<Chars<'_>>, out: &mut String) -> usize {
    let mut read = 0;
    while let Some(c) = rest.next_if(|c| matches!(c, '\n' | '\r' | ' ' | '\t')) {
        read += c.len_utf8();
    }
    if !out.is_empty() && !out.ends_with(char::is_whitespace) {
        out.push(' ');
    }
    read
}

/// The character of an escape, from behind its backslash; returns how many bytes it has. What is no escape remains as it is.
fn escape(rest: &mut Peekable<Chars<'_>>, out: &mut String) -> usize {
    let Some(c) = rest.next() else {
        out.push('\\');
        return 0;
    };
    let read = c.len_utf8();
    match c {
        '"' | '\'' | '\\' | '/' => out.push(c),
        'n' => out.push('\n'),
        'r' => out.push('\r'),
        't' => out.push('\t'),
        'b' => out.push('\u{8}'),
        'f' => out.push('\u{c}'),
        'a' => out.push('\u{7}'),
        'v' => out.push('\u{b}'),
        'x' => return read + hexadecimal(rest, out, 'x', 2),
        'u' => return read + hexadecimal(rest, out, 'u', 4),
        'U' => return read + hexadecimal(rest, out, 'U', 8),
        '\n' | '\r' => return read + wrap(rest, out),
        _ => {
            out.push('\\');
            out.push(c);
        }
    }
    read
}

/// The value of up to some hexadecimal digits, and how many there are.
fn digits(text: &mut Peekable<Chars<'_>>, most: usize) -> (u32, usize) {
    let (mut value, mut count) = (0, 0);
    while count < most
        && let Some(digit) = text.peek().and_then(|c| c.to_digit(16))
    {
        text.next();
        value = (value << 4) | digit;
        count += 1;
    }
    (value, count)
}

fn hexadecimal(rest: &mut Peekable<Chars<'_>>, out: &mut String, mark: char, len: usize) -> usize {
    let (mut value, mut read) = digits(rest, len);
    if (0xd800..0xdc00).contains(&value) && len == 4 {
        // The first half of a character outside the basic plane; the second follows.
        let mut ahead = rest.clone();
        let is_escape = ahead.next() == Some('\\') && ahead.next() == Some('u');
        let (low, count) = if is_escape { digits(&mut ahead, 4) } else { (0, 0) };
        if count == 4 && (0xdc00..0xe000).contains(&low) {
            value = 0x1_0000 + ((value - 0xd800) << 10) + (low - 0xdc00);
            *rest = ahead;
            read += 6;
        }
    }
    match char::from_u32(value) {
        _ if read == 0 => {
            out.push('\\');
            out.push(mark);
        }
        Some(c) => out.push(c),
        None => out.push(char::REPLACEMENT_CHARACTER),
    }
    read
}

/// How many backslashes are before the quote at the beginning of a text; none if there is no quote.
pub(super) fn backslashes(text: &str) -> Option<usize> {
    const MAX: usize = 64;
    let count = text.bytes().take(MAX).take_while(|it| *it == b'\\').count();
    text.get(count..)?.starts_with('"').then_some(count)
}

/// The content of an XML element from behind its opening tag, and the number of bytes up to the end of its closing tag.
pub(super) fn element(text: &str, name: &str) -> Option<(String, usize)> {
    let closing = format!("</{name}>");
    let end = text.find(&closing)?;
    Some((entities(text.get(..end)?), end + closing.len()))
}

fn entities(text: &str) -> String {
    const MAX_ENTITY: usize = 10;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let near = behind.get(..behind.floor_char_boundary(MAX_ENTITY)).unwrap_or(behind);
        let known = near.split_once(';').and_then(|(name, _)| Some((name, entity(name)?)));
        match known {
            Some((name, c)) => {
                out.push(c);
                rest = behind.get(name.len() + 1..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            let value = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            char::from_u32(value.ok()?)
        }
    }
}
