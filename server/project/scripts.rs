//! Scripts beside a template: the files that its addresses most likely name, and what several templates find in one of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::script_file::{self, ScriptFile, ScriptFiles};
use crate::project::bounds::{Bounds, resolved};
use crate::project::files::Files;
use crate::project::open::Access;
use crate::project::read::FileKind;
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
    let mut tried = BTreeSet::new();
    let found = ScriptFiles::find(addresses, |candidate| {
        let path = script_file::path_of(candidate, folder, root)?;
        tried.insert(path.clone());
        let loaded = files.load(&path, FileKind::Script, Access::Workspace(bounds)).ok()?;
        let name = candidate.path.clone();
        loaded.exists().then(|| {
            Arc::new(ScriptFile {
                name,
                content: loaded.script(),
                path,
            })
        })
    });
    FoundScripts { files: found, tried }
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
