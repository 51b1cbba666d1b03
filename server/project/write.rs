//! Replacing a file in one step: whoever reads it meanwhile gets the old text or the new one, and never a part. What else there is to
//! the file stays as it is, or the file is not written.

#[cfg(unix)]
mod attributes;
#[cfg(not(unix))]
mod other;
#[cfg(unix)]
mod unix;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::locale::Message;
use crate::project::bounds::Bounds;
use crate::project::open::{self, Access, OpenError};
use crate::project::read::{self, BOM};
use crate::say;

/// A file that changes while it is replaced is looked at again, but not more often.
const MAX_TRIES: usize = 4;

/// Why a file was not written.
#[derive(Debug)]
pub enum WriteError {
    /// Its text is another one than the one that was read.
    Changed,
    /// A link leads out of the folders that may be written in.
    Outside,
    NotRegular,
    /// It has other names on the disk, which would keep the old text.
    HardLinks,
    /// The new file would belong to somebody else, or let somebody else read it.
    Owner,
    /// The new file would not have this extended attribute.
    Attribute(String),
    System(io::Error),
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl From<OpenError> for WriteError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Outside => Self::Outside,
            OpenError::Folder | OpenError::NotRegular | OpenError::NoWriter => Self::NotRegular,
            OpenError::System(error) => Self::System(error),
        }
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
            Self::NotRegular => say! { en: "it is not a regular file", pt_br: "não é um arquivo comum" },
            Self::HardLinks => say! {
                en: "it has several hard links, which would no longer be the same file",
                pt_br: "ele tem vários links físicos, que deixariam de ser o mesmo arquivo",
            },
            Self::Owner => say! {
                en: "its owner, group and permissions cannot be kept",
                pt_br: "o proprietário, o grupo e as permissões não podem ser mantidos",
            },
            Self::Attribute(name) => say! {
                en: "its extended attribute `{name}` cannot be kept",
                pt_br: "o atributo estendido `{name}` não pode ser mantido",
            },
            Self::System(error) => {
                let why = read::reason(error);
                say! { en: "{why}", pt_br: "{why}" }
            }
        }
    }
}

/// A file to replace, as it was when it was opened.
struct Original<'p> {
    /// Without links.
    path: &'p Path,
    file: File,
    metadata: fs::Metadata,
    bytes: Vec<u8>,
}

/// Puts a new text in the place of the one that was read. A byte order mark, the mode, the owner and the extended attributes of the
/// file stay; on Windows it gets the permissions of its folder. A link stays a link, and what it leads to is written where that lies
/// within the bounds.
///
/// # Errors
/// The file cannot be written. It is unchanged then, and no temporary file remains.
pub fn replace(path: &Path, read: &str, text: &str, bounds: &Bounds) -> Result<(), WriteError> {
    let path = &fs::canonicalize(path)?;
    let mut tries = 0;
    loop {
        tries += 1;
        match try_to_replace(path, read, text, bounds) {
            // Several runs may fix a file at the same time: the next look shows whether it has the wanted text now.
            Err(WriteError::Changed) if tries < MAX_TRIES => {}
            result => return result,
        }
    }
}

fn try_to_replace(path: &Path, read: &str, text: &str, bounds: &Bounds) -> Result<(), WriteError> {
    let original = Original::open(path, bounds)?;
    let (mark, there) = match original.bytes.strip_prefix(BOM) {
        Some(rest) => (BOM, rest),
        None => (&[] as &[u8], original.bytes.as_slice()),
    };
    if there == text.as_bytes() {
        return Ok(());
    }
    if there != read.as_bytes() {
        return Err(WriteError::Changed);
    }
    let new = [mark, text.as_bytes()].concat();
    #[cfg(unix)]
    return unix::replace(&original, &new);
    #[cfg(not(unix))]
    other::replace(&original, &new)
}

impl<'p> Original<'p> {
    fn open(path: &'p Path, bounds: &Bounds) -> Result<Self, WriteError> {
        let mut file = open::regular(path, Access::Workspace(bounds))?;
        let metadata = file.metadata()?;
        if metadata.permissions().readonly() {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied).into());
        }
        let bytes = all(&mut file, metadata.len())?;
        Ok(Self {
            path,
            file,
            metadata,
            bytes,
        })
    }

    /// Whether the file has the same text still.
    fn is_unchanged(&self) -> Result<bool, WriteError> {
        use std::io::Seek;

        let mut file = &self.file;
        file.rewind()?;
        Ok(all(&mut file, self.metadata.len())? == self.bytes)
    }
}

/// The bytes of a file of a known size, and one more where it has grown.
fn all(file: &mut impl Read, size: u64) -> Result<Vec<u8>, io::Error> {
    let mut bytes = Vec::new();
    file.take(size + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
