//! What Git ignores below a folder. The lists are files of a workspace like any other, so they are read with the same care: no link is
//! followed, as Git does, and none of them can keep a walk from ending.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::project::bounds::resolved;
use crate::project::open::Access;
use crate::project::read::{self, FileKind, ReadError};

/// The lists that count below one folder, read as the walk meets them.
pub struct Ignored {
    /// The folder as the walk spells it, and where it lies.
    folder: PathBuf,
    real: PathBuf,
    /// The lists of the user, for all repositories.
    global: Gitignore,
    levels: Mutex<HashMap<PathBuf, Option<Arc<Level>>>>,
    unread: Mutex<Vec<(PathBuf, ReadError)>>,
}

/// The lists of one folder, and the next folder above with lists, in the same repository.
struct Level {
    own: Gitignore,
    /// `.git/info/exclude`, at the root of a repository.
    exclude: Gitignore,
    above: Option<Arc<Self>>,
}

impl Ignored {
    /// What is ignored below a folder, by its own lists and those above it up to the root of the repository.
    pub fn below(folder: &Path) -> Self {
        let real = resolved(folder);
        let mut above: Vec<PathBuf> = Vec::new();
        for folder in real.ancestors() {
            above.push(folder.to_owned());
            if fs::symlink_metadata(folder.join(".git")).is_ok() {
                break;
            }
        }
        let ignored = Self {
            folder: folder.to_owned(),
            global: Gitignore::global().0,
            levels: Mutex::default(),
            unread: Mutex::default(),
            real,
        };
        let level = above.iter().rev().fold(None, |above, it| ignored.read(it, above));
        ignored.remember(&ignored.real, level);
        ignored
    }

    /// Whether a file or folder is ignored, by its path as the walk gives it. The folder that it is in was asked for before.
    pub fn holds(&self, path: &Path, is_folder: bool) -> bool {
        let Ok(below) = path.strip_prefix(&self.folder) else {
            return false;
        };
        let path = self.real.join(below);
        let nearest = path.parent().and_then(|it| self.level(it));
        let levels = || std::iter::successors(nearest.as_deref(), |it| it.above.as_deref());
        let own = levels().map(|it| it.own.matched(&path, is_folder));
        let exclude = levels().map(|it| it.exclude.matched(&path, is_folder));
        let first = own.chain(exclude).find(|it| !it.is_none());
        first
            .unwrap_or_else(|| self.global.matched(&path, is_folder))
            .is_ignore()
    }

    /// The lists that cannot be read, each once, with paths as the walk gives them.
    pub fn unread(&self) -> Vec<(PathBuf, ReadError)> {
        let mut unread = std::mem::take(&mut *self.unread.lock().unwrap_or_else(PoisonError::into_inner));
        unread.sort();
        unread
    }

    fn level(&self, folder: &Path) -> Option<Arc<Level>> {
        let known = |it: &Path| {
            let levels = self.levels.lock().unwrap_or_else(PoisonError::into_inner);
            levels.get(it).cloned()
        };
        if let Some(level) = known(folder) {
            return level;
        }
        let level = self.read(folder, folder.parent().and_then(known).flatten());
        self.remember(folder, level.clone());
        level
    }

    fn remember(&self, folder: &Path, level: Option<Arc<Level>>) {
        let mut levels = self.levels.lock().unwrap_or_else(PoisonError::into_inner);
        levels.insert(folder.to_owned(), level);
    }

    /// The lists that count in a folder; those above it alone where it has none itself.
    fn read(&self, folder: &Path, above: Option<Arc<Level>>) -> Option<Arc<Level>> {
        let own = self.list(folder, &folder.join(".gitignore"));
        let git = folder.join(".git");
        let repository = fs::symlink_metadata(&git).ok();
        // A file `.git` names a folder elsewhere, which a workspace cannot have us read.
        let exclude = match &repository {
            Some(it) if it.is_dir() => self.list(folder, &git.join("info").join("exclude")),
            _ => Gitignore::empty(),
        };
        if repository.is_none() && own.is_empty() {
            return above;
        }
        let above = above.filter(|_| repository.is_none());
        Some(Arc::new(Level { own, exclude, above }))
    }

    fn list(&self, folder: &Path, path: &Path) -> Gitignore {
        let bytes = match read::bytes(path, FileKind::GitIgnore, Access::Walk) {
            Ok(bytes) => bytes,
            Err(error) if error.is_missing() => return Gitignore::empty(),
            Err(error) => {
                let shown = path.strip_prefix(&self.real).map(|it| self.folder.join(it));
                let mut unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner);
                unread.push((shown.unwrap_or_else(|_| path.to_owned()), error));
                return Gitignore::empty();
            }
        };
        let bytes = bytes.strip_prefix(read::BOM).unwrap_or(&bytes);
        let mut list = GitignoreBuilder::new(folder);
        for line in String::from_utf8_lossy(bytes).lines() {
            // A pattern that cannot be understood ignores nothing.
            let _ = list.add_line(None, line);
        }
        list.build().unwrap_or_else(|_| Gitignore::empty())
    }
}
