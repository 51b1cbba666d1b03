//! Quick fixes, one action that applies all safe ones, ways to keep a finding back, which come after what removes it, and
//! what no finding asks for.

use std::collections::HashMap;

use tower_lsp::lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, CreateFile, Diagnostic,
    DocumentChangeOperation, DocumentChanges, NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier, Position,
    Range, ResourceOp, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use crate::ide::code_actions::{self, Action};
use crate::ide::{give_value, suppress};
use crate::lsp::capabilities::FIX_ALL;
use crate::lsp::from_lsp;
use crate::lsp::project::Place;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_lsp::changes::{self, Changed};
use crate::lsp::to_lsp::{Places, diagnostic, refactorings, rewrites};
use crate::lsp::workspace::names::Beside;
use crate::rules::engine::finding::Finding;
use crate::say;
use crate::settings::file;
use crate::text::edit::Edit;
use crate::text::rope::Text;
use crate::text::span::Span;

/// What may be done about the findings at a range.
/// `place` is where settings for the document are written; `beside` reads the parameter file as it is now.
pub fn actions(
    snapshot: &Snapshot,
    range: Range,
    context: &CodeActionContext,
    place: Option<&Place>,
    beside: &dyn Fn() -> Option<Beside>,
) -> Vec<CodeActionOrCommand> {
    if !snapshot.features.actions {
        return Vec::new();
    }
    let span = from_lsp::span(&snapshot.text, range, snapshot.features.encoding);
    let fixes = code_actions::code_actions(snapshot.findings(), span);
    // Fixing everything is offered where there is something to fix, or to who asks for just that.
    let everything = wanted(context, &FIX_ALL) && (asked(context) || !fixes.is_empty());
    let mut out = Vec::new();
    if wanted(context, &CodeActionKind::QUICKFIX) {
        out.extend(fixes.into_iter().map(|it| quick_fix(snapshot, context, it)));
        let near = code_actions::near(snapshot.findings(), span);
        out.extend(near.filter_map(|it| ignoring(snapshot, context, it, place)));
    }
    out.extend(refactorings::offers(snapshot, span, |it| wanted(context, it)));
    out.extend(given_value(snapshot, span, context, beside));
    if everything {
        out.extend(fix_all(snapshot));
    }
    if snapshot.features.rewrites {
        let rewrites = rewrites::actions(snapshot, span).into_iter();
        out.extend(rewrites.filter(|it| it.kind.as_ref().is_some_and(|it| wanted(context, it))));
    }
    out.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// Whether the client names what it wants. An empty list is how some say "anything".
fn asked(context: &CodeActionContext) -> bool {
    context.only.as_ref().is_some_and(|it| !it.is_empty())
}

/// Whether a kind, or one that it is part of, is among those the client wants.
pub(super) fn wanted(context: &CodeActionContext, kind: &CodeActionKind) -> bool {
    let part_of = |whole: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(whole.as_str());
        rest.is_some_and(|it| whole.as_str().is_empty() || it.is_empty() || it.starts_with('.'))
    };
    !asked(context) || context.only.iter().flatten().any(part_of)
}

