//! The few lines of a text that a finding is about, as short as a terminal is wide. A minified template is one line, and the
//! renderer reads all it is given for every finding.

use std::ops::Range;

use crate::text::lines::Lines;
use crate::text::rope::Encoding;

/// A line of more bytes than this is cut.
const LONG: usize = 120;
/// How much of a cut line is kept before and behind a mark, in bytes.
const AROUND: usize = 30;
/// How much of a mark on a cut line is kept, in bytes.
const MARKED: usize = 60;

/// A stretch of consecutive lines, cut.
pub(super) struct Excerpt {
    pub text: String,
    /// Number of its first line, counted from 1.
    pub line: usize,
    pieces: Vec<Piece>,
}

/// A part of the text that was kept, and where it stands in the excerpt.
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

    /// Where a mark stands in the excerpt. What was cut out stands where the cut is.
    pub(super) fn mark(&self, mark: &Range<usize>) -> Range<usize> {
        let start = self.place(mark.start);
        start..self.place(mark.end).max(start)
    }

    fn place(&self, offset: usize) -> usize {
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
            self.pieces.push(Piece {
                kept: kept.clone(),
                at: self.text.len(),
            });
            self.text.push_str(text.get(kept).unwrap_or_default());
        }
        if line.end > done {
            self.text.push('…');
        }
    }
}

/// The parts of a line that are kept, in order and apart.
fn parts(text: &str, line: &Range<usize>, marks: &[Range<usize>]) -> Vec<Range<usize>> {
    if line.len() <= LONG {
        return vec![line.clone()];
    }
    let mut wanted: Vec<Range<usize>> = Vec::new();
    for mark in marks.iter().filter(|it| it.start <= line.end && it.end >= line.start) {
        let (start, end) = (mark.start.max(line.start), mark.end.min(line.end));
        if mark.start >= line.start || mark.end > line.end {
            wanted.push(start.saturating_sub(AROUND)..(start + MARKED + AROUND).min(end + AROUND));
        }
        if mark.end <= line.end {
            wanted.push(end.saturating_sub(AROUND).max(start.saturating_sub(AROUND))..end + AROUND);
        }
    }
    if wanted.is_empty() {
        wanted.push(line.start..line.start + MARKED);
    }
    wanted.sort_by_key(|it| it.start);
    let mut parts: Vec<Range<usize>> = Vec::new();
    for it in wanted {
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

/// Where a line stands, without its ending.
pub(super) fn line_range(lines: &Lines<'_>, line: usize) -> Range<usize> {
    let span = lines.line_span(line as u32);
    span.start as usize..span.end as usize
}
