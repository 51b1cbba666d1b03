//! Parses tokens into a tree, for any text, with every mistake in it.

use crate::expr::lexer::{self, Kind as Word, Token};
use crate::expr::tree::{Call, Expr, Kind, Name};
use crate::text::span::Span;

/// An expression that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    pub root: Expr,
    /// In the order of the text; none for what Resource Manager reads.
    pub mistakes: Vec<Mistake>,
}

/// A mistake in an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mistake {
    pub span: Span,
    pub kind: MistakeKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MistakeKind {
    /// A value belongs here.
    NoValue,
    /// The closing parenthesis or bracket of what begins here is missing.
    Unclosed(char),
    /// A text without its closing quote.
    UnclosedText,
    /// A comma belongs between two arguments.
    NoComma,
    /// A name that is not called.
    NotCalled,
    /// A name belongs after a dot.
    NoName,
    /// Something that no expression has.
    Stray,
    /// It is nested too deep to be read.
    TooDeep,
}

/// Calls in calls that are followed.
const MAX_DEPTH: usize = 64;

/// Reads what a string says: `[`, an expression, `]`. The last bracket may be missing, as it is while one types.
pub fn parse(text: &str) -> Parsed {
    let start = usize::from(text.starts_with('['));
    let end = if text.len() > start && text.ends_with(']') {
        text.len() - 1
    } else {
        text.len()
    };
    let mut parser = Parser {
        tokens: lexer::lex(text.get(start..end).unwrap_or_default()),
        base: start as u32,
        end: end as u32,
        next: 0,
        depth: 0,
        mistakes: Vec::new(),
    };
    let root = parser.value();
    if let Some(rest) = parser.peek().map(|it| it.span) {
        let span = parser.shifted(Span::new(rest.start, end as u32 - parser.base));
        parser.mistake(span, MistakeKind::Stray);
    }
    parser.mistakes.sort_by_key(|it| it.span);
    Parsed {
        root,
        mistakes: parser.mistakes,
    }
}

/// A value, and whether more of it followed.
enum Behind {
    More(Expr),
    Nothing(Expr),
}

struct Parser {
    tokens: Vec<Token>,
    base: u32,
    end: u32,
    next: usize,
    depth: usize,
    mistakes: Vec<Mistake>,
}

impl Parser {
    fn value(&mut self) -> Expr {
        self.depth += 1;
        let mut value = if self.depth > MAX_DEPTH {
            let span = self.rest();
            self.mistake(span, MistakeKind::TooDeep);
            self.next = self.tokens.len();
            missing(span.end)
        } else {
            self.simple()
        };
        for _ in 0..MAX_DEPTH {
            match self.behind(value) {
                Behind::More(longer) => value = longer,
                Behind::Nothing(same) => {
                    value = same;
                    break;
                }
            }
        }
        self.depth -= 1;
        value
    }

    fn simple(&mut self) -> Expr {
        let Some(token) = self.peek().cloned() else {
            let span = Span::at(self.end);
            self.mistake(span, MistakeKind::NoValue);
            return missing(span.start);
        };
        let span = self.shifted(token.span);
        let kind = match token.kind {
            Word::Text(text, is_closed) => {
                if !is_closed {
                    self.mistake(span, MistakeKind::UnclosedText);
                }
                Kind::Text(text)
            }
            Word::Integer(number) => Kind::Integer(number),
            Word::Float(number) => Kind::Float(number),
            Word::Name(text) => {
                self.next += 1;
                return self.named(Name { text, span });
            }
            Word::Mark(')' | ',' | ']') => {
                self.mistake(Span::at(span.start), MistakeKind::NoValue);
                return missing(span.start);
            }
            Word::Mark(_) | Word::Other => {
                self.mistake(span, MistakeKind::Stray);
                self.next += 1;
                return missing(span.end);
            }
        };
        self.next += 1;
        Expr { span, kind }
    }

    /// A name and what belongs to it: `name(…)` or `space.name(…)`.
    fn named(&mut self, first: Name) -> Expr {
        if self.is_mark(0, '(') {
            return self.call(None, first);
        }
        if self.is_mark(0, '.')
            && self.is_mark(2, '(')
            && let Some(Word::Name(text)) = self.tokens.get(self.next + 1).map(|it| it.kind.clone())
        {
            self.next += 1;
            let span = self.peek().map_or(first.span, |it| self.shifted(it.span));
            self.next += 1;
            return self.call(Some(first), Name { text, span });
        }
        let is_value = ["true", "false", "null"]
            .iter()
            .any(|it| first.text.eq_ignore_ascii_case(it));
        if !is_value {
            self.mistake(first.span, MistakeKind::NotCalled);
        }
        Expr {
            span: first.span,
            kind: Kind::Word(first.text),
        }
    }

