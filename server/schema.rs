//! What every API version accepts.

use crate::locale::Lang;

/// The API versions, oldest first.
pub fn versions() -> Vec<&'static str> {
    vec!["2024-02-01", "2025-10-01"]
}

/// The JSON Schema of one API version, the newest without one; nothing for an unknown version.
pub fn published(version: Option<&str>, lang: Lang) -> Option<String> {
    let _ = (version, lang);
    None
}
