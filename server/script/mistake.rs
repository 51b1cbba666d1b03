//! Syntax errors of shell scripts.
//!
//! The errors come from `shuck-parser`, not from the ERROR and MISSING nodes of tree-sitter: of 430 valid scripts of a Debian
//! system, tree-sitter-bash rejects 28 and `shuck-parser` 1. That library describes an error by a message only, so its version is
//! pinned and a message that is not listed here reports nothing.

use std::panic;

use shuck_parser::parser::Parser;

use crate::text::span::Span;

/// The first syntax error of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub kind: MistakeKind,
    /// In the script, in bytes.
    pub span: Span,
}

/// The kind of a syntax error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MistakeKind {
    /// A word that closes or continues a construct is missing: `fi`, `done`, `do`, `}`.
    Missing(String),
    /// A quote or a bracket is not closed; the token that opens it.
    Unclosed(&'static str),
    /// No command follows `&&`, `||` or `|`.
    NothingAfter(String),
    /// A word that cannot start a command: `done` without a loop.
    Unexpected(String),
    /// A branch or a loop contains no command.
    Empty,
}

/// The greatest depth of command substitutions that is read, on average over a whole script; a short one may be deeper. The library
/// reads each byte again for every substitution around it.
const MAX_MEAN_DEPTH: usize = 4;
const SHORT_SCRIPT: usize = 4 << 10;

/// The first syntax error of a shell script; `None` also if its kind is unknown, or if finding it would cost too much.
pub(super) fn first(text: &str) -> Option<Mistake> {
    if depths(text) > MAX_MEAN_DEPTH * text.len().max(SHORT_SCRIPT) {
        return None;
    }
    // The library is young: a panic in it must not end the program.
    let parsed = panic::catch_unwind(|| Parser::new(text).parse()).ok()?;
    let first = parsed.diagnostics.first()?;
    let span = Span::new(first.span.start.offset() as u32, first.span.end.offset() as u32);
    let kind = kind(&first.message, span.of(text))?;
    Some(Mistake {
        kind,
        span: visible(span, text),
    })
}

/// The depths of command substitutions, summed up over all bytes of a script.
fn depths(text: &str) -> usize {
    let (mut sum, mut depth) = (0, 0);
    // For each open bracket, whether it begins a substitution.
    let mut open = Vec::new();
    let mut last = b' ';
    for byte in text.bytes() {
        match byte {
            b'(' => {
                open.push(last == b'$');
                depth += usize::from(last == b'$');
            }
            b')' => depth -= usize::from(open.pop().unwrap_or_default()),
            _ => {}
        }
        sum += depth;
        last = byte;
    }
    sum
}

/// The span without blanks at its end; for a span of blanks, the word before it.
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
