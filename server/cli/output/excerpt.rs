//! The lines of a finding, truncated to the width of a terminal. A minified template is one line, and the renderer processes all of
//! its input for every finding. Hidden characters are escapes.

use std::ops::Range;

use crate::text::lines::Lines;
use crate::text::plain;
use crate::text::rope::Encoding;

/// A line of more bytes than this is truncated.
const MAX_LINE_BYTES: usize = 120;
/// How much of a truncated line is kept before and after a mark, in bytes.
const CONTEXT_BYTES: usize = 30;
/// How much of a mark on a truncated line is kept, in bytes.
const MARK_BYTES: usize = 60;

/// Consecutive lines, truncated.
pub(super) struct Excerpt {
    pub text: String,
    /// Number of its first line, counted from 1.
    pub line: usize,
    pieces: Vec<Piece>,
}

/// A part of the text that was kept, and its offset in the excerpt.
struct Piece {
    kept: Range<usize>,
    at: usize,
}

impl Excerpt {
    /// The lines from the first to the last mark.
    pub(super) fn new<'m>(text: &str, lines: &Lines<'_>, marks: impl Iterator<Item = &'m Range<usize>>) -> Self {
        let marks: Vec<Range<usize>> = marks.cloned().collect();
        let first = marks
            .iter()
            .map(|it| line_of(lines, it.start))
            .min()
            .unwrap_or_default();
        let last = marks.iter().map(|it| line_of(lines, it.end)).max().unwrap_or_default();
        let mut excerpt = Self {
            text: String::new(),
            line: first + 1,
            pieces: Vec::new(),
        };
        for line in first..=last {
            if line > first {
                excerpt.text.push('\n');
            }
            excerpt.add(text, line_range(lines, line), &marks);
        }
        excerpt
    }

    /// The range of a mark in the excerpt. Omitted text maps to the ellipsis.
    pub(super) fn mark(&self, mark: &Range<usize>) -> Range<usize> {
        let start = self.offset(mark.start);
        start..self.offset(mark.end).max(start)
    }

    fn offset(&self, offset: usize) -> usize {
        let after = self.pieces.partition_point(|it| it.kept.start <= offset);
        let Some(piece) = after.checked_sub(1).and_then(|it| self.pieces.get(it)) else {
            return 0;
        };
        piece.at + offset.min(piece.kept.end) - piece.kept.start
    }

    fn add(&mut self, text: &str, line: Range<usize>, marks: &[Range<usize>]) {
        let mut done = line.start;
        for kept in parts(text, &line, marks) {
            if kept.start > done {
                self.text.push('…');
            }
            done = kept.end;
            self.add_visible(text.get(kept.clone()).unwrap_or_default(), kept.start);
        }
        if line.end > done {
            self.text.push('…');
        }
    }

    /// Adds text from an offset of the document. An escape is a piece of its own, which marks surround as a whole.
    fn add_visible(&mut self, text: &str, from: usize) {
        let mut done = 0;
        for (at, character) in plain::hidden(text).filter(|(_, it)| *it != '\t') {
            self.add_piece(text, done..at, from);
            done = at + character.len_utf8();
            self.pieces.push(Piece {
                kept: from + at..from + at,
                at: self.text.len(),
            });
            // A byte order mark at the start of a file says how it is encoded, and is no part of its text.
            if from + at > 0 || character != '\u{feff}' {
                self.text += &plain::escape(character);
            }
        }
        self.add_piece(text, done..text.len(), from);
    }

    fn add_piece(&mut self, text: &str, part: Range<usize>, from: usize) {
        self.pieces.push(Piece {
            kept: from + part.start..from + part.end,
            at: self.text.len(),
        });
        self.text.push_str(text.get(part).unwrap_or_default());
    }
}

/// The parts of a line that are kept, in order and disjoint.
fn parts(text: &str, line: &Range<usize>, marks: &[Range<usize>]) -> Vec<Range<usize>> {
    if line.len() <= MAX_LINE_BYTES {
        return vec![line.clone()];
    }
    let mut kept_ranges: Vec<Range<usize>> = Vec::new();
    for mark in marks.iter().filter(|it| it.start <= line.end && it.end >= line.start) {
        let (start, end) = (mark.start.max(line.start), mark.end.min(line.end));
        if mark.start >= line.start || mark.end > line.end {
            kept_ranges.push(
                start.saturating_sub(CONTEXT_BYTES)..(start + MARK_BYTES + CONTEXT_BYTES).min(end + CONTEXT_BYTES),
            );
        }
        if mark.end <= line.end {
            kept_ranges.push(
                end.saturating_sub(CONTEXT_BYTES)
                    .max(start.saturating_sub(CONTEXT_BYTES))..end + CONTEXT_BYTES,
            );
        }
    }
    if kept_ranges.is_empty() {
        kept_ranges.push(line.start..line.start + MARK_BYTES);
    }
    kept_ranges.sort_by_key(|it| it.start);
    let mut parts: Vec<Range<usize>> = Vec::new();
    for it in kept_ranges {
        let start = text.floor_char_boundary(it.start.max(line.start));
        let end = text.ceil_char_boundary(it.end.min(line.end));
        match parts.last_mut() {
            Some(before) if start <= before.end => before.end = before.end.max(end),
            _ => parts.push(start..end),
        }
    }
    parts
}

/// The line of a byte, counted from 0.
pub(super) fn line_of(lines: &Lines<'_>, offset: usize) -> usize {
    lines.position(offset as u32, Encoding::Utf32).0 as usize
}

/// The range of a line without its ending.
pub(super) fn line_range(lines: &Lines<'_>, line: usize) -> Range<usize> {
    let span = lines.line_span(line as u32);
    span.start as usize..span.end as usize
}
