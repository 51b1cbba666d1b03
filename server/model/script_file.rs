//! Files next to a template that its addresses most likely refer to: where they may be, and what is known about one. Who
//! can look at a disk does; here nobody does.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::locale::Message;
use crate::model::file_id::FileId;
use crate::model::uri;

/// What a file is reached from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The folder of the template.
    Template,
    /// The root of the work.
    Root,
}

/// A path where the file of an address may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub from: Base,
    /// With `/`, and without steps up.
    pub path: String,
}

/// A longer path is cut at its beginning: nothing lies so deep.
const MAX_DEPTH: usize = 8;

/// The folder next to a template that contains scripts.
const SCRIPTS: &str = "scripts";

/// Where the file of an address may be, the likeliest path first: the more of the path is the same, the surer. A bare name
/// says little, and counts near the template alone.
pub fn candidates(address: &str) -> Vec<Candidate> {
    let Some(parts) = uri::split(address).filter(|it| it.is_web()) else {
        return Vec::new();
    };
    let steps: Option<Vec<String>> = parts.path.trim_start_matches('/').split('/').map(plain).collect();
    let Some(steps) = steps else { return Vec::new() };
    let from = |from, path: &str| Candidate {
        from,
        path: path.to_owned(),
    };
    let mut out = Vec::new();
    for first in steps.len().saturating_sub(MAX_DEPTH)..steps.len() {
        let tail = steps.get(first..).unwrap_or_default();
        let path = tail.join("/");
        if tail.len() > 1 {
            out.extend([from(Base::Template, &path), from(Base::Root, &path)]);
        } else {
            out.extend([
                from(Base::Template, &path),
                from(Base::Template, &format!("{SCRIPTS}/{path}")),
            ]);
        }
    }
    out
}

/// A step of a path as a disk has it; `None` for one that no file can have, or that would lead elsewhere.
fn plain(step: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(step.len());
    let mut rest = step.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        bytes.push((digit()? * 16 + digit()?) as u8);
    }
    let step = String::from_utf8(bytes).ok()?;
    let is_plain = !matches!(step.as_str(), "" | "." | "..") && !step.contains(['/', '\\', ':', '\0']);
    is_plain.then_some(step)
}

/// A file that an address most likely names.
#[derive(Debug, PartialEq, Eq)]
pub struct ScriptFile {
    /// What sentences call it: its path from the template or from the root.
    pub name: String,
    pub path: PathBuf,
    /// What is in it; `None` for one that is too large to be read.
    pub content: Option<Arc<Content>>,
}

/// What is in a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Content {
    /// Its SHA-256 sum as templates write it.
    pub sum: String,
    /// The sums that it has with the other line endings.
    alike: Vec<String>,
    /// What it says, without the mark that some editors of Windows begin it with; `None` if it is not a text.
    pub text: Option<String>,
}

/// The mark that some editors of Windows begin a text with.
const BOM: char = '\u{feff}';

impl ScriptFile {
    /// What it says, where it is a text that was read.
    pub fn text(&self) -> Option<&str> {
        self.content.as_ref()?.text.as_deref()
    }
}

impl Content {
    /// Reads the bytes of a file.
    pub fn new(bytes: Vec<u8>) -> Self {
        let own = sum(&bytes);
        let mut alike = Vec::new();
        let mut text = String::from_utf8(bytes).ok().filter(|it| !it.contains('\0'));
        if let Some(text) = &text {
            // Git changes line endings when it writes a file to a disk.
            let unix = text.replace("\r\n", "\n");
            let windows = unix.replace('\n', "\r\n");
            alike.extend([unix, windows].iter().map(|it| sum(it.as_bytes())));
        }
        if let Some(text) = text.as_mut().filter(|it| it.starts_with(BOM)) {
            text.remove(0);
        }
        Self { sum: own, alike, text }
    }

    /// Whether a checksum is that of the file, with any line endings.
    pub fn has_sum(&self, sum: &str) -> bool {
        self.sum == sum || self.alike.iter().any(|it| it == sum)
    }
}

/// The SHA-256 sum of some bytes as templates write it: 64 small hexadecimal digits.
pub fn sum(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// A file that an address most likely names, and that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub struct UnreadFile {
    /// What sentences call it: its path from the template or from the root.
    pub name: String,
    /// What is said of it, as a predicate.
    pub why: Message,
}

/// The files for the addresses of a document.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ScriptFiles {
    unread: BTreeMap<String, UnreadFile>,
    by_address: BTreeMap<String, Arc<ScriptFile>>,
    /// Each text once, by its number.
    texts: Vec<Arc<ScriptFile>>,
}

/// Addresses of one document whose files are looked for. It is our own limit: each costs several questions to the disk.
const MAX_ADDRESSES: usize = 1000;

impl ScriptFiles {
    /// The files for addresses, found by a module that can read the disk.
    pub fn find(
        addresses: impl IntoIterator<Item = String>,
        mut look: impl FnMut(&Candidate) -> Option<Arc<ScriptFile>>,
    ) -> Self {
        let found = addresses.into_iter().take(MAX_ADDRESSES).filter_map(|address| {
            let file = candidates(&address).iter().find_map(&mut look)?;
            Some((address, file))
        });
        let by_address: BTreeMap<String, Arc<ScriptFile>> = found.collect();
        let mut met = BTreeSet::new();
        let with_text = by_address.values().filter(|it| it.text().is_some());
        let texts = with_text.filter(|it| met.insert(&it.path)).map(Arc::clone).collect();
        Self {
            unread: BTreeMap::new(),
            by_address,
            texts,
        }
    }

    /// The same, with the files that cannot be read, by their addresses.
    pub fn with_unread(mut self, unread: BTreeMap<String, UnreadFile>) -> Self {
        self.unread = unread;
        self
    }

    /// The file for an address where there is one and it cannot be read.
    pub fn unread(&self, address: &str) -> Option<&UnreadFile> {
        self.unread.get(address)
    }

    /// The file for an address.
    pub fn get(&self, address: &str) -> Option<&ScriptFile> {
        self.by_address.get(address).map(|it| &**it)
    }

    /// Each text once.
    pub fn texts(&self) -> impl Iterator<Item = &Arc<ScriptFile>> {
        self.texts.iter()
    }

    /// What spans in a file carry; `None` for one without a text.
    pub fn id(&self, file: &ScriptFile) -> Option<FileId> {
        let number = self.texts.iter().position(|it| it.path == file.path)?;
        Some(FileId::Script(number as u32))
    }

    /// The script file that an id stands for; `None` for the document.
    pub fn file(&self, id: FileId) -> Option<&Arc<ScriptFile>> {
        match id {
            FileId::Document => None,
            FileId::Script(number) => self.texts.get(number as usize),
        }
    }

    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.by_address.is_empty() && self.unread.is_empty()
    }
}

/// The path of a candidate; `None` if its base folder is unknown.
pub fn path_of(candidate: &Candidate, template: Option<&Path>, root: Option<&Path>) -> Option<PathBuf> {
    let from = match candidate.from {
        Base::Template => template?,
        Base::Root => root?,
    };
    Some(
        candidate
            .path
            .split('/')
            .fold(from.to_owned(), |it, step| it.join(step)),
    )
}
