//! Files around a log or a template that are not open: templates that a log may tell of, and logs that tell of a template. Each is
//! read when somebody asks, and again once it is another one on the disk.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use ignore::{DirEntry, WalkBuilder};

use crate::doctor::diagnosis::Diagnosis;
use crate::doctor::reader::Reader;
use crate::lsp::project;
use crate::lsp::snapshot::Snapshot;
use crate::model::locate;

/// What the service calls its logs.
pub const NAMES: [&str; 2] = ["customization.log", "validation.log"];

/// A folder of templates holds fewer files.
const MOST_FILES: usize = 200;
/// A workspace with more JSON files than these is not looked through to its end.
const MOST_BELOW: usize = 5_000;
/// What was found below a folder is taken for true so long.
const FRESH: Duration = Duration::from_secs(20);
/// Azure Resource Manager takes 4 MB.
const MOST_TEMPLATE: u64 = 4 << 20;
/// No message of an editor holds a longer log.
const MOST_LOG: u64 = 64 << 20;
/// More files than these are not remembered.
const MOST_KNOWN: usize = 1_000;
/// Bytes that are read at once.
const PIECE: usize = 1 << 20;

/// A file as it was on the disk; `None` where there was none.
type Stamp = Vec<Option<(u64, SystemTime)>>;

/// What was read, as long as the disk has the same.
#[derive(Default)]
pub struct Known {
    /// `None` for what is no template.
    templates: HashMap<PathBuf, (Stamp, Option<Arc<Snapshot>>)>,
    logs: HashMap<PathBuf, (Stamp, Arc<Diagnosis>)>,
    /// Files below a folder that may be templates, and when they were looked for.
    below: HashMap<PathBuf, (Instant, Vec<PathBuf>)>,
}

/// Files as they are now; the time of change and the length tell one state from another.
pub fn stamp<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Stamp {
    let one = |it: &PathBuf| {
        let there = fs::metadata(it).ok().filter(fs::Metadata::is_file)?;
        Some((there.len(), there.modified().ok()?))
    };
    paths.into_iter().map(one).collect()
}

fn is_json(path: &Path) -> bool {
    let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
    ending.eq_ignore_ascii_case("json") || ending.eq_ignore_ascii_case("jsonc")
}

/// The JSON files of a folder, in the order of their names.
pub fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|it| it.path()).filter(|it| is_json(it)).collect();
    paths.sort();
    paths.truncate(MOST_FILES);
    paths
}

/// The JSON files below a folder that may be templates, in the order of their paths, without what `.gitignore` leaves out.
pub fn templates_below(folder: &Path) -> Vec<PathBuf> {
    let is_own = |it: &DirEntry| it.file_name() != ".git" && it.file_name() != "node_modules";
    let walk = WalkBuilder::new(folder)
        .hidden(false)
        .require_git(false)
        .parents(false)
        .filter_entry(is_own)
        .build();
    let files = walk.flatten().map(DirEntry::into_path);
    let paths = files.filter(|it| is_json(it)).take(MOST_BELOW);
    let may_be = |it: &PathBuf| template_text(it).is_some_and(|it| locate::may_hold_template(&it));
    let mut paths: Vec<PathBuf> = paths.filter(may_be).collect();
    paths.sort();
    paths
}

/// The text of a file that may be a template.
pub fn template_text(path: &Path) -> Option<String> {
    match project::read_file(path, MOST_TEMPLATE) {
        project::Read::Text(text) => Some(text),
        project::Read::Missing | project::Read::Unreadable(_) => None,
    }
}

/// What a log on the disk shows; `None` where it cannot be read or is too long.
pub fn diagnosis(path: &Path) -> Option<Diagnosis> {
    let there = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let mut file = File::open(path)
        .ok()
        .filter(|_| there.len() <= MOST_LOG)?
        .take(MOST_LOG);
    let (mut reader, mut piece) = (Reader::default(), vec![0; PIECE]);
    loop {
        match file.read(&mut piece).ok()? {
            0 => {
                let name = path.file_name().map(|it| it.to_string_lossy()).unwrap_or_default();
                return Some(reader.into_diagnosis().with_file_name(&name));
            }
            count => reader.push(piece.get(..count).unwrap_or_default()),
        }
    }
}

impl Known {
    /// What is known about a file that may be a template; the inner `None` for one that is none.
    pub fn template(&self, path: &Path, stamp: &Stamp) -> Option<Option<Arc<Snapshot>>> {
        let known = self.templates.get(path).filter(|it| it.0 == *stamp)?;
        Some(known.1.clone())
    }

    /// Takes note of one.
    pub fn keep_template(&mut self, path: PathBuf, stamp: Stamp, template: Option<Arc<Snapshot>>) {
        if self.templates.len() >= MOST_KNOWN {
            self.templates.clear();
        }
        self.templates.insert(path, (stamp, template));
    }

    /// What was found below a folder not long ago.
    pub fn below(&self, folder: &Path) -> Option<Vec<PathBuf>> {
        let known = self.below.get(folder).filter(|it| it.0.elapsed() < FRESH)?;
        Some(known.1.clone())
    }

    /// Takes note of what was found.
    pub fn keep_below(&mut self, folder: PathBuf, paths: Vec<PathBuf>) {
        self.below.insert(folder, (Instant::now(), paths));
    }

    /// What is known about a log.
    pub fn log(&self, path: &Path, stamp: &Stamp) -> Option<Arc<Diagnosis>> {
        let known = self.logs.get(path).filter(|it| it.0 == *stamp)?;
        Some(Arc::clone(&known.1))
    }

    /// Takes note of one.
    pub fn keep_log(&mut self, path: PathBuf, stamp: Stamp, diagnosis: Arc<Diagnosis>) {
        if self.logs.len() >= MOST_KNOWN {
            self.logs.clear();
        }
        self.logs.insert(path, (stamp, diagnosis));
    }
}
