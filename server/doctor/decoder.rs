//! Bytes of a log as they come, in any encoding and cut anywhere, as the bytes of one text without its mark.

/// Takes bytes in pieces.
#[derive(Debug, Clone, Default)]
pub struct Decoder {
    encoding: Encoding,
    /// Bytes that could not be told alone: the mark, or the halves of a letter.
    rest: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Encoding {
    /// Nothing has been read.
    #[default]
    Unknown,
    /// Taken as it is: UTF-8, or anything like it.
    Bytes,
    Utf16 {
        is_big: bool,
    },
}

/// Bytes enough to tell the mark.
const MARK: usize = 3;

impl Decoder {
    /// Takes the next bytes, and puts what they come to at the end of a text.
    pub fn push(&mut self, bytes: &[u8], text: &mut Vec<u8>) {
        if self.encoding == Encoding::Bytes {
            text.extend_from_slice(bytes);
            return;
        }
        self.rest.extend_from_slice(bytes);
        if self.encoding == Encoding::Unknown && self.rest.len() >= MARK {
            self.decide();
        }
        self.decode(text);
    }

    /// Nothing follows.
    pub fn finish(&mut self, text: &mut Vec<u8>) {
        if self.encoding == Encoding::Unknown {
            self.decide();
        }
        self.decode(text);
    }

    fn decide(&mut self) {
        let (encoding, mark) = match self.rest.as_slice() {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding::Bytes, 3),
            [0xFF, 0xFE, ..] => (Encoding::Utf16 { is_big: false }, 2),
            [0xFE, 0xFF, ..] => (Encoding::Utf16 { is_big: true }, 2),
            _ => (Encoding::Bytes, 0),
        };
        self.encoding = encoding;
        self.rest.drain(..mark);
    }

    fn decode(&mut self, text: &mut Vec<u8>) {
        match self.encoding {
            Encoding::Unknown => {}
            Encoding::Bytes => text.append(&mut self.rest),
            Encoding::Utf16 { is_big } => {
                let unit = |it: &[u8]| match *it {
                    [a, b] if is_big => u16::from_be_bytes([a, b]),
                    [a, b] => u16::from_le_bytes([a, b]),
                    _ => 0,
                };
                let mut units: Vec<u16> = self.rest.chunks_exact(2).map(unit).collect();
                // The first half of a letter waits for the second.
                if units.last().is_some_and(|it| (0xD800..0xDC00).contains(it)) {
                    units.pop();
                }
                self.rest.drain(..units.len() * 2);
                for letter in char::decode_utf16(units) {
                    let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
                    text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                }
            }
        }
    }
}