    fn call(&mut self, namespace: Option<Name>, name: Name) -> Expr {
        let start = namespace.as_ref().map_or(name.span.start, |it| it.span.start);
        let open = self.peek().map_or(name.span, |it| self.shifted(it.span));
        self.next += 1;
        let mut arguments = Vec::new();
        let mut is_closed = self.take(')').is_some();
        let mut close = self.before().start;
        while !is_closed {
            arguments.push(self.value());
            if self.take(',').is_some() {
                continue;
            }
            if let Some(span) = self.take(')') {
                is_closed = true;
                close = span.start;
                break;
            }
            close = self.end;
            let Some(token) = self.peek() else { break };
            let span = self.shifted(token.span);
            match token.kind {
                Word::Mark(']') => {
                    close = span.start;
                    break;
                }
                Word::Mark(_) | Word::Other => {
                    self.mistake(span, MistakeKind::Stray);
                    self.next += 1;
                    if self.take(',').is_some() {
                        continue;
                    }
                    if self.take(')').is_some() {
                        is_closed = true;
                        close = self.before().start;
                        break;
                    }
                }
                _ => self.mistake(Span::at(span.start), MistakeKind::NoComma),
            }
        }
        if !is_closed {
            self.mistake(open, MistakeKind::Unclosed(')'));
        }
        let end = if is_closed { close + 1 } else { close };
        Expr {
            span: Span::new(start, end.max(open.end)),
            kind: Kind::Call(Call {
                namespace,
                name,
                arguments,
                inside: Span::new(open.end, close.max(open.end)),
                is_closed,
            }),
        }
    }

    /// A value with one member or item more.
    fn behind(&mut self, of: Expr) -> Behind {
        let start = of.span.start;
        if self.take('.').is_some() {
            let is_safe = self.take('?').is_some();
            let name = self.member();
            let span = Span::new(start, name.span.end);
            let of = Box::new(of);
            let kind = Kind::Member { of, name, is_safe };
            return Behind::More(Expr { span, kind });
        }
        let Some(open) = self.take('[') else {
            return Behind::Nothing(of);
        };
        let is_safe = self.take('?').is_some();
        let index = Box::new(self.value());
        let end = match self.take(']') {
            Some(close) => close.end,
            None => {
                self.mistake(open, MistakeKind::Unclosed(']'));
                index.span.end
            }
        };
        let span = Span::new(start, end.max(open.end));
        let of = Box::new(of);
        let kind = Kind::Index { of, index, is_safe };
        Behind::More(Expr { span, kind })
    }

    /// The name after a dot; an empty one where there is none.
    fn member(&mut self) -> Name {
        if let Some(Token {
            span,
            kind: Word::Name(text),
        }) = self.peek().cloned()
        {
            self.next += 1;
            let span = self.shifted(span);
            return Name { text, span };
        }
        let span = Span::at(self.before().end);
        self.mistake(span, MistakeKind::NoName);
        Name {
            text: String::new(),
            span,
        }
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn is_mark(&self, ahead: usize, mark: char) -> bool {
        let token = self.tokens.get(self.next + ahead);
        token.is_some_and(|it| it.kind == Word::Mark(mark))
    }

    /// Takes a mark if it comes next.
    fn take(&mut self, mark: char) -> Option<Span> {
        if !self.is_mark(0, mark) {
            return None;
        }
        self.next += 1;
        Some(self.before())
    }

    /// The position of the last token.
    fn before(&self) -> Span {
        let token = self.next.checked_sub(1).and_then(|it| self.tokens.get(it));
        token.map_or(Span::at(self.base), |it| self.shifted(it.span))
    }

    fn rest(&self) -> Span {
        let start = self.peek().map_or(self.end, |it| self.shifted(it.span).start);
        Span::new(start, self.end)
    }

    fn shifted(&self, span: Span) -> Span {
        Span::new(self.base + span.start, self.base + span.end)
    }

    fn mistake(&mut self, span: Span, kind: MistakeKind) {
        self.mistakes.push(Mistake { span, kind });
    }
}

fn missing(at: u32) -> Expr {
    Expr {
        span: Span::at(at),
        kind: Kind::Missing,
    }
}
