//! What a word without quotes consists of.

/// Whether a byte can be part of a number, a literal or an unquoted name.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.' | b'_' | b'$') || byte >= 0x80
}
