//! What a word without quotes consists of.

/// Whether a byte may stand in a number, a literal or a name that lacks its quotes.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.' | b'_' | b'$') || byte >= 0x80
}
