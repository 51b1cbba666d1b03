//! The files that the addresses of a template most likely name: beside it, or below the folder this runs in.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use crate::document::Document;
use crate::model::script_file::{self, Content, ScriptFile, ScriptFiles};

/// Larger than this is no script; the same as in an editor.
const MOST: u64 = 16 << 20;

/// A template that was read from `path`, with the files.
pub(super) fn give(doc: Document, path: &Path, root: Option<&Path>) -> Document {
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
                content: bytes(&path).ok().flatten().map(Content::new),
                path,
            })
        })
    });
    doc.with_files(Some(Arc::new(found)))
}

fn bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|it| it.len() as u64 <= MOST))
}
