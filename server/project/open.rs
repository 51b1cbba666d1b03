//! Opening a file to read it. Nothing here waits for ever, and nothing that a workspace names is opened outside of it, whatever takes
//! the place of a file between two system calls.

#[cfg(not(unix))]
mod other;
#[cfg(unix)]
mod unix;

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use crate::project::bounds::{Bounds, resolved};
#[cfg(not(unix))]
use crate::project::open::other::{at_once, is_same, stream};
#[cfg(unix)]
use crate::project::open::unix::{at_once, is_same, stream};

/// Who names a file, and so where it may lie.
#[derive(Debug, Clone, Copy)]
pub enum Access<'b> {
    /// A person: anywhere.
    Person,
    /// Nobody: it was found in a folder and is not a link.
    Walk,
    /// A text of a workspace: within the bounds of that, once links are followed.
    Workspace(&'b Bounds),
}

/// Why a file cannot be opened.
#[derive(Debug)]
pub enum OpenError {
    Folder,
    /// Reading it may never end.
    NotRegular,
    Outside,
    /// A pipe, and nobody writes to it.
    NoWriter,
    System(io::Error),
}

/// Something to read to its end that an argument names.
pub struct Stream {
    pub from: Box<dyn Read>,
    /// Its size in bytes; `None` for one that comes from elsewhere than from a disk.
    pub size: Option<u64>,
    /// Whether it is a device that may be endless; a terminal does not count.
    pub is_device: bool,
}

/// A file that is replaced while it is opened is opened again, but not more often.
const MAX_TRIES: usize = 4;

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Opens a regular file. Reading it may still fail with [`io::ErrorKind::WouldBlock`], as some files of the system do.
pub fn regular(path: &Path, access: Access<'_>) -> Result<File, OpenError> {
    for _ in 0..MAX_TRIES {
        if !is_within(path, access, None) {
            return Err(OpenError::Outside);
        }
        // Opening a device can have effects, so the file type is checked before opening, and again afterwards to be certain.
        let metadata = match access {
            Access::Walk => fs::symlink_metadata(path)?,
            _ => fs::metadata(path)?,
        };
        if metadata.is_dir() {
            return Err(OpenError::Folder);
        }
        if !metadata.is_file() {
            return Err(OpenError::NotRegular);
        }
        let file = at_once(matches!(access, Access::Walk)).open(path)?;
        let opened = file.metadata()?;
        if !opened.is_file() {
            return Err(OpenError::NotRegular);
        }
        if is_within(path, access, Some(&opened)) {
            return Ok(file);
        }
    }
    Err(OpenError::Outside)
}

/// Opens what an argument names: a regular file, or the output of another program.
pub fn named(path: &Path) -> Result<Stream, OpenError> {
    let metadata = fs::metadata(path)?;
    if metadata.is_file() {
        let file = regular(path, Access::Person)?;
        let size = Some(file.metadata()?.len());
        let from = Box::new(file);
        return Ok(Stream {
            from,
            size,
            is_device: false,
        });
    }
    let (from, is_device) = stream(path, &metadata)?;
    Ok(Stream {
        from,
        size: None,
        is_device,
    })
}

/// Whether a path leads within the bounds, and to the file that was opened by it.
fn is_within(path: &Path, access: Access<'_>, opened: Option<&Metadata>) -> bool {
    let Access::Workspace(bounds) = access else {
        return true;
    };
    if !bounds.may_hold(path) {
        return false;
    }
    let real = resolved(path);
    let is_same = |it: &Metadata| fs::symlink_metadata(&real).is_ok_and(|now| is_same(&now, it));
    bounds.hold(&real) && opened.is_none_or(is_same)
}
