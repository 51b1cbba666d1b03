//! Text without quotes where a key or a value belongs: words, placeholders, tokens of tools, and strings whose quotes JSON
//! does not know.

use crate::syntax::build_token;
use crate::syntax::lexer::{Lexer, starts_value, word_kind};
use crate::syntax::quote::ends_value;
use crate::syntax::tree::Kind;
use crate::syntax::word::is_word;
use crate::text::span::Span;

/// Bytes of a line whose quotes are counted at most: a text on one line is read as fast as any.
const MAX_LINE: usize = 4096;

impl Lexer<'_> {
    /// The next word, without moving; curly quotes and backticks belong to a word, with all text between them.
    pub fn peek_word(&self) -> Span {
        if let Some(len) = curly_len(self.rest()) {
            return self.ahead(len);
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let len = rest.iter().position(|it| !is_word(*it)).unwrap_or(rest.len());
        self.ahead(len)
    }

    /// The next placeholder, `<name>`, without moving. Without its quotes it is one mistake, not three.
    fn placeholder(&self) -> Option<Span> {
        let name = self.bytes.get(self.at..)?.strip_prefix(b"<")?;
        let len = name
            .iter()
            .position(|it| !it.is_ascii_alphanumeric() && !matches!(it, b'_' | b'-' | b' '))?;
        let is_one = len > 0 && name.get(len) == Some(&b'>');
        is_one.then(|| self.ahead(len + 2))
    }

    /// The token of a tool ahead, without moving.
    pub fn build_token(&self) -> Option<Span> {
        let end = build_token::run_end(self.bytes, self.at)?;
        Some(self.ahead(end - self.at))
    }

    /// The next token that a tool writes like an object with a name in it: `{size}`.
    pub fn braced_token(&self, start: usize) -> Option<Span> {
        let end = build_token::braced_end(self.bytes, start)?;
        Some(Span::new(start as u32, end as u32))
    }

    /// The next text that has a closing quote only; the quote is the last byte of the span. `None` if the other quotes of
    /// its line speak against it.
    pub fn unopened(&self, is_key: bool) -> Option<Span> {
        let line = self.rest_of_line(MAX_LINE)?;
        let len = line.find('"').filter(|it| *it > 0)?;
        let inner = line.get(..len)?;
        let quotes = line.matches('"').count() - line.matches("\\\"").count();
        // Two slashes after a colon are those of an address.
        let is_comment =
            inner.contains("/*") || inner.split_once("//").is_some_and(|(before, _)| !before.ends_with(':'));
        let is_other = is_comment || inner.contains(['{', '}', '[', ']', ',']) || is_key && inner.contains(':');
        let end = self.at + len + 1;
        let is_closed = match is_key {
            true => self.colon_follows(end as u32),
            false => ends_value(self.bytes, end) && !self.colon_follows(end as u32),
        };
        // What JSON reads as a value has a quote too many rather than one too few.
        let is_value = word_kind(inner) != Kind::Broken;
        (quotes % 2 == 1 && !is_other && is_closed && !is_value).then(|| self.ahead(len + 1))
    }

    /// Whether the next byte begins a value, be it a wrong one.
    pub fn begins_value(&self, byte: u8) -> bool {
        let is_text = |it: u8| !matches!(it, b'}' | b']' | b',' | b':' | b'=' | b';' | b')' | b'#');
        starts_value(byte)
            || self.begins_word(byte)
            || self.placeholder().is_some()
            || self.build_token().is_some()
            || (is_text(byte) && self.unopened(false).is_some())
    }

    /// Whether the next byte begins a word, or a text in quotes of another kind.
    pub fn begins_word(&self, byte: u8) -> bool {
        is_word(byte) || (byte == b'`' && curly_len(self.rest()).is_some())
    }

    /// The next text of several words without quotes, which fills the rest of its line up to a comma: a command.
    pub fn bare_text(&self) -> Option<Span> {
        let line = self.rest_of_line(MAX_LINE)?.trim_end();
        let text = line.strip_suffix(',').unwrap_or(line).trim_end();
        let is_other = text.contains(['"', '{', '}', '[', ']', ',', ':', '`', '“', '”'])
            || ["//", "/*", "$(", "%%", "@@"].iter().any(|it| text.contains(it));
        let is_text = text.contains(' ') && !is_other && self.build_token().is_none();
        is_text.then(|| self.ahead(text.len()))
    }

    /// Moves over the word or placeholder ahead.
    pub fn word(&mut self) -> Span {
        let word = self.placeholder().unwrap_or_else(|| self.peek_word());
        self.pass(word)
    }

    /// Moves to the end of the next token.
    pub fn pass(&mut self, span: Span) -> Span {
        self.at = span.end as usize;
        self.end = self.at;
        span
    }

    /// The rest of the line; `None` if it is longer than a limit in bytes.
    fn rest_of_line(&self, limit: usize) -> Option<&str> {
        let near = self.bytes.get(self.at..)?;
        let near = near.get(..near.len().min(limit))?;
        let len = memchr::memchr2(b'\n', b'\r', near);
        let is_last = self.at + near.len() == self.bytes.len();
        let len = len.or(is_last.then_some(near.len()))?;
        self.text.get(self.at..self.at + len)
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn ahead(&self, len: usize) -> Span {
        Span::new(self.at as u32, (self.at + len) as u32)
    }
}

/// The length of a text in curly quotes or backticks, which end on its line; word processors may close it with a straight one.
fn curly_len(text: &str) -> Option<usize> {
    let opening = text
        .chars()
        .next()
        .filter(|it| matches!(it, '“' | '”' | '‘' | '’' | '`'))?;
    let line = text.lines().next()?;
    let inner = line.get(opening.len_utf8()..)?;
    let end = match opening {
        '`' => inner.find('`')?,
        '“' | '”' => inner.find(['”', '“', '"'])?,
        _ => inner.find(['’', '‘'])?,
    };
    let closing = inner.get(end..)?.chars().next()?;
    Some(opening.len_utf8() + end + closing.len_utf8())
}
