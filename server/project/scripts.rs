//! Scripts beside a template: the files that its addresses most likely name, and what several templates find in one of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::script_file::{self, ScriptFile, ScriptFiles, UnreadFile};
use crate::project::bounds::{Bounds, resolved};
use crate::project::files::Files;
use crate::project::loaded::LoadedFile;
use crate::project::open::Access;
use crate::project::read::{FileKind, ReadError};
use crate::rules::engine::check_result::InFile;
use crate::rules::engine::in_files;

/// What was found for the addresses of a template.
#[derive(Debug, Default)]
pub struct FoundScripts {
    pub files: ScriptFiles,
    /// Every path that was tried, whether there is a file or not.
    pub tried: BTreeSet<PathBuf>,
}

/// Looks for the files of addresses, beside a template in `folder` and below `root`.
pub fn find(
    files: &Files,
    addresses: BTreeSet<String>,
    folder: Option<&Path>,
    root: Option<&Path>,
    bounds: &Bounds,
) -> FoundScripts {
    let (mut tried, mut errors) = (BTreeSet::new(), BTreeMap::new());
    let found = ScriptFiles::find(addresses.iter().cloned(), |candidate| {
        let path = script_file::path_of(candidate, folder, root)?;
        tried.insert(path.clone());
        let loaded = files.load(&path, FileKind::Script, Access::Workspace(bounds));
        let loaded = loaded.unwrap_or_else(|it| Arc::new(LoadedFile::from_disk(Err(it))));
        // A folder may well have the name of an address.
        let is_reported = |it: &&ReadError| !it.is_missing() && **it != ReadError::Folder;
        let error = loaded.error().filter(is_reported);
        if let Some(error) = error {
            errors.entry(path.clone()).or_insert_with(|| error.predicate());
        }
        let name = candidate.path.clone();
        loaded.exists().then(|| {
            Arc::new(ScriptFile {
                name,
                content: loaded.script(),
                path,
            })
        })
    });
    let unread = addresses.into_iter().filter_map(|address| {
        if found.get(&address).is_some_and(|it| it.content.is_some()) {
            return None;
        }
        let file = script_file::candidates(&address).into_iter().find_map(|it| {
            let why = errors.get(&script_file::path_of(&it, folder, root)?)?.clone();
            let name = it.path;
            Some(UnreadFile { name, why })
        });
        Some((address, file?))
    });
    let unread: BTreeMap<String, UnreadFile> = unread.collect();
    FoundScripts {
        files: found.with_unread(unread),
        tried,
    }
}

/// What templates find in the files that they run, brought together by where the files lie once links are followed. A file
/// that changed meanwhile has other positions: the first text counts.
pub fn merge(found: impl IntoIterator<Item = InFile>) -> BTreeMap<PathBuf, InFile> {
    let mut merged: BTreeMap<PathBuf, InFile> = BTreeMap::new();
    for it in found {
        let key = resolved(&it.file.path);
        match merged.get_mut(&key) {
            Some(first) if first.file.text() == it.file.text() => in_files::add(&mut first.findings, it.findings),
            Some(_) => {}
            None => drop(merged.insert(key, it)),
        }
    }
    merged
}
