//! Files as somebody sees them at one moment: what is open in the editor as it is typed, everything else as it is on the disk.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::project::bounds::resolved;
use crate::project::disk::Disk;
use crate::project::loaded::LoadedFile;
use crate::project::open::Access;
use crate::project::read::{FileKind, ReadError};
use crate::text::rope::Text;

/// A view of all files. A clone is the same view and shares what was read.
#[derive(Debug, Clone, Default)]
pub struct Files {
    disk: Arc<Disk>,
    open: Arc<HashMap<PathBuf, Arc<Open>>>,
}

/// A file that is open in the editor.
#[derive(Debug)]
struct Open {
    text: Text,
    /// Where it lies once links are followed.
    real: OnceLock<PathBuf>,
    loaded: Arc<LoadedFile>,
    script: OnceLock<Arc<LoadedFile>>,
}

impl Files {
    /// The disk below the view.
    pub fn disk(&self) -> &Disk {
        &self.disk
    }

    /// Shows another text in place of a file from now on. Reads nothing.
    pub fn set(&mut self, path: &Path, text: Text) {
        let open = Open {
            loaded: Arc::new(LoadedFile::from_editor(text.clone(), None)),
            text,
            real: OnceLock::new(),
            script: OnceLock::new(),
        };
        Arc::make_mut(&mut self.open).insert(path.to_owned(), Arc::new(open));
    }

    /// Shows the disk again.
    pub fn unset(&mut self, path: &Path) {
        Arc::make_mut(&mut self.open).remove(path);
    }

    /// Whether the editor has a file open.
    pub fn is_open(&self, path: &Path) -> bool {
        self.open.contains_key(path)
    }

    /// A file, as whoever names it may have it read.
    ///
    /// # Errors
    /// [`ReadError::Outside`] for one that lies elsewhere, which is not read; other errors come with the file.
    pub fn load(&self, path: &Path, kind: FileKind, access: Access<'_>) -> Result<Arc<LoadedFile>, ReadError> {
        let Some(open) = self.open.get(path) else {
            return self.disk.load(path, kind, access);
        };
        if let Access::Workspace(bounds) = access
            && !(bounds.may_hold(path) && bounds.hold(open.real.get_or_init(|| resolved(path))))
        {
            return Err(ReadError::Outside);
        }
        if kind != FileKind::Script {
            return Ok(Arc::clone(&open.loaded));
        }
        // The bytes on the disk tell whether saving it writes a byte order mark.
        let with_disk = || {
            let on_disk = self.disk.load(path, kind, access).ok();
            Arc::new(LoadedFile::from_editor(open.text.clone(), on_disk))
        };
        Ok(Arc::clone(open.script.get_or_init(with_disk)))
    }
}
