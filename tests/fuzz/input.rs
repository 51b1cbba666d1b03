//! What a target makes of the bytes that it gets: a text, and what to do with it.

use aib_ls::text::span::Span;

/// The text before the last NUL; the bytes after it decide.
pub struct Input<'d> {
    pub bytes: &'d [u8],
    pub choices: Choices<'d>,
}

/// Decisions in their order: those of the input, then others that look random and follow from the text.
pub struct Choices<'d> {
    given: &'d [u8],
    random: Random,
}

/// Numbers that look random and are the same in every run.
pub struct Random(u64);

impl<'d> Input<'d> {
    pub fn new(data: &'d [u8]) -> Self {
        let (bytes, given) = split(data);
        let hash = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        let random = Random::new(bytes.iter().fold(0xcbf2_9ce4_8422_2325, hash));
        Self {
            bytes,
            choices: Choices { given, random },
        }
    }

    /// The text; what is not UTF-8 becomes a replacement character, as when a file is read.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(self.bytes).into_owned()
    }
}

/// The text and the choices of an input.
pub fn split(data: &[u8]) -> (&[u8], &[u8]) {
    match data.iter().rposition(|it| *it == 0) {
        Some(at) => (&data[..at], &data[at + 1..]),
        None => (data, &[]),
    }
}

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below a limit; 0 where the limit is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % limit.max(1) as u64) as usize
    }
}

impl Choices<'_> {
    /// A number below a limit; 0 where the limit is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let Some((first, rest)) = self.given.split_first() else {
            return self.random.below(limit);
        };
        self.given = rest;
        if limit <= 256 {
            return usize::from(*first) % limit.max(1);
        }
        let (second, rest) = self.given.split_first().unwrap_or((&0, &[]));
        self.given = rest;
        (usize::from(*first) << 8 | usize::from(*second)) * limit / 0x1_0000
    }

    pub fn flag(&mut self) -> bool {
        self.below(2) == 1
    }

    /// A byte offset between two characters of a text.
    pub fn offset(&mut self, text: &str) -> u32 {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at as u32
    }

    /// A span of a text that splits no character.
    pub fn span(&mut self, text: &str) -> Span {
        let (first, second) = (self.offset(text), self.offset(text));
        Span::new(first.min(second), first.max(second))
    }
}
