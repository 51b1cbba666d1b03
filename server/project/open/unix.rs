//! Opening by the calls of Unix.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Cursor, IsTerminal, Read};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{OFlags, fcntl_setfl};

use crate::project::open::OpenError;

/// So long a pipe may have no program that writes to it.
const MAX_WAIT: Duration = Duration::from_secs(10);

/// The output of another program, a terminal, or a device, and whether it is a device that may have no end.
pub(super) fn stream(path: &Path, metadata: &Metadata) -> Result<(Box<dyn Read>, bool), OpenError> {
    let kind = metadata.file_type();
    if kind.is_fifo() {
        return Ok((pipe(path)?, false));
    }
    if !kind.is_char_device() {
        return Err(OpenError::NotRegular);
    }
    let file = File::open(path)?;
    let is_device = !file.is_terminal();
    Ok((Box::new(file), is_device))
}

/// A pipe, once a program writes to it. One that has a place on a disk may never get such a program.
fn pipe(path: &Path) -> Result<Box<dyn Read>, OpenError> {
    let mut file = at_once(false).open(path)?;
    let is_on_disk = fs::canonicalize(path).is_ok();
    let (start, mut first) = (Instant::now(), vec![0; 1 << 12]);
    let count = loop {
        match file.read(&mut first) {
            Ok(0) if !is_on_disk => break 0,
            Ok(0) if start.elapsed() > MAX_WAIT => return Err(OpenError::NoWriter),
            Ok(0) => thread::sleep(Duration::from_millis(10)),
            Ok(count) => break count,
            // There is a program, which has not written yet.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => break 0,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    };
    first.truncate(count);
    fcntl_setfl(&file, OFlags::empty()).map_err(io::Error::from)?;
    Ok(Box::new(Cursor::new(first).chain(file)))
}

/// Opens nothing that would block, and no link for a walk.
pub(super) fn at_once(is_walk: bool) -> OpenOptions {
    let mut flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    flags.set(OFlags::NOFOLLOW, is_walk);
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(flags.bits().cast_signed());
    options
}

/// Whether both are the same file.
pub(super) fn is_same(one: &Metadata, other: &Metadata) -> bool {
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}
