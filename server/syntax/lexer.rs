//! The smallest parts of a text: blanks and comments, strings, words. Where they are, not what they mean.

mod conflict;

use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::quote::{
    doubled_quote_closes, doubled_quotes_open, line_string_end, plain_end, runs_on, string_end, unescaped_end,
};
use crate::syntax::string;
use crate::syntax::tree::Kind;
use crate::syntax::word::is_word;
use crate::text::span::Span;

/// The maximum number of errors that are reported. A text with more is not JSON.
const MAX_ERRORS: usize = 1000;

/// A position in a text, moving forward, and what was noted on the way.
pub(super) struct Lexer<'t> {
    pub text: &'t str,
    pub bytes: &'t [u8],
    pub at: usize,
    /// End of the last token, where something missing is to be inserted.
    pub end: usize,
    /// Start of the current line, and column of its first token.
    line: usize,
    pub indent: u32,
    /// The line that was asked last whether a quote is missing on it.
    odd_asked: Option<usize>,
    /// The line on which no string with quotes inside was found.
    unescaped_asked: Option<usize>,
    conflicts: conflict::Conflicts,
    pub errors: Vec<SyntaxError>,
    /// How many errors there were for which there was no place in the list.
    pub unlisted: usize,
    pub comments: Vec<Span>,
}

