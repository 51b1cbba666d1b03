//! Texts as JSON strings, and bytes that are not text.

/// A JSON string that says this.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The bytes of a text, with one that is not UTF-8 instead of each replacement character.
pub fn with_broken_utf8(text: &str) -> Vec<u8> {
    let parts: Vec<&[u8]> = text.split('\u{fffd}').map(str::as_bytes).collect();
    parts.join(&0xff)
}
