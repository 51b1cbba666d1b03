//! Positions in a text as a client counts them, for texts with line endings of every kind. It shares nothing with the server, and
//! it is strict: a position inside a character or behind the end of a line is refused.

use serde_json::{Value, json};

/// The position encodings of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

impl Encoding {
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    fn width(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.encode_utf16().count(),
            Self::Utf32 => text.chars().count(),
        }
    }
}

/// Where the lines of a text begin.
pub struct Ruler<'t> {
    text: &'t str,
    starts: Vec<usize>,
    encoding: Encoding,
    /// Then a column is a byte, in every encoding.
    is_ascii: bool,
}

impl<'t> Ruler<'t> {
    pub fn new(text: &'t str, encoding: Encoding) -> Self {
        let bytes = text.as_bytes();
        let ends_line = |at: usize| match bytes[at] {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        let mut starts = vec![0];
        starts.extend((0..bytes.len()).filter(|it| ends_line(*it)).map(|it| it + 1));
        Self {
            text,
            starts,
            encoding,
            is_ascii: text.is_ascii(),
        }
    }

    /// The nearest byte at or before one that a position can name: not inside a character, not between `\r` and `\n`.
    pub fn floor(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let is_inside = at > 0 && self.text[..at].ends_with('\r') && self.text[at..].starts_with('\n');
        at - usize::from(is_inside)
    }

    /// The position of a byte.
    pub fn position(&self, at: usize) -> Value {
        let line = self.starts.partition_point(|it| *it <= at) - 1;
        let before = &self.text[self.starts[line]..at];
        json!({ "line": line, "character": self.encoding.width(before) })
    }

    pub fn range(&self, from: usize, to: usize) -> Value {
        json!({ "start": self.position(from), "end": self.position(to) })
    }

    /// The range that editors name for a whole text whose last line they do not measure.
    pub fn beyond(&self, from: usize) -> Value {
        json!({ "start": self.position(from), "end": { "line": self.starts.len(), "character": 0 } })
    }

    /// The byte at a position, if it lies inside the text.
    pub fn byte(&self, position: &Value) -> Option<usize> {
        let (line, character) = (position["line"].as_u64()?, position["character"].as_u64()?);
        let line = usize::try_from(line).ok()?;
        let start = *self.starts.get(line)?;
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let line = self.text[start..end].trim_end_matches(['\r', '\n']);
        if self.is_ascii {
            return (character <= line.len() as u64).then_some(start + character as usize);
        }
        let mut width = 0;
        let starts = line.char_indices().map(|(at, c)| {
            let before = width;
            width += self.encoding.width(c.encode_utf8(&mut [0; 4])) as u64;
            (at, before)
        });
        let inside = starts.filter(|it| it.1 == character).map(|it| it.0).next();
        let column = inside.or((width == character).then_some(line.len()))?;
        Some(start + column)
    }
}

#[test]
fn positions_are_counted_in_each_encoding_and_with_each_line_ending() {
    let text = "a\r\né😀b\rc\n";
    let at = text.find('b').unwrap();
    for (encoding, character) in [(Encoding::Utf8, 6), (Encoding::Utf16, 3), (Encoding::Utf32, 2)] {
        let ruler = Ruler::new(text, encoding);
        let position = json!({ "line": 1, "character": character });
        assert_eq!(ruler.position(at), position);
        assert_eq!(ruler.byte(&position), Some(at));
        assert_eq!(ruler.byte(&json!({ "line": 1, "character": character + 2 })), None);
        assert_eq!(ruler.byte(&json!({ "line": 4, "character": 0 })), None);
        assert_eq!(ruler.byte(&json!({ "line": 3, "character": 0 })), Some(text.len()));
        assert_eq!(ruler.floor(2), 1);
        assert_eq!(ruler.floor(at - 1), at - 4);
    }
    assert_eq!(
        Ruler::new(text, Encoding::Utf16).byte(&json!({ "line": 1, "character": 2 })),
        None
    );
}
