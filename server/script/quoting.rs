//! Words as a script writes them and as its shell reads them.

use crate::script::Dialect;
use crate::syntax::map::Map;
use crate::text::span::Span;

/// What a word says.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Plain {
    /// Without quotes and escapes. Variables and substitutions stand as they are written.
    pub text: String,
    /// The way back to the word, its first byte being 0.
    pub map: Map,
    /// Whether the shell puts something in: a variable or what a command prints.
    pub is_computed: bool,
}

impl Plain {
    fn take(&mut self, text: &str, written: Span) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        self.map.push(start, text.len() as u32, written);
    }
}

/// Reads a word. A quote that is not closed goes on to its end.
pub fn plain(word: &str, dialect: Dialect) -> Plain {
    if dialect == Dialect::PowerShell
        && let Some((body, at, quote)) = here_string(word)
    {
        let mut out = Plain::default();
        out.take(body, Span::new(at as u32, (at + body.len()) as u32));
        out.is_computed = quote == '"' && body.contains('$');
        return out;
    }
    let mut out = Plain::default();
    let mut open = None;
    let mut letters = word.char_indices().peekable();
    // What was read and not yet taken over.
    let mut from = 0;
    while let Some((at, c)) = letters.next() {
        let escape = match dialect {
            Dialect::Shell => '\\',
            Dialect::PowerShell => '`',
        };
        let next = letters.peek().map(|it| it.1);
        let skip = match (open, c) {
            (None, '"' | '\'') => {
                open = Some(c);
                1
            }
            // Two quotes inside the same quotes are one, in PowerShell alone.
            (Some(quote), _) if quote == c && dialect == Dialect::PowerShell && next == Some(quote) => {
                letters.next();
                1
            }
            (Some(quote), _) if quote == c => {
                open = None;
                1
            }
            (Some('\''), _) => 0,
            (open, it) if it == escape && escapes(dialect, open, next) => {
                let len = 1 + next.map_or(0, char::len_utf8);
                out.flush(word, from, at);
                // The sign and what it escapes are one.
                if let Some(text) = word.get(at + 1..at + len) {
                    out.take(text, Span::new(at as u32, (at + len) as u32));
                }
                letters.next();
                from = at + len;
                0
            }
            (_, '$') if next.is_some_and(is_expansion) => {
                // The dollar of `$'…'` and `$"…"` belongs to the quotes.
                let is_quote = open.is_none() && matches!(next, Some('\'' | '"')) && dialect == Dialect::Shell;
                out.is_computed |= !is_quote;
                usize::from(is_quote)
            }
            (_, '`') if dialect == Dialect::Shell => {
                out.is_computed = true;
                0
            }
            _ => 0,
        };
        if skip > 0 {
            out.flush(word, from, at);
            from = at + skip;
        }
    }
    out.flush(word, from, word.len());
    out
}

impl Plain {
    fn flush(&mut self, word: &str, from: usize, to: usize) {
        if let Some(text) = word.get(from..to).filter(|it| !it.is_empty()) {
            self.take(text, Span::new(from as u32, to as u32));
        }
    }
}

/// Whether a character after the sign of escapes is escaped by it.
fn escapes(dialect: Dialect, open: Option<char>, next: Option<char>) -> bool {
    match (dialect, open) {
        (Dialect::Shell, Some(_)) => matches!(next, Some('"' | '\\' | '$' | '`')),
        (_, _) => next.is_some(),
    }
}

fn is_expansion(next: char) -> bool {
    next.is_alphanumeric()
        || matches!(
            next,
            '_' | '{' | '(' | '@' | '*' | '#' | '?' | '!' | '$' | '\'' | '"' | '-'
        )
}

/// The text between `@'` and `'@`, with its position and the kind of its quotes.
fn here_string(word: &str) -> Option<(&str, usize, char)> {
    let quote = word.chars().nth(1).filter(|it| matches!(it, '\'' | '"'))?;
    let inner = word.strip_prefix('@')?.strip_suffix('@')?;
    let inner = inner.strip_prefix(quote)?.strip_suffix(quote)?;
    let start = inner.find('\n')? + 1;
    let body = inner.get(start..)?;
    let body = body.strip_suffix('\n').unwrap_or(body);
    Some((body.strip_suffix('\r').unwrap_or(body), 2 + start, quote))
}
