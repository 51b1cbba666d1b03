//! Positions in a log, and the lines of output that are kept with theirs.

/// A position in a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    /// Line number from 0, with the line endings of editors.
    pub line: u64,
    /// Offset of the line in bytes.
    pub byte: u64,
}

/// A range of lines, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LineRange {
    pub first: Position,
    pub last: Position,
}

/// A line that a step printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputLine {
    pub at: Position,
    /// Without prefixes and colours.
    pub text: String,
    /// Whether it is the entry in Packer's own log of a line that it prints, too.
    pub is_echo: bool,
}

impl Position {
    /// The end of the previous line.
    pub(super) fn before(self) -> Self {
        Self {
            line: self.line.saturating_sub(1),
            byte: self.byte.saturating_sub(1),
        }
    }
}
