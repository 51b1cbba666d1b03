//! The text that the parsers of envelopes share, with the boundaries of its messages, and what they give.

use std::ops::Range;

use crate::doctor::envelope::Envelope;
use crate::doctor::envelope::lines::{LineStart, Lines};
use crate::doctor::envelope::tree::Node;

/// Errors of one envelope.
#[derive(Debug)]
pub(super) struct Block {
    pub range: Range<usize>,
    pub envelope: Envelope,
    pub nodes: Vec<Node>,
}

/// A text without prefixes of lines.
#[derive(Debug)]
pub(super) struct Source<'t> {
    pub text: &'t str,
    lines: &'t [LineStart],
    /// Where a message cannot go on: log lines and blank lines. Messages inside a string have none.
    breaks: Vec<usize>,
}

/// How far an envelope without a known end is searched for it.
const MAX_REGION: usize = 64 << 10;

impl<'t> Source<'t> {
    pub fn of_lines(lines: &'t Lines) -> Self {
        let ends = lines.lines.iter().skip(1).map(|it| it.start);
        let ends = ends.chain([lines.text.len()]);
        let is_break = |(line, end): &(&LineStart, usize)| {
            line.is_log || lines.text.get(line.start..*end).is_none_or(|it| it.trim().is_empty())
        };
        let breaks = lines.lines.iter().zip(ends).filter(is_break);
        Self {
            text: &lines.text,
            lines: &lines.lines,
            breaks: breaks.map(|(line, _)| line.start).collect(),
        }
    }

    /// The content of a string.
    pub fn of_string(text: &'t str) -> Self {
        Self {
            text,
            lines: &[],
            breaks: Vec::new(),
        }
    }

    /// The text from an offset; empty outside the text.
    pub fn from(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    pub fn between(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Where the message around an offset must have ended.
    pub fn message_end(&self, at: usize) -> usize {
        let next = self.breaks.partition_point(|it| *it <= at);
        self.breaks.get(next).copied().unwrap_or(self.text.len())
    }

    /// The text from an offset to the end of its message.
    pub fn message(&self, at: usize) -> &'t str {
        self.between(at, self.message_end(at))
    }

    /// The text from an offset, as far as it is searched: to the next occurrence of an anchor, so that no text is searched twice.
    pub fn region(&self, at: usize, anchor: &str) -> &'t str {
        let rest = self.from(at);
        let rest = rest.get(..rest.floor_char_boundary(MAX_REGION)).unwrap_or(rest);
        rest.split_once(anchor).map_or(rest, |it| it.0)
    }

    /// The text before an offset that belongs to the same message, from a lower limit.
    pub fn before(&self, at: usize, limit: usize) -> &'t str {
        const MAX: usize = 700;
        let index = self.breaks.partition_point(|it| *it <= at);
        let start = index.checked_sub(1).and_then(|it| self.breaks.get(it)).copied();
        let from = start.unwrap_or(0).max(limit).max(at.saturating_sub(MAX)).min(at);
        self.between(self.text.ceil_char_boundary(from), at)
    }

    /// Whether only blanks are before an offset on its line.
    pub fn is_line_start(&self, at: usize) -> bool {
        const MAX: usize = 64;
        let from = self.text.floor_char_boundary(at.saturating_sub(MAX));
        let before = self.between(from, at);
        match before.rsplit_once('\n') {
            Some((_, blanks)) => blanks.trim().is_empty(),
            None => from == 0 && before.trim().is_empty(),
        }
    }

    /// What the prefix of the line at an offset says.
    pub fn line(&self, at: usize) -> LineStart {
        let index = self.lines.partition_point(|it| it.start <= at);
        let line = index.checked_sub(1).and_then(|it| self.lines.get(it));
        line.copied().unwrap_or_default()
    }
}

/// The number of bytes of blanks, including line breaks, at the beginning of a text.
pub(super) fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// A code at the beginning of a text.
pub(super) fn code(text: &str) -> Option<&str> {
    const MAX: usize = 128;
    let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let end = text.find(|c| !is_code(c)).unwrap_or(text.len());
    let code = text.get(..end)?;
    let starts_well = code.starts_with(|c: char| c.is_ascii_alphanumeric());
    (starts_well && end <= MAX).then_some(code)
}
