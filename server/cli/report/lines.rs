//! Places of a text as lines and characters.

use std::ops::Range;

/// How far apart the places are whose counts are kept, in bytes. A minified template is one line, and counting from its start
/// for every finding takes minutes.
const BLOCK: usize = 1024;

/// A text and where its lines begin. `\n`, `\r\n` and `\r` end a line, as in LSP.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// What stands before each block.
    blocks: Vec<Count>,
}

/// The size of a stretch of text.
#[derive(Clone, Copy, Default)]
struct Count {
    characters: usize,
    utf16: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        let mut blocks = vec![Count::default()];
        let mut before = Count::default();
        for block in bytes.chunks(BLOCK) {
            before = before.and(block);
            blocks.push(before);
        }
        Self { text, starts, blocks }
    }

    /// The line of a byte, counted from 0.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// Where a line stands, without its end.
    pub(super) fn range(&self, line: usize) -> Range<usize> {
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let text = self.text.get(start..end).unwrap_or_default();
        start..start + text.trim_end_matches(['\r', '\n']).len()
    }

    /// Line and UTF-16 character of a byte, both counted from 0.
    pub(super) fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        (line, self.before(offset).utf16 - self.before(self.start(line)).utf16)
    }

    /// How many characters stand before a byte on its line.
    pub(super) fn column(&self, offset: usize) -> usize {
        self.before(offset).characters - self.before(self.start(self.line(offset))).characters
    }

    fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or_default()
    }

    /// What stands before a byte in the whole text.
    fn before(&self, offset: usize) -> Count {
        let offset = offset.min(self.text.len());
        let block = offset / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..offset).unwrap_or_default();
        self.blocks.get(block).copied().unwrap_or_default().and(rest)
    }
}

impl Count {
    fn and(self, bytes: &[u8]) -> Self {
        let characters = bytes.iter().filter(|byte| starts_character(**byte)).count();
        // A character that begins with such a byte is two units of UTF-16.
        let wide = bytes.iter().filter(|byte| **byte >= 0xf0).count();
        Self {
            characters: self.characters + characters,
            utf16: self.utf16 + characters + wide,
        }
    }
}

/// Whether a byte of UTF-8 is the first of its character.
fn starts_character(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}
