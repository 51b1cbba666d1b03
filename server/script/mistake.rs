//! Where a shell script is no script.

use std::panic;

use shuck_parser::parser::Parser;

use crate::text::span::Span;

/// The first thing in a script that no shell can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub kind: MistakeKind,
    /// In the script, in bytes.
    pub span: Span,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MistakeKind {
    /// A word that ends or goes on with what was begun is not there: `fi`, `done`, `do`, `}`.
    Missing(String),
    /// A quote or a bracket that is not closed; the sign that opens it.
    Unclosed(&'static str),
    /// There is no command behind `&&`, `||` or `|`.
    NothingAfter(String),
    /// A word that no command can begin with: `done` without a loop.
    Unexpected(String),
    /// A branch or a loop with no command in it.
    Empty,
}

/// The first mistake of a shell script; `None` also where it can't be told what it is.
pub(super) fn first(text: &str) -> Option<Mistake> {
    // A young library: what it can't do must not harm anybody.
    let parsed = panic::catch_unwind(|| Parser::new(text).parse()).ok()?;
    let first = parsed.diagnostics.first()?;
    let span = Span::new(first.span.start.offset() as u32, first.span.end.offset() as u32);
    let kind = kind(&first.message, span.of(text))?;
    Some(Mistake {
        kind,
        span: visible(span, text),
    })
}

/// The stretch without blanks at its end; of nothing but blanks, the word before.
fn visible(span: Span, text: &str) -> Span {
    let end = text.get(..span.end as usize).unwrap_or_default().trim_end().len() as u32;
    if end > span.start {
        return Span::new(span.start, end);
    }
    let before = text.get(..end as usize).unwrap_or_default();
    let start = before.rfind(char::is_whitespace).map_or(0, |it| it + 1);
    Span::new(start as u32, end)
}

fn kind(message: &str, word: &str) -> Option<MistakeKind> {
    const OPENED: [(&str, &str); 5] = [
        ("unterminated double quote", "\""),
        ("unterminated single quote", "'"),
        ("unterminated command substitution", "$("),
        ("unterminated backtick substitution", "`"),
        ("unterminated arithmetic expansion", "$(("),
    ];
    let message = message.strip_prefix("syntax error: ").unwrap_or(message);
    if let Some((_, sign)) = OPENED.iter().find(|it| it.0 == message) {
        return Some(MistakeKind::Unclosed(sign));
    }
    if let Some(sign) = message.strip_prefix("expected command after ") {
        return Some(MistakeKind::NothingAfter(sign.to_owned()));
    }
    if let Some(rest) = message.strip_prefix("expected '") {
        return Some(MistakeKind::Missing(rest.split('\'').next()?.to_owned()));
    }
    if message == "expected command" && !word.is_empty() {
        return Some(MistakeKind::Unexpected(word.to_owned()));
    }
    message.starts_with("empty ").then_some(MistakeKind::Empty)
}
