//! `check --fix`: safe fixes, again and again until none is left, and a file that is whole at every moment.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::process;

use crate::document::Document;
use crate::locale::Say;
use crate::rules;
use crate::rules::engine::finding::Finding;
use crate::rules::fixes::{self, Counts};
use crate::say;
use crate::settings::Settings;

/// The mark that some editors of Windows begin a text with.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// What was fixed in a file: rules, and how often.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fixes(Counts);

/// The document after all safe fixes.
pub(super) fn fix(doc: Document, settings: &Settings) -> (Document, Fixes) {
    let findings = rules::check(&doc, settings);
    match fixes::fix_all(&doc, &findings, settings) {
        Some(it) => (it.document, Fixes(it.counts)),
        None => (doc, Fixes::default()),
    }
}

impl Fixes {
    /// Whether nothing was to be fixed.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes note of the safe fixes of findings, which are made together.
    pub(super) fn count(&mut self, findings: &[Finding]) {
        self.add(Self(fixes::count(findings)));
    }

    /// Takes note of fixes that were made before.
    pub(super) fn add(&mut self, before: Self) {
        for (rule, count) in before.0 {
            *self.0.entry(rule).or_default() += count;
        }
    }

    /// One line about a file.
    pub(super) fn words(&self, file: &str) -> Say {
        let times = |(rule, count): (&&str, &usize)| match count {
            1 => (*rule).to_owned(),
            _ => format!("{rule} ({count})"),
        };
        let rules = self.0.iter().map(times).collect::<Vec<_>>().join(", ");
        say! { en: "fixed {file}: {rules}", pt_br: "corrigido {file}: {rules}" }
    }
}

/// Puts a new text in the place of the one that was read, in one step: who reads the file meanwhile gets the one or the other.
pub(super) fn write(path: &Path, read: &str, text: &str) -> io::Result<()> {
    // A link stays one: what it leads to is written.
    let path = fs::canonicalize(path)?;
    let there = fs::read(&path)?;
    let (mark, there) = match there.strip_prefix(BOM) {
        Some(rest) => (BOM, rest),
        None => (&[] as &[u8], there.as_slice()),
    };
    if there != read.as_bytes() {
        return Err(io::Error::other("it has changed meanwhile"));
    }
    let metadata = fs::metadata(&path)?;
    if metadata.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", process::id()));
    let file = File::create_new(&beside)?;
    let written = fill(file, &[mark, text.as_bytes()], &metadata).and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        // What could not take the place of the file is of no use to anybody.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn fill(mut file: File, parts: &[&[u8]], like: &fs::Metadata) -> io::Result<()> {
    parts.iter().try_for_each(|it| file.write_all(it))?;
    give_to_owner(&file, like);
    file.set_permissions(like.permissions())?;
    file.sync_all()
}

#[cfg(unix)]
fn give_to_owner(file: &File, like: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    // Only the administrator may; anybody else can write files of their own alone, or of a group they are in.
    let _ = fchown(file, Some(like.uid()), Some(like.gid()));
}

#[cfg(not(unix))]
fn give_to_owner(_: &File, _: &fs::Metadata) {}
