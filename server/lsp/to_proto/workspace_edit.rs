//! Edits of files as one edit of the workspace, in the shape that the client reads.

use std::collections::HashMap;

use tower_lsp::lsp_types::{
    CreateFile, DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, ResourceOp,
    TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};

use crate::lsp::capabilities::Features;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::Places;
use crate::lsp::world::parameters::ParameterFileState;
use crate::text::edit::Edit;
use crate::text::rope::Text;

/// Edits of one file.
pub struct FileChange {
    pub uri: Url,
    /// The version that they were made for, where the file is open.
    pub version: Option<i32>,
    /// Whether the file has to be created first.
    pub is_new: bool,
    pub edits: Vec<TextEdit>,
}

impl FileChange {
    /// Edits of a document.
    pub fn of(snapshot: &Snapshot, edits: Vec<Edit>) -> Self {
        let places = Places::new(snapshot, edits.len());
        Self {
            uri: snapshot.uri.clone(),
            version: Some(snapshot.version),
            is_new: false,
            edits: edits.into_iter().map(|it| places.edit(it)).collect(),
        }
    }

    /// Edits of another text.
    pub fn of_text(uri: Url, version: Option<i32>, text: &str, features: &Features, edits: Vec<Edit>) -> Self {
        let text = Text::from(text);
        let places = Places::of_text(&text, features.encoding);
        Self {
            uri,
            version,
            is_new: false,
            edits: edits.into_iter().map(|it| places.edit(it)).collect(),
        }
    }

    /// Edits of a parameter file; `None` where there are none.
    pub fn of_parameter_file(state: &ParameterFileState, features: &Features, edits: Vec<Edit>) -> Option<Self> {
        let text = state.file.as_ref().ok()?.text();
        let change = Self::of_text(state.uri.clone(), state.version, text, features, edits);
        (!change.edits.is_empty()).then_some(change)
    }

    fn create(&self) -> Option<DocumentChangeOperation> {
        // Without options it fails where the file is there after all, and nothing is overwritten.
        let create = CreateFile {
            uri: self.uri.clone(),
            options: None,
            annotation_id: None,
        };
        let operation = DocumentChangeOperation::Op(ResourceOp::Create(create));
        self.is_new.then_some(operation)
    }

    fn edit(self) -> TextDocumentEdit {
        TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                uri: self.uri,
                version: self.version,
            },
            edits: self.edits.into_iter().map(OneOf::Left).collect(),
        }
    }
}

/// All changes together; with versions where the client knows what to do with them. A file that comes twice is changed once.
/// `None` where the client cannot create files and one is new.
pub fn workspace_edit(features: &Features, files: Vec<FileChange>) -> Option<WorkspaceEdit> {
    let mut once: Vec<FileChange> = Vec::new();
    for file in files {
        if !once.iter().any(|it| it.uri == file.uri) {
            once.push(file);
        }
    }
    let creates = once.iter().any(|it| it.is_new);
    if creates && !(features.document_changes && features.creates_files) {
        return None;
    }
    if !features.document_changes {
        let changes: HashMap<Url, Vec<TextEdit>> = once.into_iter().map(|it| (it.uri, it.edits)).collect();
        return Some(WorkspaceEdit::new(changes));
    }
    let changes = if creates {
        let operations = once.into_iter().flat_map(|it| {
            let create = it.create();
            create.into_iter().chain([DocumentChangeOperation::Edit(it.edit())])
        });
        DocumentChanges::Operations(operations.collect())
    } else {
        DocumentChanges::Edits(once.into_iter().map(FileChange::edit).collect())
    };
    Some(WorkspaceEdit {
        document_changes: Some(changes),
        ..WorkspaceEdit::default()
    })
}
