//! The tokens of an expression.

use crate::text::span::Span;

/// A token with its position.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub span: Span,
    pub kind: Kind,
}

/// What a word is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// Its text, and whether its closing quote is present.
    Text(String, bool),
    Integer(i64),
    Float(f64),
    Name(String),
    /// One of `( ) [ ] , . ?`
    Mark(char),
    /// Anything else.
    Other,
}

/// Splits a text into tokens, without the blanks between them.
pub(super) fn lex(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|it| !it.is_empty()) {
        let Some(first) = rest.chars().next() else { break };
        let (len, kind) = match first {
            it if it.is_whitespace() => {
                at += it.len_utf8();
                continue;
            }
            '\'' => quoted(rest),
            '(' | ')' | '[' | ']' | ',' | '.' | '?' => (1, Kind::Mark(first)),
            '0'..='9' | '-' | '+' => number(rest),
            it if is_name(it) => {
                let len = rest
                    .find(|it: char| !is_name(it) && !it.is_ascii_digit())
                    .unwrap_or(rest.len());
                (len, Kind::Name(rest.get(..len).unwrap_or_default().to_owned()))
            }
            other => (other.len_utf8(), Kind::Other),
        };
        let span = Span::new(at as u32, (at + len) as u32);
        tokens.push(Token { span, kind });
        at += len;
    }
    tokens
}

fn is_name(it: char) -> bool {
    it.is_ascii_alphabetic() || matches!(it, '_' | '$' | '#')
}

/// A text between single quotes; two in a row are one of the text.
fn quoted(rest: &str) -> (usize, Kind) {
    let mut text = String::new();
    let mut at = 1;
    while let Some(tail) = rest.get(at..) {
        let Some(quote) = tail.find('\'') else {
            text.push_str(tail);
            break;
        };
        text.push_str(tail.get(..quote).unwrap_or_default());
        at += quote + 1;
        if !rest.get(at..).is_some_and(|it| it.starts_with('\'')) {
            return (at, Kind::Text(text, true));
        }
        text.push('\'');
        at += 1;
    }
    (rest.len(), Kind::Text(text, false))
}

fn number(rest: &str) -> (usize, Kind) {
    let sign = usize::from(rest.starts_with(['-', '+']));
    let digits = |from: usize| {
        let tail = rest.get(from..).unwrap_or_default();
        from + tail.find(|it: char| !it.is_ascii_digit()).unwrap_or(tail.len())
    };
    let mut end = digits(sign);
    if end == sign {
        return (sign, Kind::Other);
    }
    let mut is_whole = true;
    if rest.get(end..).is_some_and(|it| it.starts_with('.')) && digits(end + 1) > end + 1 {
        end = digits(end + 1);
        is_whole = false;
    }
    let exponent = rest.get(end..).unwrap_or_default();
    if exponent.starts_with(['e', 'E']) {
        let sign = usize::from(exponent.get(1..).is_some_and(|it| it.starts_with(['-', '+'])));
        if digits(end + 1 + sign) > end + 1 + sign {
            end = digits(end + 1 + sign);
            is_whole = false;
        }
    }
    let written = rest.get(..end).unwrap_or_default();
    let integer = written.parse().ok().filter(|_| is_whole).map(Kind::Integer);
    let kind = integer.or_else(|| written.parse().ok().map(Kind::Float));
    (end, kind.unwrap_or(Kind::Other))
}
