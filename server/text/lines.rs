//! The lines of a flat text, looked up once so that many bytes can be converted to lines and characters
//! at little cost each. It counts exactly as [`Text`](crate::text::rope::Text) does.

use crate::text::rope::Encoding;
use crate::text::span::Span;

/// A long line gets a mark about every so many bytes, so that a minified text is as fast as any.
const STRIDE: usize = 1024;

/// Lines of a text that does not change.
#[derive(Debug, Clone)]
pub struct Lines<'t> {
    text: &'t str,
    marks: Vec<Mark>,
}

/// A position whose line and character are known: the start of a line, or a position further on in a long
/// one.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    at: u32,
    line: u32,
    utf8: u32,
    utf16: u32,
    utf32: u32,
}

impl<'t> Lines<'t> {
    /// Looks the lines up, once.
    pub fn new(text: &'t str) -> Self {
        let mut marks = vec![Mark::default()];
        let mut mark = Mark::default();
        let mut rest = text;
        while let Some(end) = line_end(rest) {
            mark_long(rest.get(..end.start).unwrap_or_default(), mark, &mut marks);
            mark = Mark {
                at: mark.at.saturating_add(narrow(end.end)),
                line: mark.line.saturating_add(1),
                ..Mark::default()
            };
            marks.push(mark);
            rest = rest.get(end.end..).unwrap_or_default();
        }
        mark_long(rest, mark, &mut marks);
        Self { text, marks }
    }

    /// The line and character of a byte; past the end it is the end of the text, inside a character
    /// the start of that character.
    pub fn position(&self, offset: u32, encoding: Encoding) -> (u32, u32) {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let (before, after) = self.text.split_at_checked(offset).unwrap_or_default();
        if before.ends_with('\r') && after.starts_with('\n') {
            offset -= 1;
        }
        let next = self.marks.partition_point(|it| it.at as usize <= offset);
        let mark = next
            .checked_sub(1)
            .and_then(|it| self.marks.get(it))
            .copied()
            .unwrap_or_default();
        let end = mark.after(self.text.get(mark.at as usize..offset).unwrap_or_default());
        let character = match encoding {
            Encoding::Utf8 => end.utf8,
            Encoding::Utf16 => end.utf16,
            Encoding::Utf32 => end.utf32,
        };
        (end.line, character)
    }
}

impl Lines<'_> {
    /// Where a line is, without its ending; empty at the end of the text for a line past the last.
    pub fn line_span(&self, line: u32) -> Span {
        let start = |line: u32| {
            let first = self.marks.partition_point(|it| it.line < line);
            self.marks.get(first).map_or(self.text.len(), |it| it.at as usize)
        };
        let (start, end) = (start(line), start(line.saturating_add(1)));
        let text = self.text.get(start..end).unwrap_or_default();
        Span::new(narrow(start), narrow(start + text.trim_end_matches(['\r', '\n']).len()))
    }
}

impl Mark {
    /// The mark after some text of the same line.
    fn after(self, text: &str) -> Self {
        let (utf16, utf32) = if text.is_ascii() {
            (text.len(), text.len())
        } else {
            (text.encode_utf16().count(), text.chars().count())
        };
        Self {
            at: self.at + narrow(text.len()),
            line: self.line,
            utf8: self.utf8 + narrow(text.len()),
            utf16: self.utf16 + narrow(utf16),
            utf32: self.utf32 + narrow(utf32),
        }
    }
}

/// Where the first line ending of a text is.
fn line_end(text: &str) -> Option<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let start = bytes.iter().position(|it| matches!(it, b'\n' | b'\r'))?;
    let two = bytes.get(start) == Some(&b'\r') && bytes.get(start + 1) == Some(&b'\n');
    Some(start..start + if two { 2 } else { 1 })
}

/// Adds the marks inside a long line that starts at a mark.
fn mark_long(line: &str, start: Mark, marks: &mut Vec<Mark>) {
    let mut mark = start;
    let mut rest = line;
    while rest.len() > STRIDE {
        let step = (STRIDE..=rest.len())
            .find(|it| rest.is_char_boundary(*it))
            .unwrap_or(rest.len());
        let (part, later) = rest.split_at_checked(step).unwrap_or_default();
        mark = mark.after(part);
        marks.push(mark);
        rest = later;
    }
}

/// Texts are far below 4 GiB.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
