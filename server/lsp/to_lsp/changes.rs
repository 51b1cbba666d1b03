//! Changes of files, in the shape that the client reads.

use std::collections::HashMap;

use tower_lsp::lsp_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};

use crate::lsp::capabilities::Features;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_lsp::Places;
use crate::lsp::world::parameters::ParameterFileState;
use crate::text::edit::Edit;
use crate::text::rope::Text;

/// Changes of one file.
pub struct Changed {
    pub uri: Url,
    /// The version that they were made for, where the file is open.
    pub version: Option<i32>,
    pub edits: Vec<TextEdit>,
}

impl Changed {
    /// Changes of a document.
    pub fn of(snapshot: &Snapshot, edits: Vec<Edit>) -> Self {
        let places = Places::new(snapshot, edits.len());
        Self {
            uri: snapshot.uri.clone(),
            version: Some(snapshot.version),
            edits: edits.into_iter().map(|it| places.edit(it)).collect(),
        }
    }

    /// Changes of a parameter file; `None` where there are none.
    pub fn beside(beside: &ParameterFileState, features: &Features, edits: Vec<Edit>) -> Option<Self> {
        let text = Text::from(beside.file.as_ref().ok()?.text());
        let places = Places::of_text(&text, features.encoding);
        let edits: Vec<TextEdit> = edits.into_iter().map(|it| places.edit(it)).collect();
        (!edits.is_empty()).then(|| Self {
            uri: beside.uri.clone(),
            version: beside.version,
            edits,
        })
    }
}

/// All changes together; with versions where the client knows what to do with them. A file that comes twice is changed once.
pub fn workspace_edit(features: &Features, files: Vec<Changed>) -> WorkspaceEdit {
    let mut once: Vec<Changed> = Vec::new();
    for file in files {
        if !once.iter().any(|it| it.uri == file.uri) {
            once.push(file);
        }
    }
    if !features.document_changes {
        let changes: HashMap<Url, Vec<TextEdit>> = once.into_iter().map(|it| (it.uri, it.edits)).collect();
        return WorkspaceEdit::new(changes);
    }
    let change = |it: Changed| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            uri: it.uri,
            version: it.version,
        },
        edits: it.edits.into_iter().map(OneOf::Left).collect(),
    };
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(once.into_iter().map(change).collect())),
        ..WorkspaceEdit::default()
    }
}
