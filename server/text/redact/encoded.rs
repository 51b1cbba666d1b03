//! Texts in Base64 that have a secret in them, as UTF-8 or as UTF-16, which `-EncodedCommand` takes.

use std::ops::Range;

use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

/// A shorter text in Base64 is not decoded: it has no room for a name and a secret.
const SHORTEST: usize = 16;
/// A longer one is not decoded: a command line has at most 32,767 characters of UTF-16.
const LONGEST: usize = 128 * 1024;

/// Both alphabets are read, with and without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Adds the ranges of the encoded texts of which `is_secret` holds.
pub(super) fn find(text: &str, found: &mut Vec<Range<usize>>, is_secret: impl Fn(&str) -> bool) {
    let bytes = text.as_bytes();
    let mut start = 0;
    for end in 0..=bytes.len() {
        if bytes.get(end).copied().is_some_and(is_of_alphabet) {
            continue;
        }
        let run = start..end;
        start = end + 1;
        if run.len() < SHORTEST || run.len() > LONGEST {
            continue;
        }
        let written = text.get(run.clone()).unwrap_or_default();
        if decoded(written).is_some_and(|it| is_secret(&it)) {
            found.push(run);
        }
    }
}

fn is_of_alphabet(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// What a text in Base64 says; `None` if that is not text.
fn decoded(written: &str) -> Option<String> {
    let bytes = BASE64.decode(written).ok()?;
    let is_text = |it: &String| !it.contains(|c: char| c.is_control() && !c.is_whitespace());
    if bytes.iter().skip(1).step_by(2).all(|it| *it == 0) {
        let (units, _) = bytes.as_chunks::<2>();
        let units: Vec<u16> = units.iter().map(|it| u16::from_le_bytes(*it)).collect();
        return String::from_utf16(&units).ok().filter(is_text);
    }
    String::from_utf8(bytes).ok().filter(is_text)
}
