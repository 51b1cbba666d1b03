//! Opening a file to read it. Nothing here waits for ever, and nothing that a workspace names is opened outside of it, whatever takes
//! the place of a file between two system calls.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Cursor, IsTerminal, Read};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::project::bounds::{Bounds, resolved};

/// Who names a file, and so where it may lie.
#[derive(Debug, Clone, Copy)]
pub enum Access<'b> {
    /// A person: anywhere.
    Person,
    /// Nobody: it was found in a folder, and is no link.
    Walk,
    /// A text of a workspace: within the bounds of that, once links are followed.
    Workspace(&'b Bounds),
}

/// Why a file cannot be opened.
#[derive(Debug)]
pub enum OpenError {
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
}

/// A file that is replaced while it is opened is opened again, but not more often.
const MAX_TRIES: usize = 4;

/// So long a pipe may have no program that writes to it.
const MAX_WAIT: Duration = Duration::from_secs(10);

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
        // Opening a device can have effects: that it is none has to be known before, and is certain only afterwards.
        let metadata = match access {
            Access::Walk => fs::symlink_metadata(path)?,
            _ => fs::metadata(path)?,
        };
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
        return Ok(Stream { from, size });
    }
    let from = match Special::of(&metadata) {
        Special::Pipe => pipe(path)?,
        Special::Terminal => Box::new(
            Some(File::open(path)?)
                .filter(File::is_terminal)
                .ok_or(OpenError::NotRegular)?,
        ),
        Special::Other => return Err(OpenError::NotRegular),
    };
    Ok(Stream { from, size: None })
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

/// What is no regular file.
enum Special {
    Pipe,
    /// One, perhaps: a device of characters.
    Terminal,
    Other,
}

/// A pipe, once a program writes to it. One that has a place on a disk may never get such a program.
#[cfg(unix)]
fn pipe(path: &Path) -> Result<Box<dyn Read>, OpenError> {
    use rustix::fs::{OFlags, fcntl_setfl};

    if fs::canonicalize(path).is_err() {
        return Ok(Box::new(File::open(path)?));
    }
    let mut file = at_once(false).open(path)?;
    let (start, mut first) = (Instant::now(), vec![0; 1 << 12]);
    let count = loop {
        match file.read(&mut first) {
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

/// Opens nothing that would have to be waited for, and for a walk no link.
#[cfg(unix)]
fn at_once(is_walk: bool) -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;

    use rustix::fs::OFlags;

    let mut flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    flags.set(OFlags::NOFOLLOW, is_walk);
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(flags.bits().cast_signed());
    options
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(unix)]
impl Special {
    fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::FileTypeExt;

        match metadata.file_type() {
            it if it.is_fifo() => Self::Pipe,
            it if it.is_char_device() => Self::Terminal,
            _ => Self::Other,
        }
    }
}

#[cfg(not(unix))]
fn pipe(path: &Path) -> Result<Box<dyn Read>, OpenError> {
    Ok(Box::new(File::open(path)?))
}

#[cfg(not(unix))]
fn at_once(_: bool) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    options
}

#[cfg(not(unix))]
fn is_same(_: &Metadata, _: &Metadata) -> bool {
    true
}

#[cfg(not(unix))]
impl Special {
    fn of(metadata: &Metadata) -> Self {
        match metadata.is_dir() {
            true => Self::Other,
            false => Self::Pipe,
        }
    }
}
