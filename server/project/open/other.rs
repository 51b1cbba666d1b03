//! Opening where files have no numbers that could be compared, and links need the rights of an administrator.

use std::fs::{File, Metadata, OpenOptions};
use std::io::Read;
use std::path::Path;

use crate::project::open::OpenError;

/// A pipe or a device that an argument names, and whether it is known for a device.
pub(super) fn stream(path: &Path, metadata: &Metadata) -> Result<(Box<dyn Read>, bool), OpenError> {
    match metadata.is_dir() {
        true => Err(OpenError::NotRegular),
        false => Ok((Box::new(File::open(path)?), false)),
    }
}

/// Opens a file to read it.
pub(super) fn at_once(_: bool) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    options
}

/// Whether both are the same file, which nothing tells here.
pub(super) fn is_same(_: &Metadata, _: &Metadata) -> bool {
    true
}
