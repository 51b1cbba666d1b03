//! The files that the addresses of a template most likely name: beside it, or below the folder this runs in.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use crate::cli::scripts::Changed;
use crate::document::Document;
use crate::model::script_file::{self, Content, ScriptFile, ScriptFiles};

/// Larger than this is no script; the same as in an editor.
const MOST: u64 = 16 << 20;

/// The mark that some editors of Windows begin a text with.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// A template that was read from `path`, with the files. What has changed counts as it is now.
pub(super) fn give(doc: Document, path: &Path, root: Option<&Path>, changed: &Changed) -> Document {
    let addresses = doc.addresses();
    if addresses.is_empty() {
        return doc;
    }
    let folder = path.parent();
    let found = ScriptFiles::find(addresses, |candidate| {
        let path = script_file::place(candidate, folder, root)?;
        let is_file = fs::metadata(&path).is_ok_and(|it| it.is_file());
        is_file.then(|| {
            Arc::new(ScriptFile {
                name: candidate.path.clone(),
                content: bytes(&path).ok().flatten().map(|it| content(it, changed.text(&path))),
                path,
            })
        })
    });
    doc.with_files(Some(Arc::new(found)))
}

fn content(bytes: Vec<u8>, changed: Option<&str>) -> Content {
    let Some(text) = changed else {
        return Content::new(bytes);
    };
    let mark = if bytes.starts_with(BOM) { BOM } else { &[] };
    Content::new([mark, text.as_bytes()].concat())
}

fn bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|it| it.len() as u64 <= MOST))
}
