//! Replacing a file in one step: whoever reads it meanwhile gets the old text or the new one, and never a part.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::locale::Message;
use crate::project::bounds::{Bounds, resolved};
use crate::project::read::BOM;
use crate::say;

/// Why a file was not written.
#[derive(Debug)]
pub enum WriteError {
    /// Its text is another one than the one that was read.
    Changed,
    /// A link leads out of the folders that may be written in.
    Outside,
    System(io::Error),
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl WriteError {
    /// The reason as a phrase behind a colon.
    pub fn phrase(&self) -> Message {
        match self {
            Self::Changed => say! { en: "it has changed meanwhile", pt_br: "ele mudou nesse meio-tempo" },
            Self::Outside => say! {
                en: "it is a link that leads out of the folder",
                pt_br: "ele é um link que leva para fora da pasta",
            },
            Self::System(error) => {
                let why = crate::project::read::reason(error);
                say! { en: "{why}", pt_br: "{why}" }
            }
        }
    }
}

/// Puts a new text in the place of the one that was read. A byte order mark, the mode and the owner of the file stay. A link
/// stays a link, and what it leads to is written where that lies within the bounds.
///
/// # Errors
/// The file cannot be written. It is unchanged then, and no temporary file remains.
pub fn replace(path: &Path, read: &str, text: &str, bounds: &Bounds) -> Result<(), WriteError> {
    let path = fs::canonicalize(path)?;
    if !bounds.hold(&resolved(&path)) {
        return Err(WriteError::Outside);
    }
    let metadata = fs::metadata(&path)?;
    if !metadata.is_file() || metadata.permissions().readonly() {
        return Err(io::Error::from(io::ErrorKind::PermissionDenied).into());
    }
    let there = fs::read(&path)?;
    let (mark, there) = match there.strip_prefix(BOM) {
        Some(rest) => (BOM, rest),
        None => (&[] as &[u8], there.as_slice()),
    };
    if there != read.as_bytes() {
        return Err(WriteError::Changed);
    }
    let folder = path.parent().ok_or(io::ErrorKind::NotFound).map_err(io::Error::from)?;
    let mut new = tempfile::Builder::new().prefix(".aib-ls-").tempfile_in(folder)?;
    new.write_all(mark)?;
    new.write_all(text.as_bytes())?;
    give_to_owner(new.as_file(), &metadata);
    new.as_file().set_permissions(metadata.permissions())?;
    new.as_file().sync_all()?;
    new.persist(&path).map_err(|it| it.error)?;
    Ok(())
}

#[cfg(unix)]
fn give_to_owner(file: &File, like: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    // Only the administrator may; anybody else can write files of their own alone, or of a group they are in.
    let _ = fchown(file, Some(like.uid()), Some(like.gid()));
}

#[cfg(not(unix))]
fn give_to_owner(_: &File, _: &fs::Metadata) {}
