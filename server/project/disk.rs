//! What was read from the disk, as long as the disk has the same. Shared by everybody who reads.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use crate::project::bounds::{Bounds, resolved};
use crate::project::loaded::LoadedFile;
use crate::project::open::Access;
use crate::project::read::{self, FileKind, ReadError};
use crate::project::time_limit::TimeLimit;

/// So long a folder is taken for unchanged where the client does not report changes.
const FRESH: Duration = Duration::from_secs(2);

/// More files than these are not remembered.
const MAX_FILES: usize = 2_000;

/// The disk, with a memory.
#[derive(Debug, Default)]
pub struct Disk {
    memory: Mutex<Memory>,
    limit: TimeLimit,
}

#[derive(Debug, Default)]
struct Memory {
    /// Counts reported changes: what was read before one is not remembered after it.
    epoch: u64,
    files: HashMap<PathBuf, Remembered>,
    /// Files below folders that may be templates.
    walks: HashMap<PathBuf, (Instant, Arc<Vec<PathBuf>>)>,
    /// Whether the client reports changes of files.
    is_watched: bool,
}

#[derive(Debug, Clone)]
struct Remembered {
    stamp: Stamp,
    /// Where it lies once links are followed.
    real: PathBuf,
    file: Arc<LoadedFile>,
}

/// What the system must be asked about one file.
struct Call {
    path: PathBuf,
    kind: FileKind,
    before: Option<Remembered>,
    is_walk: bool,
    bounds: Option<Bounds>,
}

/// What the system says about it.
enum State {
    Unchanged(Arc<LoadedFile>),
    Read {
        stamp: Stamp,
        real: PathBuf,
        bytes: Vec<u8>,
    },
}

/// Size and time of change; `None` where there is no regular file.
pub type Stamp = Option<(u64, SystemTime)>;

/// What tells one state of a file from another.
fn stamp(path: &Path) -> Stamp {
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((metadata.len(), metadata.modified().ok()?))
}

impl Call {
    fn make(self) -> Result<State, ReadError> {
        let access = match &self.bounds {
            Some(bounds) => Access::Workspace(bounds),
            None if self.is_walk => Access::Walk,
            None => Access::Person,
        };
        if self.bounds.as_ref().is_some_and(|it| !it.may_hold(&self.path)) {
            return Err(ReadError::Outside);
        }
        let stamp = stamp(&self.path);
        let before = self.before.filter(|it| it.stamp == stamp && stamp.is_some());
        let real = before
            .as_ref()
            .map_or_else(|| resolved(&self.path), |it| it.real.clone());
        if self.bounds.as_ref().is_some_and(|it| !it.hold(&real)) {
            return Err(ReadError::Outside);
        }
        if let Some(before) = before {
            return Ok(State::Unchanged(before.file));
        }
        let bytes = read::bytes(&self.path, self.kind, access)?;
        Ok(State::Read { stamp, real, bytes })
    }
}

impl Disk {
    /// A file as it is now; it is read again only where its size or its time of change is another one.
    ///
    /// # Errors
    /// [`ReadError::Outside`] for one that lies elsewhere than it may, which is not read; all other errors come with the file.
    pub fn load(&self, path: &Path, kind: FileKind, access: Access<'_>) -> Result<Arc<LoadedFile>, ReadError> {
        let (epoch, before) = {
            let memory = self.memory();
            (memory.epoch, memory.files.get(path).cloned())
        };
        let call = Call {
            path: path.to_owned(),
            kind,
            before,
            is_walk: matches!(access, Access::Walk),
            bounds: match access {
                Access::Workspace(bounds) => Some(bounds.clone()),
                Access::Person | Access::Walk => None,
            },
        };
        let state = self.limit.run(move || call.make()).unwrap_or(Err(ReadError::NoAnswer));
        let (stamp, real, file) = match state {
            Ok(State::Read { stamp, real, bytes }) => (stamp, real, Arc::new(LoadedFile::from_disk(Ok(bytes)))),
            Ok(State::Unchanged(file)) => return Ok(file),
            Err(ReadError::Outside) => return Err(ReadError::Outside),
            // As another kind, or for somebody else, it may be readable.
            Err(error) => return Ok(Arc::new(LoadedFile::from_disk(Err(error)))),
        };
        let mut memory = self.memory();
        if memory.epoch == epoch {
            if memory.files.len() >= MAX_FILES {
                memory.files.clear();
            }
            let remembered = Remembered {
                stamp,
                real,
                file: Arc::clone(&file),
            };
            memory.files.insert(path.to_owned(), remembered);
        }
        Ok(file)
    }

    /// When a file that a workspace names was changed; `None` where it lies elsewhere, is not a regular file, or does not answer.
    pub fn stamp_within(&self, path: &Path, bounds: &Bounds) -> Stamp {
        let (path, bounds) = (path.to_owned(), bounds.clone());
        let is_within = move |it: &Path| bounds.may_hold(it) && bounds.hold(&resolved(it));
        let call = move || Some(path).filter(|it| is_within(it)).and_then(|it| stamp(&it));
        self.limit.run(call).flatten()
    }

    /// The text of a file that a walk found and that is not worth remembering; `None` where it cannot be read.
    pub fn read_once(&self, path: &Path, kind: FileKind) -> Option<String> {
        read::decode(read::bytes(path, kind, Access::Walk).ok()?).ok()
    }

    /// The files below a folder, from memory or as `walk` finds them. Where the client reports changes they are walked
    /// again only after one.
    pub fn walk(&self, folder: &Path, walk: impl FnOnce() -> Vec<PathBuf>) -> Arc<Vec<PathBuf>> {
        let epoch = {
            let memory = self.memory();
            let known = memory.walks.get(folder);
            if let Some((_, paths)) = known.filter(|it| memory.is_watched || it.0.elapsed() < FRESH) {
                return Arc::clone(paths);
            }
            memory.epoch
        };
        let (walked, paths) = (Instant::now(), Arc::new(walk()));
        let mut memory = self.memory();
        if memory.epoch == epoch {
            memory.walks.insert(folder.to_owned(), (walked, Arc::clone(&paths)));
        }
        paths
    }

    /// The client reports changes of files from now on.
    pub fn watch(&self) {
        self.memory().is_watched = true;
    }

    /// A file was changed, created or deleted, or a folder with all that is in it.
    pub fn forget(&self, path: &Path) {
        let mut memory = self.memory();
        memory.epoch += 1;
        memory.files.retain(|it, _| !it.starts_with(path));
        memory.walks.retain(|folder, _| !path.starts_with(folder));
    }

    /// Anything may have changed.
    pub fn doubt(&self) {
        let mut memory = self.memory();
        memory.epoch += 1;
        memory.walks.clear();
    }

    /// The memory, also where a thread died while it held it: each change of it is one assignment.
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