fn quick_fix(snapshot: &Snapshot, context: &CodeActionContext, action: Action) -> CodeAction {
    let diagnostics = solved(snapshot, context, action.rule, action.span);
    CodeAction {
        title: action.title.get(snapshot.lang()).to_owned(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(diagnostics).filter(|it| !it.is_empty()),
        edit: Some(workspace_edit(snapshot, action.edits)),
        is_preferred: (snapshot.features.preferred && action.preferred).then_some(true),
        ..CodeAction::default()
    }
}

/// The entry of the parameter file for the parameter at a place: a fix where a finding misses it.
fn given_value(
    snapshot: &Snapshot,
    span: Span,
    context: &CodeActionContext,
    beside: &dyn Fn() -> Option<Beside>,
) -> Option<CodeAction> {
    let mut near = code_actions::near(snapshot.findings(), span);
    let missed = near.find(|it| it.rule.id == give_value::MISSED);
    let kind = match missed {
        Some(_) => CodeActionKind::QUICKFIX,
        None => CodeActionKind::REFACTOR,
    };
    if !wanted(context, &kind) {
        return None;
    }
    let place = missed.map_or(span.start, |it| it.span.start);
    let action = refactorings::given_value(snapshot, place, beside)?;
    let diagnostics = missed.map(|it| solved(snapshot, context, it.rule.id, it.span));
    Some(CodeAction {
        kind: Some(kind),
        diagnostics: diagnostics.filter(|it| !it.is_empty()),
        ..action
    })
}

/// The action that keeps a finding back: a comment where one fits, else an entry of the settings.
fn ignoring(
    snapshot: &Snapshot,
    context: &CodeActionContext,
    finding: &Finding,
    place: Option<&Place>,
) -> Option<CodeAction> {
    if let Some(action) = suppress::by_comment(snapshot.document(), finding) {
        return Some(quick_fix(snapshot, context, action));
    }
    let place = place?;
    let entry = suppress::entry(snapshot.document(), finding, place.file.as_deref())?;
    let edit = settings_edit(snapshot, place, &entry)?;
    let action = Action {
        title: suppress::entry_title(finding, file::NAME),
        rule: finding.rule.id,
        span: finding.span,
        edits: Vec::new(),
        preferred: false,
    };
    Some(CodeAction {
        edit: Some(edit),
        ..quick_fix(snapshot, context, action)
    })
}

/// An entry behind what is in the settings file, which is created where there is none.
fn settings_edit(snapshot: &Snapshot, place: &Place, entry: &str) -> Option<WorkspaceEdit> {
    let features = &snapshot.features;
    let (text, version) = place.there.clone().unwrap_or_default();
    let edit = suppress::appended(&text, entry);
    let (line, character) = Text::from(text.as_str()).position(edit.at.start, features.encoding);
    let end = Position { line, character };
    let edit = TextEdit::new(Range::new(end, end), edit.put);
    if !features.document_changes {
        let changes = HashMap::from([(place.uri.clone(), vec![edit])]);
        return place.there.is_some().then(|| WorkspaceEdit::new(changes));
    }
    let change = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            uri: place.uri.clone(),
            version,
        },
        edits: vec![OneOf::Left(edit)],
    };
    let changes = if place.there.is_some() {
        DocumentChanges::Edits(vec![change])
    } else if features.creates_files {
        // Without options it fails where the file is there after all, and nothing is overwritten.
        let create = CreateFile {
            uri: place.uri.clone(),
            options: None,
            annotation_id: None,
        };
        DocumentChanges::Operations(vec![
            DocumentChangeOperation::Op(ResourceOp::Create(create)),
            DocumentChangeOperation::Edit(change),
        ])
    } else {
        return None;
    };
    Some(WorkspaceEdit {
        document_changes: Some(changes),
        ..WorkspaceEdit::default()
    })
}

/// The diagnostics of a rule that an action is about, in the client's own words: some clients drop half the
/// fields of a diagnostic before they send it back, and still want to recognise it. One that the
/// client did not mention is told in our words.
fn solved(snapshot: &Snapshot, context: &CodeActionContext, rule: &str, span: Span) -> Vec<Diagnostic> {
    let about = |it: &&Diagnostic| {
        let here = from_lsp::span(&snapshot.text, it.range, snapshot.features.encoding).overlaps(span);
        here && match &it.code {
            Some(NumberOrString::String(code)) => code == rule,
            Some(NumberOrString::Number(_)) => false,
            None => true,
        }
    };
    let theirs: Vec<Diagnostic> = context.diagnostics.iter().filter(about).cloned().collect();
    if !theirs.is_empty() {
        return theirs;
    }
    let ours = snapshot
        .findings()
        .iter()
        .find(|it| it.rule.id == rule && it.span == span);
    ours.map(|it| diagnostic(snapshot, &Places::new(snapshot, 1), it))
        .into_iter()
        .collect()
}

fn fix_all(snapshot: &Snapshot) -> Option<CodeAction> {
    let edits = code_actions::fix_all(snapshot.findings());
    let title = say! { en: "Apply all safe fixes", pt_br: "Aplicar todas as correções seguras" };
    (!edits.is_empty()).then(|| CodeAction {
        title: title.get(snapshot.lang()).to_owned(),
        kind: Some(FIX_ALL),
        edit: Some(workspace_edit(snapshot, edits)),
        ..CodeAction::default()
    })
}

/// Edits of one document.
pub(super) fn workspace_edit(snapshot: &Snapshot, edits: Vec<Edit>) -> WorkspaceEdit {
    changes::workspace_edit(&snapshot.features, vec![Changed::of(snapshot, edits)])
}
