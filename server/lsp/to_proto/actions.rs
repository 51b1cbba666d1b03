//! Code actions of the editor.

use tower_lsp::lsp_types::{CodeAction, CodeActionKind, Diagnostic, NumberOrString, TextEdit, Url};

use crate::ide::actions::{Action, FindingKey, Kind, NewFile, Target};
use crate::lsp::capabilities::FIX_ALL;
use crate::lsp::from_proto;
use crate::lsp::handlers::code_action::SettingsPlace;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::workspace_edit::{FileChange, workspace_edit};
use crate::lsp::to_proto::{Places, diagnostic};
use crate::lsp::world::parameters::ParameterFileState;
use crate::text::edit::Edit;

/// The files that actions edit.
pub struct Files<'f> {
    pub document: &'f Snapshot,
    /// The version of the document, where it is open.
    pub version: Option<i32>,
    pub parameter_file: Option<&'f ParameterFileState>,
    pub settings: Option<&'f SettingsPlace>,
}

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

/// An action; `None` where the client could not carry it out. `diagnostics` are those that the client sent.
pub fn action(files: &Files<'_>, diagnostics: &[Diagnostic], action: Action) -> Option<CodeAction> {
    let snapshot = files.document;
    let created = match action.creates {
        Some(file) => Some(new_file(snapshot, file)?),
        None => None,
    };
    let edited = edited(files, action.target, action.edits)?;
    let changes = created.into_iter().chain([edited]).collect();
    let solved = action.finding.map(|it| solved(snapshot, diagnostics, it));
    Some(CodeAction {
        title: action.title.get(snapshot.lang()).to_owned(),
        kind: Some(kind(action.kind)),
        diagnostics: solved.filter(|it| !it.is_empty()),
        edit: Some(workspace_edit(&snapshot.features, changes)?),
        is_preferred: (snapshot.features.preferred && action.preferred).then_some(true),
        ..CodeAction::default()
    })
}

fn edited(files: &Files<'_>, target: Target, edits: Vec<Edit>) -> Option<FileChange> {
    let features = &files.document.features;
    match target {
        Target::Document => Some(FileChange {
            version: files.version,
            ..FileChange::of(files.document, edits)
        }),
        Target::ParameterFile => FileChange::of_parameter_file(files.parameter_file?, features, edits),
        Target::Settings => {
            let place = files.settings?;
            let (text, version) = place.there.clone().unwrap_or_default();
            Some(FileChange {
                is_new: place.there.is_none(),
                ..FileChange::of_text(place.uri.clone(), version, &text, features, edits)
            })
        }
    }
}

fn new_file(snapshot: &Snapshot, file: NewFile) -> Option<FileChange> {
    let uri: Url = snapshot.uri.join(&file.name).ok()?;
    Some(FileChange {
        uri,
        version: None,
        is_new: true,
        edits: vec![TextEdit::new(Default::default(), file.text)],
    })
}

/// The diagnostics of a finding that an action removes, in the client's own words: some clients drop half the fields of a
/// diagnostic before they send it back, and still want to recognise it. One that the client did not mention is sent in ours.
fn solved(snapshot: &Snapshot, diagnostics: &[Diagnostic], finding: FindingKey) -> Vec<Diagnostic> {
    let about = |it: &&Diagnostic| {
        let here = from_proto::span(&snapshot.text, it.range, snapshot.features.encoding).overlaps(finding.span);
        here && match &it.code {
            Some(NumberOrString::String(code)) => code == finding.rule,
            Some(NumberOrString::Number(_)) => false,
            None => true,
        }
    };
    let theirs: Vec<Diagnostic> = diagnostics.iter().filter(about).cloned().collect();
    if !theirs.is_empty() {
        return theirs;
    }
    let ours = snapshot.findings().iter().find(|it| FindingKey::of(it) == finding);
    ours.map(|it| diagnostic(snapshot, &Places::new(snapshot, 1), it))
        .into_iter()
        .collect()
}
