//! The lines of a finding, truncated to the width of a terminal. A minified template is one line, and the renderer processes all of
//! its input for every finding.

use std::ops::Range;

use crate::text::lines::Lines;
use crate::text::plain;
use crate::text::redact::MASK;
use crate::text::rope::Encoding;
use crate::text::span::Span;

/// A line of more bytes than this is truncated.
const MAX_LINE_BYTES: usize = 120;
/// How much of a truncated line is kept before and after a mark, in bytes.
const CONTEXT_BYTES: usize = 30;
/// How much of a mark on a truncated line is kept, in bytes.
const MARK_BYTES: usize = 60;

/// A text that lines are shown of.
#[derive(Clone, Copy)]
pub(super) struct ShownText<'t> {
    pub text: &'t str,
    pub lines: &'t Lines<'t>,
    /// The bytes that are masked: in order and disjoint.
    pub secrets: &'t [Range<usize>],
}

impl ShownText<'_> {
    /// Whether something is masked in the lines of a span.
    pub(super) fn hides_part_of(&self, span: Span) -> bool {
        let first = line_range(self.lines, line_of(self.lines, span.start as usize));
        let last = line_range(self.lines, line_of(self.lines, span.end as usize));
        self.secrets_in(&(first.start..last.end)).next().is_some()
    }

    /// What is masked of a range of bytes.
    fn secrets_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        let first = self.secrets.partition_point(|it| it.end <= range.start);
        let secrets = self.secrets.get(first..).unwrap_or_default();
        let end = range.end;
        secrets.iter().take_while(move |it| it.start < end)
    }
}

/// Consecutive lines, truncated.
pub(super) struct Excerpt {
    pub text: String,
    /// Number of its first line, counted from 1.
    pub line: usize,
    pieces: Vec<Piece>,
}

/// A part of the text that was kept or masked, and the bytes that are shown of it.
struct Piece {
    kept: Range<usize>,
    shown: Range<usize>,
}

impl Excerpt {
    /// The lines from the first to the last mark.
    pub(super) fn new<'m>(source: ShownText<'_>, marks: impl Iterator<Item = &'m Range<usize>>) -> Self {
        let lines = source.lines;
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
            excerpt.add(source, line_range(lines, line), &marks);
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
        // A masked text is as long as its mask.
        match offset >= piece.kept.end {
            true => piece.shown.end,
            false => (piece.shown.start + offset - piece.kept.start).min(piece.shown.end),
        }
    }

    fn add(&mut self, source: ShownText<'_>, line: Range<usize>, marks: &[Range<usize>]) {
        let mut done = line.start;
        for kept in parts(source.text, &line, marks) {
            if kept.start > done {
                self.text.push('…');
            }
            done = kept.start;
            for secret in source.secrets_in(&kept) {
                let (start, end) = (secret.start.max(kept.start), secret.end.min(kept.end));
                self.push_visible(source.text, done..start);
                self.push(start..end, MASK);
                done = end;
            }
            self.push_visible(source.text, done..kept.end);
            done = kept.end;
        }
        if line.end > done {
            self.text.push('…');
        }
    }

    /// Adds a part of the text. The escape of a hidden character is a piece of its own, which marks surround as a whole.
    fn push_visible(&mut self, text: &str, kept: Range<usize>) {
        let part = text.get(kept.clone()).unwrap_or_default();
        let mut done = kept.start;
        for (at, character) in plain::hidden(part).filter(|(_, it)| *it != '\t') {
            let start = kept.start + at;
            self.push(done..start, text.get(done..start).unwrap_or_default());
            done = start + character.len_utf8();
            // A byte order mark at the start of a file declares its encoding and is not part of its text.
            let is_mark = start == 0 && character == '\u{feff}';
            let escape = if is_mark {
                String::new()
            } else {
                plain::escape(character)
            };
            self.push(start..done, &escape);
        }
        self.push(done..kept.end, text.get(done..kept.end).unwrap_or_default());
    }

    fn push(&mut self, kept: Range<usize>, shown: &str) {
        let start = self.text.len();
        self.text.push_str(shown);
        let shown = start..self.text.len();
        self.pieces.push(Piece { kept, shown });
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
