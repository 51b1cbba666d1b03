//! Lines that occur again and again with other numbers: progress, waiting, requests. The first one shows what each adds to the state.

use std::collections::HashMap;

use memchr::memmem;

use crate::doctor::matches::MatchKey;

/// What a line adds to the state of its build.
#[derive(Debug, Clone)]
pub struct Repeat {
    /// An index.
    pub build: usize,
    pub matches: Vec<MatchKey>,
    /// Whether the line itself has a timestamp.
    pub has_time: bool,
}

/// The lines that are known in the present state, by their shape.
#[derive(Debug, Clone, Default)]
pub struct Repeats(HashMap<u64, Repeat>);

/// No log repeats more different lines at a time.
const MAX_SHAPES: usize = 512;
/// How many bytes of a line contain its prefix.
const PREFIX: usize = 128;

impl Repeats {
    pub fn get(&self, shape: u64) -> Option<&Repeat> {
        self.0.get(&shape)
    }

    pub fn add(&mut self, shape: u64, repeat: Repeat) {
        if self.0.len() >= MAX_SHAPES {
            self.0.clear();
        }
        self.0.insert(shape, repeat);
    }

    /// Forgets all lines, because the state in which they were read is over.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// A hash of a line of a build log in which all numbers after the operation ID count as one; `None` for other lines, and for one that
/// the next line may continue.
pub fn shape(line: &[u8], behind: &[u8]) -> Option<u64> {
    const MARK: &[u8] = b"PACKER ";
    let start = line.get(..PREFIX).unwrap_or(line);
    let prefix = line.get(..memmem::find(start, MARK)? + MARK.len())?;
    let next = match behind {
        [b'\r', b'\n', next @ ..] | [b'\r' | b'\n', next @ ..] => next,
        _ => return None,
    };
    if !next.starts_with(prefix) {
        return None;
    }
    let mut hash = prefix.iter().fold(OFFSET, |hash, it| with(hash, *it));
    let mut is_number = false;
    for byte in line.get(prefix.len()..)? {
        if !byte.is_ascii_digit() {
            hash = with(hash, *byte);
        } else if !is_number {
            hash = with(hash, b'0');
        }
        is_number = byte.is_ascii_digit();
    }
    Some(hash)
}

/// The parameters of FNV-1a.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

fn with(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(PRIME)
}
