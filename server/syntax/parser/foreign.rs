//! How the parser handles text that is not JSON but has a meaning elsewhere: words without quotes, tokens of build tools,
//! signs of other languages.

use crate::syntax::error::{self, Problem};
use crate::syntax::lexer::word_kind;
use crate::syntax::parser::Parser;
use crate::syntax::quote::{ends_value, line_string_end};
use crate::syntax::tree::Kind;
use crate::text::span::Span;

impl Parser<'_> {
    /// A key without quotes; also a word that is only beginning to be one.
    pub(super) fn bare_key(&mut self) {
        let word = self.lexer.peek_word();
        let is_number = word
            .of(self.lexer.text)
            .starts_with(|c: char| c.is_ascii_digit() || c == '-');
        if is_number && !self.lexer.colon_follows(word.end) {
            self.stray();
            return;
        }
        self.separate();
        if let Some(written) = self.lexer.unopened(true) {
            self.lexer.pass(written);
            self.lexer
                .error_at(Problem::UnopenedString, written, Span::at(written.start));
            self.member(Span::new(written.start, written.end - 1));
            return;
        }
        let braced = (word.start as usize)
            .checked_sub(1)
            .and_then(|it| self.lexer.braced_token(it));
        self.lexer.word();
        if let Some(token) = braced {
            self.lexer.error(Problem::BuildToken { is_member: true }, token);
            self.add(Kind::Broken, Span::at(word.end), word);
            return;
        }
        self.lexer.error(Problem::Quotes, word);
        // The quotes are not part of the name, in any form.
        let written = word.of(self.lexer.text);
        let name = written.trim_start_matches(['“', '”', '‘', '’', '`']);
        let start = word.end - name.len() as u32;
        let name = name.trim_end_matches(['“', '”', '‘', '’', '`', '"']);
        self.member(Span::new(start, start + name.len() as u32));
    }

    /// Reads a token of a tool, which may be replaced by anything; `false` if there is none.
    pub(super) fn build_token(&mut self) -> bool {
        let Some(token) = self.lexer.build_token() else {
            return false;
        };
        let is_key = self.lexer.colon_follows(token.end);
        match self.stack.last().map(|it| it.object) {
            Some(true) if is_key => {
                // `$schema: …` is a key without quotes, `${name}: …` is not a known key.
                if self.lexer.peek_word() == token {
                    return false;
                }
                self.lexer.pass(token);
                self.lexer.error(Problem::BuildToken { is_member: false }, token);
                self.member(token);
            }
            Some(false) => {
                self.lexer.pass(token);
                self.lexer.error(Problem::BuildToken { is_member: false }, token);
                self.add(Kind::Broken, token, Span::default());
            }
            is_object => {
                self.lexer.pass(token);
                let is_member = is_object.is_some();
                self.lexer.error(Problem::BuildToken { is_member }, token);
            }
        }
        self.end_commas();
        if let Some(open) = self.stack.last_mut() {
            open.after_item = true;
            open.after_token = true;
        }
        true
    }

    /// The next comma, if it separates a key from its value instead of a colon: the string after the comma is not a key.
    pub(super) fn comma_for_colon(&self) -> Option<Span> {
        let at = self.lexer.at;
        let rest = self.lexer.bytes.get(at..)?.strip_prefix(b",")?;
        let blanks = rest.iter().take_while(|it| matches!(it, b' ' | b'\t')).count();
        let value = at + 1 + blanks;
        let is_string = self.lexer.bytes.get(value) == Some(&b'"');
        let end = line_string_end(self.lexer.bytes, value);
        let is_value = is_string && ends_value(self.lexer.bytes, end) && !self.lexer.colon_follows(end as u32);
        is_value.then(|| Span::new(at as u32, at as u32 + 1))
    }

    /// A sign of another language between key and value. What else it brings along is the same slip: a key without quotes, and
    /// words of that language.
    pub(super) fn equals(&mut self, key: Span, sign: Span) {
        self.lexer.pass(sign);
        self.lexer.forget(Problem::Quotes, key);
        self.lexer.error(Problem::EqualsSign, sign);
    }

    /// Reads a semicolon that stands for a comma; `false` if a comma would be wrong too.
    pub(super) fn semicolon(&mut self) -> bool {
        let at = self.lexer.at as u32;
        let Some(open) = self.stack.last_mut().filter(|it| it.after_item) else {
            return false;
        };
        open.after_item = false;
        open.after_token = false;
        self.lexer.bump();
        self.lexer.error(Problem::Semicolon, Span::new(at, at + 1));
        // `;,` has one sign too many.
        self.lexer.trivia();
        if self.lexer.peek() == Some(b',')
            && let Some(open) = self.stack.last_mut()
        {
            open.after_item = true;
        }
        true
    }

    /// Whether the next quote touches what it is after and opens nothing: `130"`.
    pub(super) fn follows_directly(&self) -> bool {
        let touches = self.lexer.end == self.lexer.at && self.stack.last().is_some_and(|it| it.after_item);
        touches && ends_value(self.lexer.bytes, self.lexer.at + 1)
    }

    /// A value without quotes and brackets: a number, a word, or a text that lacks its first quote.
    pub(super) fn bare_value(&mut self, key: Span) {
        let word = self.lexer.peek_word();
        let is_known = word_kind(word.of(self.lexer.text)) != Kind::Broken;
        if let Some(written) = self.lexer.unopened(false).filter(|_| !is_known) {
            self.lexer.pass(written);
            self.lexer
                .error_at(Problem::UnopenedString, written, Span::at(written.start));
            self.add(Kind::Broken, written, key);
            return;
        }
        let text = self.lexer.bare_text().filter(|_| !is_known);
        let span = match text {
            Some(text) => self.lexer.pass(text),
            None => self.lexer.word(),
        };
        let kind = word_kind(span.of(self.lexer.text));
        let is_foreign = error::meant(span.of(self.lexer.text)).is_some();
        if kind == Kind::Broken && !(is_foreign && self.lexer.is_behind_equals(span)) {
            self.lexer.error(Problem::BadValue, span);
        }
        self.add(kind, span, key);
    }
}
