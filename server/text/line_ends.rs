//! Where the lines of a text end, looked up once, so that questions about lines cost the same however long they are.

use crate::text::span::Span;

/// The line feeds of a text, and which line ending it has.
#[derive(Debug)]
pub struct LineEnds {
    /// Byte offsets, ascending.
    feeds: Vec<u32>,
    /// Those of line feeds and carriage returns.
    breaks: Vec<u32>,
    ending: &'static str,
}

impl LineEnds {
    pub fn new(text: &str) -> Self {
        Self {
            feeds: text.match_indices('\n').map(|it| it.0 as u32).collect(),
            breaks: text.match_indices(['\n', '\r']).map(|it| it.0 as u32).collect(),
            ending: line_ending(text),
        }
    }

    /// Whether a line feed lies inside a span.
    pub fn are_in(&self, span: Span) -> bool {
        let next = self.feeds.partition_point(|it| *it < span.start);
        self.feeds.get(next).is_some_and(|it| *it < span.end)
    }

    /// Where the line that contains an offset starts.
    pub fn line_start(&self, at: u32) -> u32 {
        let before = self.breaks.partition_point(|it| *it < at);
        let last = before.checked_sub(1).and_then(|it| self.breaks.get(it));
        last.map_or(0, |it| it + 1)
    }

    /// Where the line that contains an offset ends, its line ending not included; `None` for the last one.
    pub fn line_end(&self, at: u32) -> Option<u32> {
        let behind = self.breaks.partition_point(|it| *it < at);
        self.breaks.get(behind).copied()
    }

    /// The line ending of the text, as [`line_ending`] gives it.
    pub fn ending(&self) -> &'static str {
        self.ending
    }
}

/// The line ending of a text: that of its first line, or a lone carriage return where there is nothing else.
pub fn line_ending(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if at > 0 && text.as_bytes().get(at - 1) == Some(&b'\r') => "\r\n",
        None if text.contains('\r') => "\r",
        _ => "\n",
    }
}
