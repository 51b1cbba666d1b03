//! Reads JSON that is being typed. One pass with a stack of its own; deep nesting is a finding.
//!
//! A closing bracket closes everything inside its partner; a string never crosses the end of its
//! line; a key inside an array means that the array was not closed. Where brackets do not balance,
//! a second pass trusts the indentation, and the reading with fewer mistakes is kept.

use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::string;
use crate::syntax::tree::{Kind, NONE, NodeData, Tree};
use crate::text::span::Span;

/// Brackets inside each other that are read; what is deeper is skipped and reported. Azure
/// Resource Manager itself accepts far fewer.
const MAX_DEPTH: usize = 256;

/// Mistakes that are kept. A text with more is no JSON, and the rest says nothing new.
const MAX_ERRORS: usize = 1000;

pub(super) fn parse(text: String) -> Tree {
    let first = Parser::new(&text, false).run();
    let unbalanced = |it: &SyntaxError| match it.kind {
        Problem::Unclosed { .. } => true,
        Problem::UnexpectedText => matches!(it.span.of(&text), "}" | "]"),
        _ => false,
    };
    let read = if first.errors.iter().any(unbalanced) {
        let second = Parser::new(&text, true).run();
        if second.errors.len() <= first.errors.len() {
            second
        } else {
            first
        }
    } else {
        first
    };
    let Read {
        nodes,
        errors,
        comments,
    } = read;
    Tree {
        text,
        nodes,
        errors,
        comments,
    }
}

struct Read {
    nodes: Vec<NodeData>,
    errors: Vec<SyntaxError>,
    comments: Vec<Span>,
}

/// A container that is being read.
struct Open {
    node: u32,
    last: u32,
    object: bool,
    /// The comma before the current place, where no member or item followed it yet.
    comma: Option<u32>,
    /// Whether a member or item stands before the current place without a comma after it.
    after_item: bool,
    /// Column of the first character of the line on which the container opens.
    indent: u32,
}

struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    read: Read,
    stack: Vec<Open>,
    /// End of the last token, where something missing is to be inserted.
    end: usize,
    /// Start of the current line, and column of its first token.
    line: usize,
    indent: u32,
    trust_indent: bool,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, trust_indent: bool) -> Self {
        let read = Read {
            nodes: Vec::new(),
            errors: Vec::new(),
            comments: Vec::new(),
        };
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self {
            text,
            bytes: text.as_bytes(),
            at,
            read,
            stack: Vec::new(),
            end: at,
            line: at,
            indent: 0,
            trust_indent,
        }
    }

    fn run(mut self) -> Read {
        loop {
            self.trivia();
            let Some(byte) = self.peek() else { break };
            match self.stack.last() {
                None if self.read.nodes.is_empty() => self.root(byte),
                None => self.stray(Problem::UnexpectedText),
                Some(open) if open.object => self.in_object(byte),
                Some(_) => self.in_array(byte),
            }
        }
        self.finish();
        self.read.errors.sort_by_key(|it| it.span);
        self.read
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn root(&mut self, byte: u8) {
        if starts_value(byte) {
            self.value(Span::default());
        } else {
            self.stray(Problem::UnexpectedText);
        }
    }

    fn in_object(&mut self, byte: u8) {
        match byte {
            b'}' => self.close(),
            b']' => self.close_outer(false),
            b',' => self.comma(Problem::ExpectedKey),
            b'"' | b'\'' => {
                if self.trust_indent && self.dedented() && self.unwind_by_indent() {
                    return;
                }
                self.separate();
                let key = self.string();
                self.member(key);
            }
            b'{' | b'[' => {
                self.separate();
                self.error(Problem::ExpectedKey, Span::new(self.at as u32, self.at as u32 + 1));
                self.value(Span::default());
            }
            _ if is_word(byte) => self.bare_key(),
            _ => self.stray(Problem::UnexpectedText),
        }
    }

    fn in_array(&mut self, byte: u8) {
        match byte {
            b']' => self.close(),
            b'}' => self.close_outer(true),
            b',' => self.comma(Problem::ExpectedValue),
            b'"' | b'\'' if self.key_follows() => {
                if self.stack.iter().any(|it| it.object) {
                    self.unclosed();
                    self.pop();
                } else {
                    self.separate();
                    self.value(Span::default());
                }
            }
            _ if starts_value(byte) => {
                self.separate();
                self.value(Span::default());
            }
            _ => self.stray(Problem::UnexpectedText),
        }
    }

    /// Reads what follows a key: the colon and the value, or as much as there is of them.
    fn member(&mut self, key: Span) {
        let after_key = self.end;
        self.trivia();
        if self.peek() == Some(b':') {
            self.at += 1;
            self.end = self.at;
            let after_colon = self.end;
            self.trivia();
            match self.peek() {
                Some(byte) if starts_value(byte) && !self.next_member_begins(after_colon) => self.value(key),
                _ => {
                    let mend = Span::at(after_colon as u32);
                    self.error_at(Problem::ExpectedValue, Span::new(key.start, after_colon as u32), mend);
                    self.add(Kind::Broken, Span::at(after_colon as u32), key);
                }
            }
            return;
        }
        self.error_at(Problem::ExpectedColon, key, Span::at(after_key as u32));
        let same_line = !self.line_ends_between(after_key, self.at);
        match self.peek() {
            Some(byte) if same_line && starts_value(byte) && !self.key_follows() => self.value(key),
            _ => self.add(Kind::Broken, Span::at(after_key as u32), key),
        }
    }

    /// Whether the string ahead is the key of the next member: it stands on a later line than the
    /// colon before it, and a colon follows.
    fn next_member_begins(&self, after_colon: usize) -> bool {
        matches!(self.peek(), Some(b'"')) && self.line_ends_between(after_colon, self.at) && self.key_follows()
    }

    /// A key without quotes; also a word that is only beginning to be one.
    fn bare_key(&mut self) {
        let start = self.at;
        let word = self.word();
        let after = self.at;
        self.trivia();
        let is_key =
            self.peek() == Some(b':') || !word.of(self.text).starts_with(|c: char| c.is_ascii_digit() || c == '-');
        self.at = after;
        if !is_key {
            self.at = start;
            self.stray(Problem::UnexpectedText);
            return;
        }
        self.separate();
        self.end = after;
        self.error(Problem::Quotes, word);
        self.member(word);
    }

    fn value(&mut self, key: Span) {
        let start = self.at as u32;
        match self.peek() {
            Some(b'{' | b'[') if self.stack.len() >= MAX_DEPTH => self.skip_deep(key),
            Some(byte @ (b'{' | b'[')) => {
                let object = byte == b'{';
                let indent = self.indent;
                self.at += 1;
                self.end = self.at;
                let kind = if object { Kind::Object } else { Kind::Array };
                self.add(kind, Span::new(start, self.at as u32), key);
                let node = self.read.nodes.len() as u32 - 1;
                self.stack.push(Open {
                    node,
                    last: NONE,
                    object,
                    comma: None,
                    after_item: false,
                    indent,
                });
            }
            Some(b'"' | b'\'') => {
                let span = self.string();
                self.add(Kind::String, span, key);
            }
            _ => {
                let span = self.word();
                let kind = word_kind(span.of(self.text));
                if kind == Kind::Broken {
                    self.error(Problem::BadValue, span);
                }
                self.add(kind, span, key);
            }
        }
    }

    fn add(&mut self, kind: Kind, span: Span, key: Span) {
        let id = self.read.nodes.len() as u32;
        let mut parent = NONE;
        let mut before = NONE;
        if let Some(open) = self.stack.last_mut() {
            parent = open.node;
            before = open.last;
            open.last = id;
            open.after_item = true;
            open.comma = None;
        }
        self.read.nodes.push(NodeData {
            kind,
            span,
            key,
            parent,
            first: NONE,
            next: NONE,
        });
        if before != NONE {
            if let Some(it) = self.read.nodes.get_mut(before as usize) {
                it.next = id;
            }
        } else if let Some(it) = self.read.nodes.get_mut(parent as usize) {
            it.first = id;
        }
    }

    /// Before a member or an item: there must be a comma if something stands before it.
    fn separate(&mut self) {
        if self.stack.last().is_some_and(|it| it.after_item) {
            let end = self.end as u32;
            let last = self.last_char(end);
            self.error_at(Problem::ExpectedComma, last, Span::at(end));
        }
    }

    fn comma(&mut self, expected: Problem) {
        let at = self.at as u32;
        let Some(open) = self.stack.last_mut() else { return };
        if open.after_item {
            open.after_item = false;
            open.comma = Some(at);
        } else {
            self.error(expected, Span::new(at, at + 1));
        }
        self.at += 1;
        self.end = self.at;
    }

    /// Closes the innermost container with the bracket ahead, which is its own.
    fn close(&mut self) {
        if let Some(comma) = self.stack.last().and_then(|it| it.comma) {
            self.error(Problem::TrailingComma, Span::new(comma, comma + 1));
        }
        self.at += 1;
        self.end = self.at;
        self.pop();
    }

    fn pop(&mut self) {
        let Some(open) = self.stack.pop() else { return };
        if let Some(it) = self.read.nodes.get_mut(open.node as usize) {
            it.span.end = self.end as u32;
        }
    }

    /// A bracket of the other kind: it closes its partner further out and all inside, or is stray.
    fn close_outer(&mut self, object: bool) {
        if self.stack.iter().any(|it| it.object == object) {
            self.unclosed();
            self.pop();
        } else {
            self.stray(Problem::UnexpectedText);
        }
    }

    fn unclosed(&mut self) {
        let Some(open) = self.stack.last() else { return };
        let bracket = if open.object { '{' } else { '[' };
        let start = self.read.nodes.get(open.node as usize).map_or(0, |it| it.span.start);
        let span = Span::new(start, start + 1);
        self.error_at(Problem::Unclosed { bracket, open: 1 }, span, Span::at(self.end as u32));
    }

    /// Whether the string ahead begins its line and stands no deeper than the line that opened the
    /// container around it.
    fn dedented(&self) -> bool {
        let Some(open) = self.stack.last() else { return false };
        let first = self.end <= self.line;
        first && self.stack.len() > 1 && self.indent <= open.indent && self.key_follows()
    }

    fn unwind_by_indent(&mut self) -> bool {
        let column = self.indent;
        let home = self.stack.iter().rposition(|it| it.object && it.indent < column);
        let Some(home) = home else { return false };
        while self.stack.len() > home + 1 {
            self.unclosed();
            self.pop();
        }
        true
    }

    fn finish(&mut self) {
        let open = self.stack.len() as u32;
        let Some(inner) = self.stack.last() else { return };
        let bracket = if inner.object { '{' } else { '[' };
        let start = self.read.nodes.get(inner.node as usize).map_or(0, |it| it.span.start);
        let kind = Problem::Unclosed { bracket, open };
        self.error_at(kind, Span::new(start, start + 1), Span::at(self.end as u32));
        self.end = self.bytes.len();
        while !self.stack.is_empty() {
            self.pop();
        }
    }

    /// Skips text that fits nowhere: a character, or a word.
    fn stray(&mut self, kind: Problem) {
        let start = self.at;
        match self.peek() {
            Some(b'"' | b'\'') => {
                self.string();
            }
            Some(byte) if is_word(byte) => {
                self.word();
            }
            _ => {
                self.at += self
                    .text
                    .get(start..)
                    .and_then(|it| it.chars().next())
                    .map_or(1, char::len_utf8)
            }
        }
        self.end = self.at;
        self.error(kind, Span::new(start as u32, self.at as u32));
    }

    /// Skips a container that lies too deep, brackets counted, strings respected.
    fn skip_deep(&mut self, key: Span) {
        let start = self.at;
        self.error(Problem::TooDeep, Span::new(start as u32, start as u32 + 1));
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.at = string_end(self.bytes, self.at);
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                break;
            }
        }
        self.end = self.at;
        self.add(Kind::Broken, Span::new(start as u32, self.at as u32), key);
    }

    fn string(&mut self) -> Span {
        let start = self.at;
        self.at = string_end(self.bytes, start);
        self.end = self.at;
        let span = Span::new(start as u32, self.at as u32);
        let raw = span.of(self.text);
        if !string::is_closed(raw) {
            self.error_at(Problem::UnclosedString, span, Span::at(span.end));
        } else if raw.starts_with('\'') {
            self.error(Problem::Quotes, span);
        }
        if raw.contains('\\') {
            for piece in string::pieces(string::inner(raw)).filter(|it| it.wrong) {
                let from = span.start + 1 + piece.start as u32;
                let wrong = Span::new(from, from + piece.len as u32);
                self.error(Problem::BadEscape, wrong);
            }
        }
        span
    }

    fn word(&mut self) -> Span {
        let start = self.at;
        while self.peek().is_some_and(is_word) {
            self.at += 1;
        }
        self.end = self.at;
        Span::new(start as u32, self.at as u32)
    }

    /// Skips blanks and comments.
    fn trivia(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t') => self.at += 1,
                Some(b'\n' | b'\r') => {
                    self.at += 1;
                    self.line = self.at;
                }
                Some(b'/') if matches!(self.bytes.get(self.at + 1), Some(b'/' | b'*')) => self.comment(),
                _ => break,
            }
        }
        if self.end <= self.line {
            self.indent = (self.at - self.line) as u32;
        }
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
        self.read.comments.push(Span::new(start as u32, self.at as u32));
    }

    /// Whether the string ahead is followed by a colon.
    fn key_follows(&self) -> bool {
        let mut at = string_end(self.bytes, self.at);
        while matches!(self.bytes.get(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            at += 1;
        }
        self.bytes.get(at) == Some(&b':')
    }

    fn line_ends_between(&self, from: usize, to: usize) -> bool {
        self.bytes
            .get(from..to)
            .is_some_and(|it| it.iter().any(|b| matches!(b, b'\n' | b'\r')))
    }

    /// The character before a place.
    fn last_char(&self, end: u32) -> Span {
        let len = self
            .text
            .get(..end as usize)
            .and_then(|it| it.chars().next_back())
            .map_or(0, char::len_utf8);
        Span::new(end - len as u32, end)
    }

    fn error(&mut self, kind: Problem, span: Span) {
        self.error_at(kind, span, span);
    }

    /// Reports a mistake, unless the last one ended where this one is to be mended: the same slip.
    fn error_at(&mut self, kind: Problem, span: Span, mend: Span) {
        let echo = matches!(
            kind,
            Problem::ExpectedComma | Problem::ExpectedColon | Problem::ExpectedValue
        ) && self
            .read
            .errors
            .last()
            .is_some_and(|it| it.kind.breaks_shape() && (it.span.end == mend.start || it.mend.end == mend.start));
        if !echo && self.read.errors.len() < MAX_ERRORS {
            self.read.errors.push(SyntaxError { kind, span, mend });
        }
    }
}

/// The end of the string that begins at a byte: behind its quote, or the end of its line.
fn string_end(bytes: &[u8], start: usize) -> usize {
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

fn starts_value(byte: u8) -> bool {
    matches!(byte, b'{' | b'[' | b'"' | b'\'') || is_word(byte)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.' | b'_' | b'$') || byte >= 0x80
}

fn word_kind(word: &str) -> Kind {
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
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
    digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|it| digits(it.strip_prefix(['+', '-']).unwrap_or(it)))
}
