//! Other ways to write a script, and moves to a newer API version, as actions; one of them makes a file first.

use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CreateFile, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp, TextDocumentEdit, TextEdit, Url,
    WorkspaceEdit,
};

use crate::ide::migration;
use crate::ide::rewrite::{self, Folder, NewFile, Rewrite};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_lsp::actions::workspace_edit;
use crate::lsp::uri;
use crate::text::span::Span;

/// The ways to write the script, or the template, at a stretch.
pub(super) fn actions(snapshot: &Snapshot, span: Span) -> Vec<CodeAction> {
    let features = &snapshot.features;
    let makes_files = features.document_changes && features.creates_files;
    let path = uri::to_path(&snapshot.uri).filter(|_| makes_files);
    let is_free = |name: &str| path.as_ref().is_some_and(|it| !it.with_file_name(name).exists());
    let folder = Folder {
        is_free: &is_free,
        is_windows: cfg!(windows),
    };
    let rewrites = rewrite::rewrites(snapshot.document(), span, path.is_some().then_some(&folder));
    let moves = migration::offers(snapshot.document(), span.start);
    let all = rewrites.into_iter().chain(moves);
    all.filter_map(|it| action(snapshot, it)).collect()
}

fn action(snapshot: &Snapshot, rewrite: Rewrite) -> Option<CodeAction> {
    let own = workspace_edit(snapshot, rewrite.edits);
    let (kind, edit) = match rewrite.file {
        Some(file) => (CodeActionKind::REFACTOR_EXTRACT, with_file(snapshot, &file, own)?),
        None => (CodeActionKind::REFACTOR_REWRITE, own),
    };
    Some(CodeAction {
        title: rewrite.title.get(snapshot.lang()).to_owned(),
        kind: Some(kind),
        edit: Some(edit),
        ..CodeAction::default()
    })
}

/// Makes a file, fills it, and makes the edits of the document.
fn with_file(snapshot: &Snapshot, file: &NewFile, own: WorkspaceEdit) -> Option<WorkspaceEdit> {
    let Some(DocumentChanges::Edits(own)) = own.document_changes else {
        return None;
    };
    let uri: Url = snapshot.uri.join(&file.name).ok()?;
    // Without options it fails where the file is there after all, and nothing is overwritten.
    let create = CreateFile {
        uri: uri.clone(),
        options: None,
        annotation_id: None,
    };
    let start = Position::default();
    let fill = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version: None },
        edits: vec![OneOf::Left(TextEdit::new(Range::new(start, start), file.text.clone()))],
    };
    let mut operations = vec![
        DocumentChangeOperation::Op(ResourceOp::Create(create)),
        DocumentChangeOperation::Edit(fill),
    ];
    operations.extend(own.into_iter().map(DocumentChangeOperation::Edit));
    Some(WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(operations)),
        ..WorkspaceEdit::default()
    })
}
