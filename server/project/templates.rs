//! The templates below a folder, and which of them a build log belongs to.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::cancel::{self, Cancel};
use crate::doctor::attribution;
use crate::doctor::timeline::Build;
use crate::document::Document;
use crate::model::bicep;
use crate::model::template::Template;
use crate::project::ignored::Ignored;
use crate::project::read::{self, ReadError};

/// What the service calls its logs.
pub const LOG_NAMES: [&str; 2] = ["customization.log", "validation.log"];

/// A folder of templates holds fewer files; the others are not looked at for a log beside them.
const MAX_BESIDE: usize = 200;

/// Files below a folder, in no order, and what could not be walked.
#[derive(Debug, Default)]
pub struct Walk {
    pub files: Vec<PathBuf>,
    /// Bicep templates, where JSON is looked for.
    pub bicep: Vec<PathBuf>,
    pub errors: Vec<(PathBuf, ReadError)>,
    /// The lists of what Git ignores that could not be read, and do not count.
    pub unread_lists: Vec<(PathBuf, ReadError)>,
}

/// The JSON files below a folder. Hidden files count; what Git ignores, `node_modules` and links, which could lead in circles, do not.
pub fn walk(folder: &Path) -> Walk {
    let mut walk = walk_where(folder, |it| is_json(it) || bicep::is_template_name(it));
    walk.bicep = walk.files.extract_if(.., |it| bicep::is_template_name(it)).collect();
    walk
}

/// All files below a folder, walked in the same way.
pub fn walk_all(folder: &Path) -> Walk {
    walk_where(folder, |_| true)
}

fn walk_where(folder: &Path, is_wanted: fn(&Path) -> bool) -> Walk {
    let ignored = Arc::new(Ignored::below(folder));
    let is_own = {
        let ignored = Arc::clone(&ignored);
        move |it: &DirEntry| {
            let is_folder = it.file_type().is_some_and(|kind| kind.is_dir());
            let is_tool = it.file_name() == ".git" || it.file_name() == "node_modules";
            it.depth() == 0 || (!is_tool && !ignored.holds(it.path(), is_folder))
        }
    };
    let walk = WalkBuilder::new(folder)
        .standard_filters(false)
        .filter_entry(is_own)
        .build_parallel();
    let (found, cancel) = (Mutex::new(Walk::default()), cancel::current());
    walk.run(|| {
        Box::new(|entry| {
            if cancel.as_ref().is_some_and(Cancel::is_cancelled) {
                return WalkState::Quit;
            }
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            match entry {
                Ok(it) if it.file_type().is_some_and(|kind| kind.is_file()) && is_wanted(it.path()) => {
                    found.files.push(tidy(it.path()));
                }
                Ok(_) => {}
                Err(error) => found.errors.push(unreadable(folder, &error)),
            }
            WalkState::Continue
        })
    });
    cancel::checkpoint();
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.unread_lists = ignored.unread();
    found
}

/// Whether a file is JSON by its name.
pub fn is_json(path: &Path) -> bool {
    let extension = path.extension();
    extension.is_some_and(|it| it.eq_ignore_ascii_case("json") || it.eq_ignore_ascii_case("jsonc"))
}

/// A path without the `.` parts that a reader would not write.
pub fn tidy(path: &Path) -> PathBuf {
    path.components().filter(|it| *it != Component::CurDir).collect()
}

/// The folder and the reason in an error of a walk.
fn unreadable(folder: &Path, error: &ignore::Error) -> (PathBuf, ReadError) {
    let (mut path, mut inner) = (folder, error);
    loop {
        inner = match inner {
            ignore::Error::WithPath { path: deeper, err } => {
                path = deeper;
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            _ => break,
        };
    }
    let why = match inner {
        ignore::Error::Io(error) => read::reason(error),
        other => other.to_string(),
    };
    (tidy(path), ReadError::System(why))
}

/// The JSON files in a folder itself, in the order of their names.
pub fn beside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_file = |it: &fs::DirEntry| it.file_type().is_ok_and(|kind| kind.is_file());
    let mut paths: Vec<PathBuf> = entries.filter(is_file).map(|it| it.path()).collect();
    paths.retain(|it| is_json(it));
    paths.sort();
    paths.truncate(MAX_BESIDE);
    paths
}

/// A document that a log may belong to.
pub struct Candidate<D> {
    pub document: D,
    /// Whether it lies in the folder of the log.
    pub is_beside: bool,
}

/// The document that holds the template of a build. The order of the search is the same everywhere: the only one near the log
/// whose name stands in the log, the only one beside the log whose steps fit, the only one near whose steps fit; and where none
/// near fits at all, the same among those that are farther away, which are loaded only then.
pub fn of_build<D, A: Fn(&D) -> &Document>(
    build: &Build,
    near: Vec<Candidate<D>>,
    far: impl FnOnce() -> Vec<D>,
    document: A,
) -> Option<D> {
    if !attribution::can_choose(build) {
        return None;
    }
    let (beside, others): (Vec<_>, Vec<_>) = near.into_iter().partition(|it| it.is_beside);
    let count = beside.len();
    let mut near: Vec<D> = beside.into_iter().chain(others).map(|it| it.document).collect();
    let only = |some: &[D], fits: fn(&Build, Template<'_>) -> bool| {
        attribution::only(some.iter().map(&document), |it| fits(build, it))
    };
    let found = only(&near, attribution::is_named)
        .or_else(|| only(near.get(..count).unwrap_or_default(), attribution::fits))
        .or_else(|| only(&near, attribution::fits));
    if let Some(index) = found {
        return Some(near.swap_remove(index));
    }
    // Where one fits already it is one of several.
    let fits = |it: &D| attribution::only([document(it)], |it| attribution::fits(build, it)).is_some();
    if near.iter().any(fits) {
        return None;
    }
    let mut far = far();
    let found = only(&far, attribution::is_named).or_else(|| only(&far, attribution::fits))?;
    Some(far.swap_remove(found))
}
