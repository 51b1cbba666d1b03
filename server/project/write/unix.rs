//! Replacing a file by the calls of Unix, all relative to its open folder: a folder that is exchanged meanwhile changes nothing, and the
//! path of the new file cannot be too long.
//!
//! The new file has no name while it is written, where the system can do that. Otherwise, and between its naming and the renaming, a run
//! that is killed leaves it behind, and the next run that writes in the folder removes it.

use std::collections::hash_map::RandomState;
use std::fs::File;
use std::hash::BuildHasher;
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt;

use rustix::fs::{AtFlags, Dir, FlockOperation, Mode, OFlags};
use rustix::io::Errno;
use rustix::process::{Resource, getrlimit};

use crate::project::write::attributes;
use crate::project::write::{Original, WriteError};

/// The names of new files begin so, and go on with so many hexadecimal digits.
const PREFIX: &str = ".aib-ls-";
const DIGITS: usize = 16;

/// A file that is not complete yet.
struct Staged {
    file: File,
    /// `None` as long as it has no name.
    name: Option<String>,
}

/// Puts bytes in the place of a file.
pub(super) fn replace(original: &Original<'_>, new: &[u8]) -> Result<(), WriteError> {
    if original.metadata.nlink() > 1 {
        return Err(WriteError::HardLinks);
    }
    // Writing more would end the process.
    if getrlimit(Resource::Fsize)
        .current
        .is_some_and(|it| it < new.len() as u64)
    {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge).into());
    }
    let folder = original.path.parent().ok_or(Errno::NOENT).map_err(io::Error::from)?;
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let folder = rustix::fs::open(folder, flags, Mode::empty()).map_err(io::Error::from)?;
    remove_abandoned(&folder);
    let staged = unnamed(&folder).map_or_else(|| named(&folder), Ok)?;
    let result = fill_and_rename(&folder, staged, original, new);
    // The file is already written: that it may not survive a power failure is not an error to report.
    let _ = rustix::fs::fsync(&folder);
    result
}

fn fill_and_rename(
    folder: &OwnedFd,
    mut staged: Staged,
    original: &Original<'_>,
    new: &[u8],
) -> Result<(), WriteError> {
    let target = original.path.file_name().ok_or(Errno::NOENT).map_err(io::Error::from)?;
    let result = fill(&mut staged.file, original, new).and_then(|()| {
        if !is_target(folder, original)? || !original.is_unchanged()? {
            return Err(WriteError::Changed);
        }
        let name = match &staged.name {
            Some(name) => name,
            None => staged.name.insert(give_name(folder, &staged.file)?),
        };
        rustix::fs::renameat(folder, name.as_str(), folder, target).map_err(|it| WriteError::System(it.into()))
    });
    if result.is_err()
        && let Some(name) = &staged.name
    {
        let _ = rustix::fs::unlinkat(folder, name.as_str(), AtFlags::empty());
    }
    result
}

/// Writes the bytes, and gives the file everything else that the original has.
fn fill(file: &mut File, original: &Original<'_>, new: &[u8]) -> Result<(), WriteError> {
    file.write_all(new)?;
    attributes::copy(original, file)?;
    Ok(file.sync_all()?)
}

/// Whether the name still refers to the file that was opened.
fn is_target(folder: &OwnedFd, original: &Original<'_>) -> Result<bool, WriteError> {
    let name = original.path.file_name().unwrap_or_default();
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    match rustix::fs::openat(folder, name, flags, Mode::empty()) {
        Ok(now) => {
            let now = File::from(now).metadata()?;
            Ok((now.dev(), now.ino()) == (original.metadata.dev(), original.metadata.ino()))
        }
        Err(Errno::NOENT | Errno::LOOP) => Ok(false),
        Err(error) => Err(WriteError::System(error.into())),
    }
}

/// A new file without a name, which nobody but its owner can read; `None` where the system or its disk has none.
#[cfg(target_os = "linux")]
fn unnamed(folder: &OwnedFd) -> Option<Staged> {
    let flags = OFlags::WRONLY | OFlags::TMPFILE | OFlags::CLOEXEC;
    let file = rustix::fs::openat(folder, ".", flags, Mode::RUSR | Mode::WUSR).ok()?;
    // Its name is given by way of this folder.
    let is_named = rustix::fs::access(descriptor(&file), rustix::fs::Access::EXISTS).is_ok();
    let file = File::from(file);
    is_named.then_some(Staged { file, name: None })
}

#[cfg(not(target_os = "linux"))]
fn unnamed(_: &OwnedFd) -> Option<Staged> {
    None
}

/// A new file that nobody but its owner can read.
fn named(folder: &OwnedFd) -> Result<Staged, io::Error> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let name = new_name();
    let file = rustix::fs::openat(folder, name.as_str(), flags, Mode::RUSR | Mode::WUSR)?;
    let (file, name) = (File::from(file), Some(name));
    Ok(Staged { file, name })
}

#[cfg(target_os = "linux")]
fn give_name(folder: &OwnedFd, file: &File) -> Result<String, io::Error> {
    let name = new_name();
    let from = descriptor(file);
    rustix::fs::linkat(rustix::fs::CWD, from, folder, name.as_str(), AtFlags::SYMLINK_FOLLOW)?;
    Ok(name)
}

#[cfg(not(target_os = "linux"))]
fn give_name(_: &OwnedFd, _: &File) -> Result<String, io::Error> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(target_os = "linux")]
fn descriptor(file: &impl std::os::fd::AsRawFd) -> String {
    format!("/proc/self/fd/{}", file.as_raw_fd())
}

/// A name that no file has.
fn new_name() -> String {
    format!("{PREFIX}{:0DIGITS$x}", RandomState::new().hash_one(()))
}

/// Removes the files that killed runs left in a folder. Runs that write in it hold its lock together, so whoever has it alone knows
/// that nobody needs them; where somebody else has it they stay.
fn remove_abandoned(folder: &OwnedFd) {
    if rustix::fs::flock(folder, FlockOperation::NonBlockingLockExclusive).is_ok() {
        let names = Dir::read_from(folder).into_iter().flatten().flatten();
        let names = names.map(|it| it.file_name().to_owned());
        for name in names.filter(|it| is_ours(it.to_bytes())) {
            let _ = rustix::fs::unlinkat(folder, name.as_c_str(), AtFlags::empty());
        }
    }
    // It ends with the descriptor.
    let _ = rustix::fs::flock(folder, FlockOperation::NonBlockingLockShared);
}

fn is_ours(name: &[u8]) -> bool {
    let digits = name.strip_prefix(PREFIX.as_bytes());
    digits.is_some_and(|it| it.len() == DIGITS && it.iter().all(u8::is_ascii_hexdigit))
}
