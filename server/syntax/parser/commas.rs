//! Commas that separate nothing. Which mistake they are is known when something follows them, or a closing bracket.

use crate::syntax::error::Problem;
use crate::syntax::parser::Parser;
use crate::text::span::Span;

impl Parser<'_> {
    /// Reads a comma.
    pub(super) fn comma(&mut self) {
        let at = self.lexer.at as u32;
        let Some(open) = self.stack.last_mut() else { return };
        if open.after_item {
            open.after_item = false;
            open.comma = Some(at);
        } else if open.comma.is_some() {
            open.more_commas.push(at);
        } else {
            self.needless_comma(at);
        }
        self.lexer.bump();
    }

    /// What follows the commas does not close their container: each but the first one is too many.
    pub(super) fn end_commas(&mut self) {
        let Some(open) = self.stack.last_mut() else { return };
        open.comma = None;
        if !open.more_commas.is_empty() {
            let commas = std::mem::take(&mut open.more_commas);
            commas.into_iter().for_each(|it| self.needless_comma(it));
        }
    }

    /// A closing bracket follows the commas: all are too many. They are one mistake where nothing but blanks is between them.
    pub(super) fn trailing_commas(&mut self) {
        let Some(open) = self.stack.last_mut() else { return };
        let Some(first) = open.comma.take() else { return };
        let more = std::mem::take(&mut open.more_commas);
        let whole = Span::new(first, more.last().unwrap_or(&first) + 1);
        let is_between = |it: u8| it == b',' || it.is_ascii_whitespace();
        if whole.of(self.lexer.text).bytes().all(is_between) {
            self.lexer.error(Problem::TrailingComma, whole);
            return;
        }
        for at in std::iter::once(first).chain(more) {
            self.lexer.error(Problem::TrailingComma, Span::new(at, at + 1));
        }
    }

    fn needless_comma(&mut self, at: u32) {
        let expected = match self.stack.last() {
            Some(open) if open.object => Problem::ExpectedKey,
            _ => Problem::ExpectedValue,
        };
        self.lexer.error(expected, Span::new(at, at + 1));
    }
}