impl<'t> Lexer<'t> {
    pub fn new(text: &'t str) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self {
            text,
            bytes: text.as_bytes(),
            at,
            end: at,
            line: at,
            indent: 0,
            odd_asked: None,
            unescaped_asked: None,
            conflicts: conflict::Conflicts::default(),
            errors: Vec::new(),
            unlisted: 0,
            comments: Vec::new(),
        }
    }

    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Moves past one character.
    pub fn bump(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.chars().next().map_or(1, char::len_utf8);
        self.end = self.at;
    }

    /// Moves past the next container, brackets counted, strings respected.
    pub fn skip_container(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.at = string_end(self.bytes, self.at);
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                break;
            }
        }
        self.end = self.at;
    }

    /// Whether the next token is the first on its line.
    pub fn is_first(&self) -> bool {
        self.end <= self.line
    }

    /// The end of the empty lines before the next token; of the last token where both share a line.
    pub fn end_of_gap(&self) -> usize {
        self.end.max(self.line.saturating_sub(1))
    }

    /// Skips blanks and comments, and what was meant as one: lines that begin with `#`.
    pub fn trivia(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t') => self.at += 1,
                Some(b'\n' | b'\r') => {
                    self.at += 1;
                    self.line = self.at;
                }
                Some(b'/') if matches!(self.bytes.get(self.at + 1), Some(b'/' | b'*')) => self.comment(),
                Some(b'#') if self.is_remark() => self.remark(),
                Some(b'<' | b'=' | b'>' | b'|') if self.conflict() => {}
                _ => break,
            }
        }
        if self.is_first() {
            self.indent = (self.at - self.line) as u32;
        }
    }

    /// Whether the `#` ahead starts what was meant as a comment: at the beginning of its line, or with a blank after it.
    fn is_remark(&self) -> bool {
        let before = self.bytes.get(self.line..self.at).unwrap_or_default();
        let begins_line = before.iter().all(|it| matches!(it, b' ' | b'\t'));
        let next = self.bytes.get(self.at + 1);
        let has_blank = next.is_none_or(|it| it.is_ascii_whitespace());
        (begins_line || has_blank) && self.build_token().is_none()
    }

    /// Skips a line that begins with `#` and all such lines right below it: one mistake.
    fn remark(&mut self) {
        let start = self.at as u32;
        let mut end = self.at;
        for line in self.text.get(self.at..).unwrap_or_default().split_inclusive('\n') {
            if !line.trim_start().starts_with('#') {
                break;
            }
            self.line = self.at;
            end = self.at + line.trim_end().len();
            self.at += line.len();
        }
        self.at = end;
        self.error_at(
            Problem::UnexpectedText,
            Span::new(start, start + 1),
            Span::new(start, end as u32),
        );
    }

    fn comment(&mut self) {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let len = if rest.starts_with("//") {
            rest.find(['\n', '\r']).unwrap_or(rest.len())
        } else if let Some(end) = rest.get(2..).and_then(|it| it.find("*/")) {
            end + 4
        } else {
            self.error(Problem::UnclosedComment, Span::new(start as u32, start as u32 + 2));
            rest.len()
        };
        self.at += len;
        if let Some(line) = rest.get(..len).and_then(|it| it.rfind(['\n', '\r'])) {
            self.line = start + line + 1;
        }
        self.comments.push(Span::new(start as u32, self.at as u32));
    }

    /// Reads a string. One that lacks its closing quote ends with its line, or where its line shows
    /// that the quote which seems to close it opens another one; a comma at its end is not its own.
    pub fn string(&mut self) -> Span {
        if doubled_quotes_open(self.bytes, self.at) {
            self.stray_quote();
        }
        let start = self.at;
        if let Some(end) = plain_end(self.bytes, start) {
            self.at = end;
            self.end = end;
            return Span::new(start as u32, end as u32);
        }
        let mut end = string_end(self.bytes, start);
        let raw = |end: usize| Span::new(start as u32, end as u32).of(self.text);
        let runs_into_next = self.is_odd_line_at(start, end);
        let unclosed = runs_into_next || !string::is_closed(raw(end));
        if unclosed {
            let written = raw(if runs_into_next { end - 1 } else { end });
            let kept = written.trim_end().trim_end_matches(',').trim_end().len();
            end = start + if kept < 2 { written.len().min(1) } else { kept };
        }
        let first_end = end;
        if !unclosed && let Some(later) = self.unescaped_end(start, end) {
            end = later;
        }
        self.at = end;
        self.end = end;
        let span = Span::new(start as u32, end as u32);
        let raw = span.of(self.text);
        if let Some(last) = raw.rfind(['\n', '\r']) {
            self.line = start + last + 1;
            self.error(Problem::SeveralLines, span);
        }
        if unclosed {
            self.error_at(Problem::UnclosedString, span, Span::at(span.end));
        } else if raw.starts_with('\'') {
            self.error(Problem::Quotes, span);
        } else if first_end < end {
            let inner = string::inner(raw);
            let last = inner.rfind('"').map_or(end, |it| start + it + 2);
            self.error_at(
                Problem::UnescapedQuote,
                Span::new(first_end as u32 - 1, last as u32),
                span,
            );
        }
        if raw.contains('\\') {
            let wrong = string::pieces(string::inner(raw)).filter(|it| it.wrong && it.len > 1);
            for piece in wrong {
                let from = span.start + 1 + piece.start as u32;
                self.error(Problem::BadEscape, Span::new(from, from + piece.len as u32));
            }
        }
        if !unclosed && doubled_quote_closes(self.bytes, end) {
            self.stray_quote();
        }
        span
    }

    /// Where a string with quotes inside ends, if it is one. Asked no more on a line that has none.
    fn unescaped_end(&mut self, start: usize, end: usize) -> Option<usize> {
        if !runs_on(self.bytes, end) || self.unescaped_asked == Some(self.line) {
            return None;
        }
        let found = unescaped_end(self.bytes, start, end);
        if found.is_none() {
            self.unescaped_asked = Some(self.line);
        }
        found
    }

    /// Passes over a quote that is one too many.
    pub fn stray_quote(&mut self) {
        let at = self.at as u32;
        self.bump();
        self.error(Problem::UnexpectedText, Span::new(at, at + 1));
    }

    /// Whether a quote is missing on the rest of the line, and the one at the end of this string is
    /// followed by what only the beginning of a string can be. Asked once for each line.
    fn is_odd_line_at(&mut self, start: usize, end: usize) -> bool {
        let next = self.bytes.get(end).copied();
        if !next.is_some_and(is_word) || self.odd_asked == Some(self.line) {
            return false;
        }
        self.odd_asked = Some(self.line);
        let (mut at, mut strings_end) = (start, end);
        loop {
            let rest = self.bytes.get(strings_end..).unwrap_or_default();
            let stop = rest.iter().position(|it| matches!(it, b'"' | b'\n' | b'\r'));
            match stop {
                Some(stop) if rest.get(stop) == Some(&b'"') => {
                    at = strings_end + stop;
                    strings_end = line_string_end(self.bytes, at);
                }
                _ => break,
            }
        }
        let last = Span::new(at as u32, strings_end as u32).of(self.text);
        !string::is_closed(last)
    }

    /// Whether a string comes next, and a colon after it.
    pub fn key_follows(&self) -> bool {
        matches!(self.peek(), Some(b'"' | b'\'')) && self.colon_follows(string_end(self.bytes, self.at) as u32)
    }

    /// Whether a colon is after a position.
    pub fn colon_follows(&self, offset: u32) -> bool {
        let rest = self.bytes.get(offset as usize..).unwrap_or_default();
        rest.iter().find(|it| !it.is_ascii_whitespace()) == Some(&b':')
    }

    pub fn line_ends_between(&self, from: usize, to: usize) -> bool {
        self.bytes
            .get(from..to)
            .is_some_and(|it| it.iter().any(|b| matches!(b, b'\n' | b'\r')))
    }

    /// The next sign with which other languages give a key its value: `=`, `=>`, `:=`.
    pub fn equals_sign(&self) -> Option<Span> {
        let rest = self.bytes.get(self.at..)?;
        let signs: [&[u8]; 4] = [b"=>", b"==", b":=", b"="];
        let sign = signs.into_iter().find(|it| rest.starts_with(it))?;
        Some(Span::new(self.at as u32, (self.at + sign.len()) as u32))
    }

    /// Whether the last mistake is the wrong sign before a value.
    pub fn is_behind_equals(&self, value: Span) -> bool {
        let last = self.errors.last();
        last.is_some_and(|it| {
            let between = self.text.get(it.span.end as usize..value.start as usize);
            it.kind == Problem::EqualsSign && between.is_some_and(|it| it.trim().is_empty())
        })
    }

    /// Takes back the last mistake, where it is this one.
    pub fn forget(&mut self, kind: Problem, span: Span) {
        self.errors.pop_if(|it| it.kind == kind && it.span == span);
    }

    /// The character before a position.
    pub fn last_char(&self, end: u32) -> Span {
        let len = self
            .text
            .get(..end as usize)
            .and_then(|it| it.chars().next_back())
            .map_or(0, char::len_utf8);
        Span::new(end - len as u32, end)
    }

    pub fn error(&mut self, kind: Problem, span: Span) {
        self.error_at(kind, span, span);
    }

    /// Reports a mistake, unless the last one ended where this one is to be mended: the same slip.
    pub fn error_at(&mut self, kind: Problem, span: Span, fix_span: Span) {
        let echo = matches!(
            kind,
            Problem::ExpectedComma | Problem::ExpectedColon | Problem::ExpectedValue
        ) && self.errors.last().is_some_and(|it| {
            it.kind.breaks_shape() && (it.span.end == fix_span.start || it.fix_span.end == fix_span.start)
        });
        if echo {
            return;
        }
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(SyntaxError { kind, span, fix_span });
        } else {
            self.unlisted += 1;
        }
    }
}

pub(super) fn starts_value(byte: u8) -> bool {
    matches!(byte, b'{' | b'[' | b'"' | b'\'') || is_word(byte)
}

pub(super) fn word_kind(word: &str) -> Kind {
    match word {
        "true" | "false" => Kind::Bool,
        "null" => Kind::Null,
        _ if is_number(word) => Kind::Number,
        _ => Kind::Broken,
    }
}

/// Whether a word is a number by the grammar of RFC 8259.
fn is_number(word: &str) -> bool {
    let rest = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = rest.split_once(['e', 'E']).map_or((rest, None), |(m, e)| (m, Some(e)));
    let (integer, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
    digits(integer)
        && (integer.len() == 1 || !integer.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|it| digits(it.strip_prefix(['+', '-']).unwrap_or(it)))
}
