//! Code actions of the editor.

use tower_lsp::lsp_types::{CodeAction, CodeActionKind, Diagnostic};

use crate::ide::actions::{Action, Kind};
use crate::lsp::client_capabilities::{FIX_ALL, Features};
use crate::lsp::to_proto::shown;
use crate::lsp::to_proto::workspace_edit::{FileChange, workspace_edit};

/// The kind as the protocol names it.
pub fn kind(kind: Kind) -> CodeActionKind {
    match kind {
        Kind::QuickFix => CodeActionKind::QUICKFIX,
        Kind::FixAll => FIX_ALL,
        Kind::Extract => CodeActionKind::REFACTOR_EXTRACT,
        Kind::Inline => CodeActionKind::REFACTOR_INLINE,
        Kind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
        Kind::Refactor => CodeActionKind::REFACTOR,
    }
}

/// An action that removes `solved`; `None` where the client cannot make its changes.
pub fn action(
    action: &Action,
    changes: Vec<FileChange>,
    solved: Vec<Diagnostic>,
    client: &Features,
) -> Option<CodeAction> {
    Some(CodeAction {
        title: shown(&action.title, client),
        kind: Some(kind(action.kind)),
        diagnostics: Some(solved).filter(|it| !it.is_empty()),
        edit: Some(workspace_edit(changes, client)?),
        is_preferred: (client.preferred && action.preferred).then_some(true),
        ..CodeAction::default()
    })
}
