//! Parses JSON that is being typed, in one pass with an explicit stack; deep nesting is an error.
//!
//! A closing bracket closes everything inside its partner; a string never crosses the end of its
//! line; a key inside an array means that the array was not closed. Where brackets do not balance,
//! the text is read again by its indentation, then with the opening brackets alone to be trusted, then
//! with every closing bracket where it should be, and the reading with the fewest mistakes is kept: so
//! a bracket that was only just opened does not swallow the following lines, and a stray one does not
//! close its parents.

mod commas;
mod foreign;
mod recovery;

use std::sync::Arc;

use crate::cancel;
use crate::syntax::derived::Derived;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::index::Index;
use crate::syntax::lexer::{Lexer, starts_value};
use crate::syntax::tree::{Kind, NONE, NodeData, Tree};
use crate::text::span::Span;

/// Brackets inside each other that are read; what is deeper is skipped and reported. Azure
/// Resource Manager itself accepts far fewer.
const MAX_DEPTH: usize = 256;

/// A checkpoint costs little, and yet more than a node.
const NODES_BETWEEN_CHECKPOINTS: usize = 1024;

pub(super) fn parse(text: String) -> Tree {
    let first = Parser::new(&text, Trust::Closing).run();
    let unbalanced = |it: &SyntaxError| matches!(it.kind, Problem::Unclosed { .. } | Problem::UnexpectedText);
    let read = if first.errors.iter().any(unbalanced) {
        let second = Parser::new(&text, Trust::Indentation).run();
        let best = if second.cost() <= first.cost() { second } else { first };
        if best.cost() > 1 {
            let others = [Trust::Opening, Trust::Position].map(|it| Parser::new(&text, it).run());
            others.into_iter().fold(
                best,
                |best, other| if other.cost() < best.cost() { other } else { best },
            )
        } else {
            best
        }
    } else {
        first
    };
    let Read {
        nodes,
        errors,
        unlisted,
        comments,
    } = read;
    Tree {
        text: Arc::new(text),
        nodes,
        errors: Arc::new(errors),
        unlisted,
        comments: Arc::new(comments),
        places: Vec::new(),
        grafts: Vec::new(),
        derived: Derived::default(),
        index: Index::default(),
    }
}

/// What decides where brackets do not balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// A closing bracket closes everything inside its partner.
    Closing,
    /// A line that is not deeper than the one that opened a container is outside it.
    Indentation,
    /// A closing bracket of the other kind is stray.
    Opening,
    /// A closing bracket closes the innermost container, also with the wrong sign.
    Position,
}

struct Read {
    nodes: Vec<NodeData>,
    errors: Vec<SyntaxError>,
    /// How many errors are not in the list.
    unlisted: usize,
    comments: Vec<Span>,
}

impl Read {
    /// How many positions the author would need to correct.
    fn cost(&self) -> usize {
        let mut offsets: Vec<u32> = self.errors.iter().map(|it| it.fix_span.start).collect();
        offsets.sort_unstable();
        offsets.dedup();
        offsets.len()
    }
}

/// A container that is being read.
struct Open {
    node: u32,
    last: u32,
    object: bool,
    /// The comma after the last member or item, where no other one followed it yet.
    comma: Option<u32>,
    /// The commas after that one.
    more_commas: Vec<u32>,
    /// Whether a member or item is before the current position without a comma after it.
    after_item: bool,
    /// Whether a token of a tool is right before the current position: it may bring its comma.
    after_token: bool,
    /// Column of the first character of the line on which the container opens.
    indent: u32,
}

