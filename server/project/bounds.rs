//! The folders in which a workspace may name files. A settings file, a parameter file or a link that comes with a workspace is
//! somebody else's text: what it names is read, and written, only below the workspace.

use std::fs;
use std::path::{Path, PathBuf};

use crate::settings::file;

/// Folders. The default holds no file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bounds(Vec<Folder>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Folder {
    /// As it was named, but absolute and without steps up.
    spelled: PathBuf,
    /// With links resolved.
    real: PathBuf,
}

impl Bounds {
    /// Everything below these folders.
    pub fn below<P: AsRef<Path>>(folders: impl IntoIterator<Item = P>) -> Self {
        let mut bounds = Self::default();
        folders.into_iter().for_each(|it| bounds.add(it.as_ref()));
        bounds
    }

    /// The same folders and one more.
    pub fn and(&self, folder: &Path) -> Self {
        let mut all = self.clone();
        all.add(folder);
        all
    }

    pub fn add(&mut self, folder: &Path) {
        let folder = Folder {
            spelled: spelled(folder),
            real: resolved(folder),
        };
        if folder.real.as_os_str().len() <= MAX_PATH && !self.0.contains(&folder) {
            self.0.push(folder);
        }
    }

    /// Whether a path as [`resolved`] gives it lies below one of the folders.
    pub fn hold(&self, resolved: &Path) -> bool {
        self.0.iter().any(|it| resolved.starts_with(&it.real))
    }

    /// Whether a path leads below one of the folders as it is spelled. The system is not asked about any other: that alone may contact
    /// another machine, as with `\\machine\folder`.
    pub fn may_hold(&self, path: &Path) -> bool {
        let path = spelled(path);
        let is_below = |it: &Folder| path.starts_with(&it.spelled) || path.starts_with(&it.real);
        self.0.iter().any(is_below)
    }
}

/// An absolute path without steps up. The system is asked for the current folder only.
fn spelled(path: &Path) -> PathBuf {
    let path = match path.as_os_str().is_empty() {
        true => Path::new("."),
        false => path,
    };
    let absolute = std::path::absolute(path);
    file::plain(absolute.as_deref().unwrap_or(path))
}

/// No system opens a path of more bytes, and nothing is asked about one.
pub const MAX_PATH: usize = 4096;

/// An absolute path without links and steps up. Of one that does not exist, the part that does is resolved; of one that cannot exist,
/// nothing.
pub fn resolved(path: &Path) -> PathBuf {
    let path = match path.as_os_str().is_empty() {
        true => Path::new("."),
        false => path,
    };
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    let plain = spelled(path);
    if plain.as_os_str().len() > MAX_PATH {
        return plain;
    }
    let existing = plain.ancestors().skip(1).find_map(|it| {
        let rest = plain.strip_prefix(it).ok()?;
        Some(fs::canonicalize(it).ok()?.join(rest))
    });
    existing.unwrap_or(plain)
}
