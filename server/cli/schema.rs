//! `aib-ls schema`: the JSON Schema of one API version, for editors that have no language server.

use crate::cli::{CLEAN, Failure, known_version, put};
use crate::locale::Lang;
use crate::schema::published;

/// Prints the schema.
pub(super) fn run(version: Option<&str>, lang: Lang) -> Result<i32, Failure> {
    known_version(version)?;
    let Some(text) = published::published(version, lang) else {
        return Err(Failure::Version(version.unwrap_or_default().to_owned()));
    };
    put(&(text.trim_end().to_owned() + "\n"))?;
    Ok(CLEAN)
}
