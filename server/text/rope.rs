//! The text of an open document: cheap to clone, cheap to edit, and able to convert to the editor's lines
//! and characters from bytes. Nothing here can fail: what lies outside the text is taken for the
//! nearest position inside.

use ropey::{Rope, RopeSlice};

use crate::text::{edit::Edit, span::Span};

/// What an editor counts when it says "character 7".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 units: what every editor understands.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

/// A text as lines of characters. Lines end with `\n`, `\r\n` or `\r` and with nothing else.
#[derive(Debug, Clone, Default)]
pub struct Text(Rope);

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        // Clones share their pieces, and need no look at each.
        self.0.is_instance(&other.0) || self.0 == other.0
    }
}

impl Eq for Text {}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(Rope::from_str(text))
    }
}

impl From<&Text> for String {
    fn from(text: &Text) -> Self {
        Self::from(&text.0)
    }
}

impl Text {
    /// Length in bytes.
    pub fn len(&self) -> u32 {
        narrow(self.0.len_bytes())
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.len_bytes() == 0
    }

    /// Makes a change. A span that reaches past the end is cut there, a position inside a character is
    /// taken for the start of that character.
    pub fn apply(&mut self, edit: &Edit) {
        let start = self.char_at(edit.span.start);
        let end = self.char_at(edit.span.end).max(start);
        // Both are characters of this text and in order, which is all that these two ask for.
        let _ = self.0.try_remove(start..end);
        let _ = self.0.try_insert(start, &edit.new_text);
    }

    /// The byte at a line and character. A line past the last is the end of the text, a character
    /// past the end of its line is the end of that line before its line ending, and a position inside
    /// a character is the start of that character.
    pub fn offset(&self, line: u32, character: u32, encoding: Encoding) -> u32 {
        let Ok(start) = self.0.try_line_to_byte(line as usize) else {
            return self.len();
        };
        let Some(content) = self.0.get_line(line as usize).map(without_ending) else {
            return self.len();
        };
        let character = character as usize;
        let inside = match encoding {
            Encoding::Utf8 => content.try_byte_to_char(character),
            Encoding::Utf16 => content.try_utf16_cu_to_char(character),
            Encoding::Utf32 => Ok(character),
        };
        let byte = inside
            .and_then(|it| content.try_char_to_byte(it))
            .unwrap_or(content.len_bytes());
        narrow(start + byte)
    }

    /// The line and character of a byte; the inverse of [`Text::offset`].
    pub fn position(&self, offset: u32, encoding: Encoding) -> (u32, u32) {
        let index = self.before_ending(self.char_at(offset));
        let line = self.0.try_char_to_line(index).unwrap_or_default();
        let start = self.0.try_line_to_char(line).unwrap_or_default();
        let count = |index: usize| match encoding {
            Encoding::Utf8 => self.0.try_char_to_byte(index),
            Encoding::Utf16 => self.0.try_char_to_utf16_cu(index),
            Encoding::Utf32 => Ok(index),
        };
        let character = count(index).unwrap_or_default() - count(start).unwrap_or_default();
        (narrow(line), narrow(character))
    }

    /// The span between two positions, whichever of them comes first.
    pub fn span(&self, from: (u32, u32), to: (u32, u32), encoding: Encoding) -> Span {
        let from = self.offset(from.0, from.1, encoding);
        let to = self.offset(to.0, to.1, encoding);
        Span::new(from.min(to), from.max(to))
    }

    /// The line that contains a byte.
    pub fn line_of(&self, offset: u32) -> u32 {
        let line = self.0.try_byte_to_line(offset as usize);
        narrow(line.unwrap_or_else(|_| self.0.len_lines().saturating_sub(1)))
    }

    /// A line without its ending; empty at the end of the text for a line past the last.
    pub fn line(&self, line: u32) -> Span {
        let Ok(start) = self.0.try_line_to_byte(line as usize) else {
            return Span::at(self.len());
        };
        let content = self.0.get_line(line as usize).map(without_ending);
        let len = content.map_or(0, |it| it.len_bytes());
        Span::new(narrow(start), narrow(start + len))
    }

    /// What is at a span, without characters that it splits.
    pub fn get(&self, span: Span) -> String {
        let characters = self.char_at(span.start)..self.char_at(span.end);
        self.0.get_slice(characters).map(String::from).unwrap_or_default()
    }

    /// What follows from a byte on, in pieces.
    pub fn pieces(&self, from: u32) -> impl Iterator<Item = &[u8]> {
        let found = self.0.get_chunks_at_byte(from as usize);
        let before = found.as_ref().map_or(0, |it| (from as usize).saturating_sub(it.1));
        let chunks = found.into_iter().flat_map(|it| it.0).enumerate();
        chunks.map(move |(index, it)| {
            let skipped = if index == 0 { before } else { 0 };
            it.as_bytes().get(skipped..).unwrap_or_default()
        })
    }

    /// Whether it begins with another text. States of one document share what is the same, which makes this quick for them.
    pub fn begins_with(&self, other: &Self) -> bool {
        let (mut own, mut others) = (self.0.chunks(), other.0.chunks());
        let (mut here, mut there): (&[u8], &[u8]) = (&[], &[]);
        loop {
            if there.is_empty() {
                let Some(next) = others.next() else { return true };
                there = next.as_bytes();
            } else if here.is_empty() {
                let Some(next) = own.next() else { return false };
                here = next.as_bytes();
            } else {
                let len = here.len().min(there.len());
                let ((first, rest), (second, others_rest)) = (here.split_at(len), there.split_at(len));
                if !std::ptr::eq(first, second) && first != second {
                    return false;
                }
                (here, there) = (rest, others_rest);
            }
        }
    }

    /// The character that contains a byte, or the end of the text.
    fn char_at(&self, offset: u32) -> usize {
        self.0.try_byte_to_char(offset as usize).unwrap_or(self.0.len_chars())
    }

    /// Between `\r` and `\n` no editor can be, so the position is taken for the end of the line.
    fn before_ending(&self, index: usize) -> usize {
        match index.checked_sub(1) {
            Some(before) if self.0.get_char(before) == Some('\r') && self.0.get_char(index) == Some('\n') => before,
            _ => index,
        }
    }
}

/// A line without what ends it.
fn without_ending(line: RopeSlice<'_>) -> RopeSlice<'_> {
    let mut end = line.len_chars();
    for ending in ['\n', '\r'] {
        if let Some(last) = end.checked_sub(1)
            && line.get_char(last) == Some(ending)
        {
            end = last;
        }
    }
    line.get_slice(..end).unwrap_or(line)
}

/// Texts are far below 4 GiB: one message of the editor contains at most 64 MiB.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
