//! A text without the prefixes that logs, terminals and copies put before each line, and the way back to the original text.

use crate::doctor::lines::{self, Speaker};

/// A text whose lines have lost their prefixes.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub text: String,
    pub lines: Vec<LineStart>,
    original_len: usize,
}

/// Where a line starts, and what its prefix says.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LineStart {
    pub start: usize,
    /// The offset of the same character in the original text.
    original: usize,
    /// Whether it is a line of a log: it has a prefix, so it does not have to continue the line before.
    pub is_log: bool,
    /// Whether it is output of a build VM, or of Packer about it.
    pub is_output: bool,
}

pub(super) fn without_prefixes(text: &str) -> Lines {
    let mut out = Lines {
        text: String::with_capacity(text.len()),
        original_len: text.len(),
        ..Lines::default()
    };
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let whole = line.trim_end_matches(['\n', '\r']);
        let colourless = lines::without_colours(whole);
        let read = lines::parse(&colourless);
        let message = without_marks(read.text);
        // Colours shift the columns, which does not matter for a position that is only as exact as its line.
        let column = whole.rfind(message).unwrap_or(0);
        out.lines.push(LineStart {
            start: out.text.len(),
            original: offset + column,
            is_log: read.is_log || read.is_pipeline || read.time.is_some() || is_packer(message),
            is_output: read.speaker == Speaker::Output,
        });
        out.text.push_str(message);
        if line.len() > whole.len() {
            out.text.push('\n');
        }
        offset += line.len();
    }
    out
}

/// Whether a line is one that Packer prints at the end of a build, also outside a log.
fn is_packer(line: &str) -> bool {
    ["==> ", "--> ", "Build '"].iter().any(|it| line.starts_with(it))
}

/// A line without the marks of a pipeline and the boxes of Terraform.
fn without_marks(line: &str) -> &str {
    let line = line.strip_prefix("##[error]").unwrap_or(line);
    for mark in ["│ ", "│", "╷", "╵"] {
        if let Some(rest) = line.strip_prefix(mark) {
            return rest;
        }
    }
    line
}

impl Lines {
    /// The offset in the original text.
    pub fn original(&self, at: usize) -> usize {
        let index = self.lines.partition_point(|it| it.start <= at);
        match index.checked_sub(1).and_then(|it| self.lines.get(it)) {
            Some(line) => (line.original + (at - line.start)).min(self.original_len),
            None => at.min(self.original_len),
        }
    }

    /// The offset in the original text of the end of a range, which belongs to the line of its last character.
    pub fn original_end(&self, end: usize) -> usize {
        let last = end.saturating_sub(1);
        (self.original(last) + (end - last)).min(self.original_len)
    }
}
