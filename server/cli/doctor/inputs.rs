//! Which logs are read: the files that are named, and those below folders that may be logs by their names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::cli::doctor::reading::LogInput;
use crate::cli::input::{Unreadable, Why};
use crate::project::read::ReadError;
use crate::project::templates;

/// What the arguments name.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// Sorted by path, each file once.
    pub logs: Vec<LogInput>,
    /// Files of folders whose names are not those of logs.
    pub others: usize,
    /// Folders that cannot be read.
    pub errors: Vec<Unreadable>,
    /// The lists of what Git ignores that do not count, as they cannot be read.
    pub unread_lists: Vec<Unreadable>,
}

/// The extensions of texts that may be logs or responses of the service.
const EXTENSIONS: [&str; 5] = ["err", "json", "log", "out", "txt"];

/// Finds what paths name.
pub(super) fn find(paths: &[PathBuf]) -> Inputs {
    let mut inputs = Inputs::default();
    let mut others: Vec<PathBuf> = Vec::new();
    for path in paths {
        if !path.is_dir() {
            inputs.logs.push(LogInput::named(path));
            continue;
        }
        let walked = templates::walk_all(path);
        let (logs, rest): (Vec<PathBuf>, Vec<PathBuf>) = walked.files.into_iter().partition(|it| may_be_log(it));
        inputs.logs.extend(logs.iter().map(|it| LogInput::walked(it)));
        others.extend(rest);
        let unreadable =
            |(path, error): (PathBuf, ReadError)| Unreadable::new(&templates::tidy(&path), Why::Read(error));
        inputs.errors.extend(walked.errors.into_iter().map(unreadable));
        let lists = walked.unread_lists.into_iter().map(unreadable);
        inputs.unread_lists.extend(lists);
    }
    inputs.logs.sort();
    // A file that was named stands before the same file met in a folder, and stays.
    inputs
        .logs
        .dedup_by(|later, earlier| templates::tidy(&later.path) == templates::tidy(&earlier.path));
    let mut others: BTreeSet<PathBuf> = others.into_iter().collect();
    inputs.logs.iter().for_each(|it| {
        others.remove(&templates::tidy(&it.path));
    });
    inputs.others = others.len();
    inputs
}

/// Whether a file may be a log by its name, which a suffix may follow (`customization.log.1`), or has no extension.
fn may_be_log(path: &Path) -> bool {
    let Some(extension) = path.extension() else {
        return true;
    };
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_ascii_lowercase();
    EXTENSIONS.iter().any(|it| extension.eq_ignore_ascii_case(it)) || name.contains(".log.")
}
