//! Edits of files as one edit of the workspace, in the shape that the client reads.

use std::collections::HashMap;

use tower_lsp::lsp_types::{
    CreateFile, DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, ResourceOp,
    TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};

use crate::lsp::client_capabilities::Features;
use crate::lsp::line_index::LineIndex;
use crate::lsp::to_proto;
use crate::text::edit::Edit;

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
    /// Edits of a file that exists.
    pub fn new(uri: Url, version: Option<i32>, edits: Vec<Edit>, index: &LineIndex<'_>) -> Self {
        Self {
            uri,
            version,
            is_new: false,
            edits: to_proto::edits(edits, index),
        }
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
pub fn workspace_edit(files: Vec<FileChange>, client: &Features) -> Option<WorkspaceEdit> {
    let mut once: Vec<FileChange> = Vec::new();
    for file in files {
        if !once.iter().any(|it| it.uri == file.uri) {
            once.push(file);
        }
    }
    let creates = once.iter().any(|it| it.is_new);
    if creates && !(client.document_changes && client.creates_files) {
        return None;
    }
    if !client.document_changes {
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
