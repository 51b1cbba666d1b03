//! What the parser does where brackets do not balance, and with text that fits nowhere.

use crate::syntax::error::Problem;
use crate::syntax::parser::{Parser, Trust};
use crate::syntax::word::is_word;
use crate::text::span::Span;

impl Parser<'_> {
    /// Ends the innermost container without its bracket. The empty lines below it are its own.
    pub(super) fn give_up(&mut self) {
        self.unclosed(1);
        self.pop(self.lexer.end_of_gap(), false);
    }

    /// A bracket of the other kind: it closes its partner further out and all inside, or is stray.
    pub(super) fn close_outer(&mut self, object: bool) {
        let closes_partner = self.trust != Trust::Opening && self.stack.iter().any(|it| it.object == object);
        if closes_partner {
            self.give_up();
        } else {
            self.stray();
        }
    }

    /// Reports the innermost container, and with it as many around it as are open in the same way.
    pub(super) fn unclosed(&mut self, open: u32) {
        let Some(inner) = self.stack.last() else { return };
        let bracket = if inner.object { '{' } else { '[' };
        let start = self.nodes.get(inner.node as usize).map_or(0, |it| it.span.start);
        let fix_span = Span::at(self.lexer.end as u32);
        self.lexer.error_at(
            Problem::Unclosed { bracket, open },
            Span::new(start, start + 1),
            fix_span,
        );
    }

    /// By the indentation: a line that is not deeper than the one that opened a container is
    /// outside it. Closes what the next line is outside of, or skips a closing bracket that
    /// is not expected there, and then returns `true`.
    pub(super) fn leave(&mut self, byte: u8) -> bool {
        if self.trust != Trust::Indentation || self.lexer.build_token().is_some() {
            return false;
        }
        let column = self.lexer.indent;
        let Some(inner) = self.stack.last().map(|it| it.indent).filter(|_| self.lexer.is_first()) else {
            return false;
        };
        let closing = matches!(byte, b'}' | b']');
        let home = match byte {
            b'}' => self.stack.iter().rposition(|it| it.object && it.indent == column),
            b']' => self.stack.iter().rposition(|it| !it.object && it.indent == column),
            _ if column > inner => None,
            b'{' | b'[' => self.stack.iter().rposition(|it| !it.object && it.indent < column),
            b'"' if self.lexer.key_follows() => self.stack.iter().rposition(|it| it.object && it.indent < column),
            _ => None,
        };
        if let Some(home) = home {
            while self.stack.len() > home + 1 {
                self.give_up();
            }
        } else if closing && column > inner {
            self.stray();
            return true;
        }
        false
    }

    /// Skips text that fits nowhere: a character, a string or a word. Reported once for text
    /// together.
    pub(super) fn stray(&mut self) {
        let start = self.lexer.at;
        let is_reported = self.stray_end == Some(self.lexer.end);
        match self.lexer.peek() {
            Some(b'"' | b'\'') => {
                self.lexer.string();
            }
            Some(byte) if is_word(byte) => {
                self.lexer.word();
            }
            _ => self.lexer.bump(),
        }
        self.stray_end = Some(self.lexer.end);
        if !is_reported {
            let span = Span::new(start as u32, self.lexer.at as u32);
            self.lexer.error(Problem::UnexpectedText, span);
        }
    }
}