struct Parser<'t> {
    lexer: Lexer<'t>,
    nodes: Vec<NodeData>,
    stack: Vec<Open>,
    trust: Trust,
    /// End of the last text that fitted nowhere.
    stray_end: Option<usize>,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, trust: Trust) -> Self {
        Self {
            lexer: Lexer::new(text),
            nodes: Vec::with_capacity(text.len() / 32),
            stack: Vec::new(),
            trust,
            stray_end: None,
        }
    }

    fn run(mut self) -> Read {
        loop {
            if self.nodes.len().is_multiple_of(NODES_BETWEEN_CHECKPOINTS) {
                cancel::checkpoint();
            }
            self.lexer.trivia();
            let Some(byte) = self.lexer.peek() else { break };
            if self.leave(byte) || self.build_token() {
                continue;
            }
            match self.stack.last() {
                None if self.nodes.is_empty() && starts_value(byte) => self.value(Span::default()),
                None => self.stray(),
                Some(open) if open.object => self.in_object(byte),
                Some(_) => self.in_array(byte),
            }
        }
        self.finish();
        self.lexer.errors.sort_by_key(|it| it.span);
        Read {
            nodes: self.nodes,
            errors: self.lexer.errors,
            unlisted: self.lexer.unlisted,
            comments: self.lexer.comments,
        }
    }

    fn in_object(&mut self, byte: u8) {
        match byte {
            b'}' => self.close(),
            b']' | b')' if self.trust == Trust::Position => self.close_wrong(),
            b']' => self.close_outer(false),
            b',' => self.comma(),
            b';' if self.semicolon() => {}
            b'"' | b'\'' if self.follows_directly() => self.lexer.stray_quote(),
            b'"' | b'\'' => {
                self.separate();
                let key = self.lexer.string();
                self.member(key);
            }
            b'{' | b'[' => {
                self.separate();
                self.lexer.error(
                    Problem::ExpectedKey,
                    Span::new(self.lexer.at as u32, self.lexer.at as u32 + 1),
                );
                self.value(Span::default());
            }
            _ if self.lexer.begins_word(byte) => self.bare_key(),
            _ => self.stray(),
        }
    }

    fn in_array(&mut self, byte: u8) {
        match byte {
            b']' => self.close(),
            b'}' | b')' if self.trust == Trust::Position => self.close_wrong(),
            b'}' => self.close_outer(true),
            b',' => self.comma(),
            b';' if self.semicolon() => {}
            b'"' | b'\'' if self.follows_directly() => self.lexer.stray_quote(),
            b'"' | b'\'' if self.lexer.key_follows() => {
                if self.stack.iter().any(|it| it.object) {
                    self.give_up();
                } else {
                    self.separate();
                    self.value(Span::default());
                }
            }
            _ if self.lexer.begins_value(byte) => {
                self.separate();
                self.value(Span::default());
            }
            _ => self.stray(),
        }
    }

    /// Reads what follows a key: the colon and the value, as far as they exist.
    fn member(&mut self, key: Span) {
        let after_key = self.lexer.end;
        self.lexer.trivia();
        let equals = self.lexer.equals_sign().or_else(|| self.comma_for_colon());
        if equals.is_some() || self.lexer.peek() == Some(b':') {
            let sign = equals.unwrap_or(Span::at(self.lexer.at as u32));
            if equals.is_some() {
                self.equals(key, sign);
            } else {
                self.lexer.bump();
            }
            let after_colon = self.lexer.end;
            self.lexer.trivia();
            while self.lexer.peek() == Some(b':') {
                let at = self.lexer.at as u32;
                self.lexer.bump();
                self.lexer.error(Problem::ExtraColon, Span::new(at, at + 1));
                self.lexer.trivia();
            }
            match self.lexer.peek() {
                Some(byte) if self.lexer.begins_value(byte) && !self.next_begins() => self.value(key),
                _ => {
                    let fix_span = Span::at(after_colon as u32);
                    self.lexer.error_at(
                        Problem::ExpectedValue,
                        Span::new(key.start, after_colon as u32),
                        fix_span,
                    );
                    self.add(Kind::Broken, Span::at(after_colon as u32), key);
                }
            }
            return;
        }
        self.lexer
            .error_at(Problem::ExpectedColon, key, Span::at(after_key as u32));
        let same_line = !self.lexer.line_ends_between(after_key, self.lexer.at);
        match self.lexer.peek() {
            Some(byte) if same_line && self.lexer.begins_value(byte) && !self.next_begins() => self.value(key),
            _ => self.add(Kind::Broken, Span::at(after_key as u32), key),
        }
    }

    /// Whether the text after a colon is not a value of it: a string with a colon of its own, or, by
    /// the indentation, something outside the object.
    fn next_begins(&self) -> bool {
        let outside = |open: &Open| self.lexer.is_first() && self.lexer.indent <= open.indent;
        self.lexer.key_follows() || (self.trust == Trust::Indentation && self.stack.last().is_some_and(outside))
    }

    fn value(&mut self, key: Span) {
        let start = self.lexer.at as u32;
        if let Some(token) = self.lexer.build_token() {
            self.lexer.pass(token);
            self.lexer.error(Problem::BuildToken { is_member: false }, token);
            self.add(Kind::Broken, token, key);
            if let Some(open) = self.stack.last_mut() {
                open.after_token = true;
            }
            return;
        }
        match self.lexer.peek() {
            Some(b'{' | b'[') if self.stack.len() >= MAX_DEPTH => self.skip_deep(key),
            Some(byte @ (b'{' | b'[')) => {
                let object = byte == b'{';
                let indent = self.lexer.indent;
                self.lexer.bump();
                let kind = if object { Kind::Object } else { Kind::Array };
                self.add(kind, Span::new(start, self.lexer.at as u32), key);
                let node = self.nodes.len() as u32 - 1;
                self.stack.push(Open {
                    node,
                    last: NONE,
                    object,
                    comma: None,
                    more_commas: Vec::new(),
                    after_item: false,
                    after_token: false,
                    indent,
                });
            }
            Some(b'"' | b'\'') => {
                let span = self.lexer.string();
                self.add(Kind::String, span, key);
            }
            _ => self.bare_value(key),
        }
    }

    fn add(&mut self, kind: Kind, span: Span, key: Span) {
        self.end_commas();
        let id = self.nodes.len() as u32;
        let mut parent = NONE;
        let mut before = NONE;
        if let Some(open) = self.stack.last_mut() {
            parent = open.node;
            before = open.last;
            open.last = id;
            open.after_item = true;
            open.after_token = false;
        }
        self.nodes.push(NodeData {
            kind,
            closed: false,
            span,
            key,
            parent,
            first: NONE,
            next: NONE,
        });
        if before != NONE {
            if let Some(it) = self.nodes.get_mut(before as usize) {
                it.next = id;
            }
        } else if let Some(it) = self.nodes.get_mut(parent as usize) {
            it.first = id;
        }
    }

    /// Before a member or an item: there must be a comma if something is before it.
    fn separate(&mut self) {
        if self.stack.last().is_some_and(|it| it.after_item && !it.after_token) {
            let end = self.lexer.end as u32;
            let last = self.lexer.last_char(end);
            self.lexer.error_at(Problem::ExpectedComma, last, Span::at(end));
        }
    }

    /// Closes the innermost container with the next bracket, which is its own.
    fn close(&mut self) {
        self.trailing_commas();
        self.lexer.bump();
        self.pop(self.lexer.end, true);
    }

    /// Closes the innermost container with the next bracket, which is not its own.
    fn close_wrong(&mut self) {
        let at = self.lexer.at as u32;
        self.lexer.error(Problem::WrongBracket, Span::new(at, at + 1));
        self.close();
    }

    fn pop(&mut self, end: usize, closed: bool) {
        self.end_commas();
        let Some(open) = self.stack.pop() else { return };
        if let Some(it) = self.nodes.get_mut(open.node as usize) {
            it.span.end = end as u32;
            it.closed = closed;
        }
    }

    fn finish(&mut self) {
        self.unclosed(self.stack.len() as u32);
        while !self.stack.is_empty() {
            self.pop(self.lexer.text.len(), false);
        }
    }

    /// Skips a container that is nested too deeply.
    fn skip_deep(&mut self, key: Span) {
        let start = self.lexer.at as u32;
        self.lexer.error(Problem::TooDeep, Span::new(start, start + 1));
        self.lexer.skip_container();
        self.add(Kind::Broken, Span::new(start, self.lexer.at as u32), key);
    }
}
