//! What the pieces of an expression are to the eye: functions, names, texts, properties.

use crate::expr::expression::Expression;
use crate::expr::lexer::{self, Kind as Word, Token as Lexed};
use crate::expr::names::between_quotes;
use crate::text::span::Span;

/// A piece of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it is written in the document.
    pub span: Span,
    pub kind: TokenKind,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    Function,
    /// That of a function that the template declares.
    Namespace,
    /// The name of a parameter, without its quotes.
    Parameter,
    /// The name of a variable of the template or of a lambda, without its quotes.
    Variable,
    /// A text with its quotes.
    Text,
    Number,
    /// `true`, `false` and `null`.
    Keyword,
    Property,
    /// Brackets, parentheses, dots and commas.
    Operator,
}

/// The pieces of an expression, in order. They don't overlap.
pub fn highlight(expression: &Expression<'_>) -> Vec<Token> {
    let text = &expression.text;
    let tokens = lexer::lex(text);
    let mut found = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let before = tokens.get(..at).unwrap_or_default();
        let behind = tokens.get(at + 1..).unwrap_or_default();
        let Some(kind) = kind(token, before, behind) else {
            continue;
        };
        let span = match kind {
            TokenKind::Parameter | TokenKind::Variable => between_quotes(text, token.span),
            _ => token.span,
        };
        if !span.is_empty() {
            let span = expression.written(span);
            found.push(Token { span, kind });
        }
    }
    found
}

fn kind(token: &Lexed, before: &[Lexed], behind: &[Lexed]) -> Option<TokenKind> {
    let is_mark = |it: Option<&Lexed>, mark: char| it.is_some_and(|it| it.kind == Word::Mark(mark));
    Some(match &token.kind {
        Word::Text(..) => named(before).unwrap_or(TokenKind::Text),
        Word::Integer(_) | Word::Float(_) => TokenKind::Number,
        Word::Mark(_) => TokenKind::Operator,
        Word::Name(_) if is_mark(behind.first(), '(') => TokenKind::Function,
        Word::Name(_) if is_mark(before.last(), '.') => TokenKind::Property,
        Word::Name(_) if is_mark(before.last(), '?') => TokenKind::Property,
        Word::Name(_) if is_mark(behind.first(), '.') => TokenKind::Namespace,
        Word::Name(name) => {
            let is_keyword = ["true", "false", "null"].iter().any(|it| it.eq_ignore_ascii_case(name));
            return is_keyword.then_some(TokenKind::Keyword);
        }
        Word::Other => return None,
    })
}

/// What a text names behind the function that it is the argument of.
fn named(before: &[Lexed]) -> Option<TokenKind> {
    let [rest @ .., function, open] = before else {
        return None;
    };
    let is_own = rest.last().is_none_or(|it| it.kind != Word::Mark('.'));
    let Word::Name(name) = &function.kind else { return None };
    if open.kind != Word::Mark('(') || !is_own {
        return None;
    }
    let is = |it: &str| name.eq_ignore_ascii_case(it);
    if is("parameters") {
        Some(TokenKind::Parameter)
    } else if is("variables") || is("lambdaVariables") {
        Some(TokenKind::Variable)
    } else {
        None
    }
}
