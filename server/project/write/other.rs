//! Replacing a file where the system has no names relative to an open folder.

use std::io::{self, Write};

use crate::project::write::{Original, WriteError};

/// Puts bytes in the place of a file. Its permissions become those of its folder.
pub(super) fn replace(original: &Original<'_>, new: &[u8]) -> Result<(), WriteError> {
    let folder = original
        .path
        .parent()
        .ok_or(io::ErrorKind::NotFound)
        .map_err(io::Error::from)?;
    let mut staged = tempfile::Builder::new().prefix(".aib-ls-").tempfile_in(folder)?;
    staged.write_all(new)?;
    staged.as_file().set_permissions(original.metadata.permissions())?;
    staged.as_file().sync_all()?;
    if !original.is_unchanged()? {
        return Err(WriteError::Changed);
    }
    staged.persist(original.path).map_err(|it| it.error)?;
    Ok(())
}
