//! Syntax errors: their kinds and spans.

use crate::text::span::Span;

/// A mistake in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: Problem,
    /// Where to point; never empty unless the text ends there.
    pub span: Span,
    /// Where to insert a character, or what to remove, to fix it.
    pub fix_span: Span,
}

/// The kinds of mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Two members or items without a comma between them.
    ExpectedComma,
    /// A key without its colon.
    ExpectedColon,
    /// A colon or a comma with nothing where a value belongs.
    ExpectedValue,
    /// A comma, a bracket or a value where a key belongs.
    ExpectedKey,
    /// A bracket that is never closed; `open` brackets are in the same state at the end of the text.
    Unclosed { bracket: char, open: u32 },
    /// A string whose line ends before it does.
    UnclosedString,
    /// A string that is closed on a later line than it begins on.
    SeveralLines,
    /// A block comment that never ends.
    UnclosedComment,
    /// A comma with nothing after it.
    TrailingComma,
    /// Text that is not JSON, a closing bracket without its opening one, or anything after the end.
    UnexpectedText,
    /// A key without quotes, or single quotes.
    Quotes,
    /// A string with quotes inside that are not escaped: from the first of them to the last; `fix_span` is the string.
    UnescapedQuote,
    /// A backslash that does not start an escape sequence.
    BadEscape,
    /// A number or a word that JSON does not have.
    BadValue,
    /// A token that a build or templating tool replaces, without quotes. `is_member` where it replaces members of
    /// an object, so that it is unknown which these are.
    BuildToken { is_member: bool },
    /// `=` or `=>` instead of a colon; `fix_span` is the sign.
    EqualsSign,
    /// A semicolon instead of a comma.
    Semicolon,
    /// The marker of a merge conflict.
    Conflict,
    /// A colon after the colon of a key.
    ExtraColon,
    /// A bracket that does not fit the one that it closes.
    WrongBracket,
    /// A key or a text with a closing quote only.
    UnopenedString,
    /// More brackets inside each other than any template needs.
    TooDeep,
}

/// The JSON value of a literal of another language: `True`, `$false`, `None`.
pub fn meant(word: &str) -> Option<&'static str> {
    let lower = word.strip_prefix('$').unwrap_or(word).to_ascii_lowercase();
    match lower.as_str() {
        "true" => Some("true"),
        "false" => Some("false"),
        "null" => Some("null"),
        "none" | "nil" | "undefined" if lower == word.to_ascii_lowercase() => Some("null"),
        _ => None,
    }
}

impl Problem {
    /// Whether the tree around the position may differ from what the author means. Where it does not,
    /// what is missing from an object is really missing.
    pub fn breaks_shape(self) -> bool {
        !matches!(
            self,
            Self::TrailingComma
                | Self::BadEscape
                | Self::BadValue
                | Self::SeveralLines
                | Self::BuildToken { is_member: false }
        )
    }

    /// Whether rules see less of the text than it will say: brackets are in doubt, or a tool has yet to write a value.
    pub fn hides_values(self) -> bool {
        self.breaks_shape() || matches!(self, Self::BuildToken { .. })
    }
}
