//! What a file has beside its text: owner, group, permissions, extended attributes, and in them its access control list.

use std::fs::{File, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

use crate::project::write::{Original, WriteError};

/// The bits of the mode that are permissions.
const PERMISSIONS: u32 = 0o7777;

/// Gives a new file all that its original has. Nobody can read it before who cannot read the original.
pub(super) fn copy(original: &Original<'_>, new: &File) -> Result<(), WriteError> {
    let (wanted, own) = (&original.metadata, new.metadata()?);
    if (own.uid(), own.gid()) != (wanted.uid(), wanted.gid()) {
        // Whether that worked is seen below.
        let _ = fchown(new, Some(wanted.uid()), Some(wanted.gid()));
    }
    extended::copy(&original.file, new)?;
    new.set_permissions(Permissions::from_mode(wanted.mode() & PERMISSIONS))?;
    let own = new.metadata()?;
    let is_same =
        (own.uid(), own.gid(), own.mode() & PERMISSIONS) == (wanted.uid(), wanted.gid(), wanted.mode() & PERMISSIONS);
    is_same.then_some(()).ok_or(WriteError::Owner)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
mod extended {
    use std::collections::BTreeMap;

    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fremovexattr, fsetxattr};
    use rustix::io::Errno;

    use super::{File, WriteError, io};

    /// No system stores longer lists and values.
    const MAX_BYTES: usize = 1 << 16;

    /// The system gives this one to every file that a program creates, and nobody else can.
    const OF_SYSTEM: &[u8] = b"com.apple.provenance";

    /// Gives a new file the extended attributes of another, and only those: it may have inherited some from its folder.
    pub(super) fn copy(from: &File, to: &File) -> Result<(), WriteError> {
        let (wanted, own) = (all(from)?, all(to)?);
        let lost = |name: &[u8]| WriteError::Attribute(String::from_utf8_lossy(name).into_owned());
        for name in own.keys().filter(|it| !wanted.contains_key(*it)) {
            fremovexattr(to, name.as_slice()).map_err(|_| lost(name))?;
        }
        for (name, value) in wanted.iter().filter(|(name, value)| own.get(*name) != Some(value)) {
            fsetxattr(to, name.as_slice(), value, XattrFlags::empty()).map_err(|_| lost(name))?;
        }
        Ok(())
    }

    fn all(file: &File) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, WriteError> {
        let mut buffer = vec![0; MAX_BYTES];
        let length = match flistxattr(file, buffer.as_mut_slice()) {
            Ok(length) => length,
            Err(Errno::NOTSUP) => return Ok(BTreeMap::new()),
            Err(error) => return Err(WriteError::System(error.into())),
        };
        let names = buffer.get(..length).unwrap_or_default().to_owned();
        let names = names
            .split(|it| *it == 0)
            .filter(|it| !it.is_empty() && *it != OF_SYSTEM);
        let mut out = BTreeMap::new();
        for name in names {
            let length = fgetxattr(file, name, buffer.as_mut_slice()).map_err(io::Error::from)?;
            out.insert(name.to_owned(), buffer.get(..length).unwrap_or_default().to_owned());
        }
        Ok(out)
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
mod extended {
    use super::{File, WriteError};

    /// This system has none that could be listed.
    pub(super) fn copy(_: &File, _: &File) -> Result<(), WriteError> {
        Ok(())
    }
}
