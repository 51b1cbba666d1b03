//! Decodes the bytes of a log, in any encoding and split anywhere, to UTF-8 without a byte order mark.

/// A decoder that is fed in pieces.
#[derive(Debug, Clone, Default)]
pub struct Decoder {
    encoding: Encoding,
    /// Bytes that cannot be decoded alone: the start of a byte order mark, or half a character.
    rest: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Encoding {
    /// Nothing has been decoded.
    #[default]
    Unknown,
    /// Passed through: UTF-8 or a similar encoding.
    Bytes,
    Utf16 {
        is_big: bool,
    },
}

/// How many bytes a byte order mark can have.
const MARK: usize = 3;

impl Decoder {
    /// Decodes the next bytes and appends them to a text.
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

    /// Decodes the rest at the end of the log.
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
                // The first half of a surrogate pair waits for the second.
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
