//! Files beside the open documents that their addresses most likely name: looking for them, reading them, and what is known.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::Url;

use crate::lsp::project;
use crate::lsp::snapshot::Snapshot;
use crate::model::script_file::{self, Content, ScriptFile, ScriptFiles};
use crate::text::rope::Text;

/// Larger than this is no script, and would take long to be read again with every change.
const MOST: u64 = 16 << 20;

/// The mark that some editors of Windows begin a text with, and no editor sends.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// What is known about the files for the open documents; at first, nothing.
#[derive(Default)]
pub struct Known(HashMap<Url, Found>);

/// What to look for.
pub struct Wanted {
    /// The documents, each with the root of the work around it.
    pub documents: Vec<(Arc<Snapshot>, Option<PathBuf>)>,
    /// What is open counts as it is typed.
    pub open: HashMap<PathBuf, Text>,
}

/// What was found for a document.
#[derive(Default)]
pub struct Found {
    addresses: BTreeSet<String>,
    files: Arc<ScriptFiles>,
    /// Where files were looked for, present or not.
    places: BTreeSet<PathBuf>,
}

/// Looks for files and reads them. This may take as long as a disk or a network takes.
pub fn read(wanted: &Wanted) -> HashMap<Url, Found> {
    let mut met = HashMap::new();
    let mut out = HashMap::new();
    for (snapshot, root) in &wanted.documents {
        let addresses = snapshot.addresses();
        if addresses.is_empty() {
            continue;
        }
        let path = project::path_of(&snapshot.uri);
        let folder = path.as_deref().and_then(Path::parent);
        let mut places = BTreeSet::new();
        let files = ScriptFiles::find(addresses.clone(), |candidate| {
            let path = script_file::place(candidate, folder, root.as_deref())?;
            places.insert(path.clone());
            let file = met
                .entry((path, candidate.path.clone()))
                .or_insert_with_key(|(path, name)| file(path, name, wanted.open.get(path)));
            file.clone()
        });
        let files = Arc::new(files);
        let found = Found {
            addresses,
            files,
            places,
        };
        out.insert(snapshot.uri.clone(), found);
    }
    out
}

fn file(path: &Path, name: &str, open: Option<&Text>) -> Option<Arc<ScriptFile>> {
    let there = fs::metadata(path).ok().filter(fs::Metadata::is_file);
    // Reading from something else may never end.
    let bytes = match &there {
        Some(it) if it.len() <= MOST => fs::read(path).ok(),
        _ => None,
    };
    if there.is_none() && open.is_none() {
        return None;
    }
    let bytes = match (bytes, open) {
        (Some(bytes), Some(text)) => Some(typed(bytes, text)),
        (None, Some(text)) if there.is_none() => Some(String::from(text).into_bytes()),
        (bytes, _) => bytes,
    };
    Some(Arc::new(ScriptFile {
        name: name.to_owned(),
        path: path.to_owned(),
        content: bytes.map(|it| Arc::new(Content::new(it))),
    }))
}

/// The bytes that saving would write, as far as they can be told: an editor knows encodings that we do not.
fn typed(there: Vec<u8>, text: &Text) -> Vec<u8> {
    if std::str::from_utf8(&there).is_err() {
        return there;
    }
    let mark = if there.starts_with(BOM) { BOM } else { &[] };
    [mark, String::from(text).as_bytes()].concat()
}

impl Known {
    /// The files for a document.
    pub fn of(&self, uri: &Url) -> Option<Arc<ScriptFiles>> {
        let files = &self.0.get(uri)?.files;
        (!files.is_empty()).then(|| Arc::clone(files))
    }

    /// Whether a document is a file that others want, or would be if it were there.
    pub fn knows(&self, uri: &Url) -> bool {
        project::path_of(uri).is_some_and(|path| self.0.values().any(|it| it.places.contains(&path)))
    }

    /// Whether no document names a file that is there.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|it| it.files.is_empty())
    }

    /// Whether files were looked for with just these addresses.
    pub fn is_for(&self, uri: &Url, addresses: &BTreeSet<String>) -> bool {
        match self.0.get(uri) {
            Some(found) => found.addresses == *addresses,
            None => addresses.is_empty(),
        }
    }

    /// Takes note of what was found; what nobody wants any more is forgotten.
    pub fn adopt(&mut self, mut found: HashMap<Url, Found>) {
        for (uri, it) in &mut found {
            // The same ones are told apart from others more quickly.
            let same = self.0.get(uri).filter(|last| last.files == it.files);
            if let Some(last) = same {
                it.files = Arc::clone(&last.files);
            }
        }
        self.0 = found;
    }
}
