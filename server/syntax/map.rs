//! Maps positions of a decoded text back to the text it was written in.

use crate::text::span::Span;

/// Spans of a text, in its order, each with the position it was written at. Positions are byte offsets.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Map {
    parts: Vec<Part>,
}

/// A span that was taken over verbatim, or that an escape stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    start: u32,
    len: u32,
    written: Span,
}

impl Part {
    fn end(self) -> u32 {
        self.start + self.len
    }

    /// The position of a byte of the span; an escape is taken whole.
    fn written_offset(self, at: u32, is_end: bool) -> u32 {
        if self.len == self.written.len() {
            self.written.start + at.clamp(self.start, self.end()) - self.start
        } else if is_end {
            self.written.end
        } else {
            self.written.start
        }
    }
}

impl Map {
    /// Adds a span after all others.
    pub fn push(&mut self, start: u32, len: u32, written: Span) {
        self.parts.push(Part { start, len, written });
    }

    /// Where a span of the text was written. An empty span is the position before it. `None` if
    /// nothing was written that it could be.
    pub fn written(&self, span: Span) -> Option<Span> {
        let first = self.parts.partition_point(|it| it.end() <= span.start);
        if span.is_empty() {
            return self.point(first, span.start);
        }
        let behind = self.parts.partition_point(|it| it.start < span.end);
        let first = self.parts.get(first)?;
        let last = self.parts.get(behind.checked_sub(1)?)?;
        let written = Span::new(
            first.written_offset(span.start, false),
            last.written_offset(span.end, true),
        );
        (written.start <= written.end).then_some(written)
    }

    /// The position of the text for a position where it was written; the nearest one where that was left out.
    pub fn read(&self, written: u32) -> u32 {
        let next = self.parts.partition_point(|it| it.written.end <= written);
        let Some(part) = self.parts.get(next) else {
            return self.parts.last().map_or(0, |it| it.end());
        };
        let into = written.saturating_sub(part.written.start);
        if part.len == part.written.len() {
            part.start + into
        } else {
            part.start
        }
    }

    fn point(&self, next: usize, at: u32) -> Option<Span> {
        let before = next.checked_sub(1).and_then(|it| self.parts.get(it));
        let written_offset = match (self.parts.get(next), before) {
            // What is left out between two spans stays after it: the first half of a line end, say.
            (_, Some(part)) if part.end() == at => part.written.end,
            (Some(part), _) if part.start <= at => part.written_offset(at, false),
            (Some(part), _) => part.written.start,
            (None, Some(part)) => part.written.end,
            (None, None) => return None,
        };
        Some(Span::new(written_offset, written_offset))
    }
}
