//! Places of a text as lines and characters.

use std::ops::Range;

/// A text and where its lines begin. `\n`, `\r\n` and `\r` end a line, as in LSP.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        Self {
            text,
            starts: std::iter::once(0)
                .chain(ends.map(|(at, _)| at + 1))
                .collect(),
        }
    }

    /// The line of a byte, counted from 0.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// Where a line stands, without its end.
    pub(super) fn range(&self, line: usize) -> Range<usize> {
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let end = self
            .starts
            .get(line + 1)
            .copied()
            .unwrap_or(self.text.len());
        let text = self.text.get(start..end).unwrap_or_default();
        start..start + text.trim_end_matches(['\r', '\n']).len()
    }

    /// Line and UTF-16 character of a byte, both counted from 0.
    pub(super) fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        (
            line,
            self.before(line, offset)
                .map(|byte| usize::from(starts_character(*byte)) + usize::from(*byte >= 0xf0))
                .sum(),
        )
    }

    /// How many characters stand before a byte on its line.
    pub(super) fn column(&self, offset: usize) -> usize {
        self.before(self.line(offset), offset)
            .filter(|byte| starts_character(**byte))
            .count()
    }

    fn before(&self, line: usize, offset: usize) -> std::slice::Iter<'_, u8> {
        let start = self.starts.get(line).copied().unwrap_or_default();
        self.text
            .as_bytes()
            .get(start..offset.min(self.text.len()))
            .unwrap_or_default()
            .iter()
    }
}

/// Whether a byte of UTF-8 is the first of its character. One from `0xf0` on begins a character of two UTF-16 units.
fn starts_character(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}
