//! `textDocument/codeAction`.

use std::cell::LazyCell;
use std::sync::Arc;

use tower_lsp::lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, CodeActionResponse, Diagnostic, NumberOrString,
    Range, TextEdit, Url,
};

use crate::ide::actions::rewrite::Folder;
use crate::ide::actions::suppress::SettingsFile;
use crate::ide::actions::{self, Action, FindingKey, Kind, NewFile, Request, Target};
use crate::ide::log::fixes;
use crate::lsp::context::SettingsLocation;
use crate::lsp::handlers::deferred_edits;
use crate::lsp::line_index::LineIndex;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::workspace_edit::FileChange;
use crate::lsp::to_proto::{self, actions as to_actions};
use crate::lsp::uri;
use crate::lsp::world::World;
use crate::project::open::Access;
use crate::project::read::{FileKind, ReadError};
use crate::settings::file;
use crate::text::edit::Edit;
use crate::text::rope::Encoding;

/// What may be done at a range.
pub fn code_action(
    world: &World,
    document: &Arc<Snapshot>,
    range: Range,
    context: &CodeActionContext,
) -> Option<CodeActionResponse> {
    let mut actions = actions(world, document, range, context);
    if world.features.resolves_edits {
        deferred_edits::defer(&mut actions, document, range);
    }
    Some(actions.into_iter().map(CodeActionOrCommand::CodeAction).collect())
}

/// The same with all edits.
pub fn actions(world: &World, document: &Arc<Snapshot>, range: Range, context: &CodeActionContext) -> Vec<CodeAction> {
    if !world.features.actions {
        return Vec::new();
    }
    if document.is_log() {
        of_log(world, document, range, context)
    } else {
        let has_others = document.is_script || world.may_be_parameter_file(&document.uri);
        let document = match has_others {
            true => world.with_findings(document),
            false => Arc::clone(document),
        };
        let location = settings_file(world, &document.uri);
        of_document(world, &document, range, context, location.as_ref())
    }
}

/// Where settings for a document are written: the nearest file, else one at the root, else one beside the document. What is open
/// there counts as it is typed.
fn settings_file(world: &World, uri: &Url) -> Option<SettingsLocation> {
    let path = uri::to_path(uri)?;
    let loaded = world.loaded(uri);
    let root = world.workspace.root_of(&path).or(path.parent());
    let folder = loaded.config_folder.as_deref().or(root)?;
    let config = folder.join(file::NAME);
    let (uri, there) = match world.open_at(&config) {
        Some(it) => (it.uri.clone(), Some((String::from(&it.text), Some(it.version)))),
        None => {
            let access = Access::Workspace(&loaded.bounds);
            let saved = world.files.load(&config, FileKind::Settings, access);
            let there = match saved.and_then(|it| it.text()) {
                Ok(text) => Some((text.to_string(), None)),
                Err(ReadError::NotFound) => None,
                // What cannot be read cannot be added to.
                Err(_) => return None,
            };
            (Url::from_file_path(&config).ok()?, there)
        }
    };
    Some(SettingsLocation {
        uri,
        there,
        file: file::path_from(folder, &path),
    })
}

/// The actions at a range of a document. `location` is where settings for it are written.
fn of_document(
    world: &World,
    document: &Snapshot,
    range: Range,
    context: &CodeActionContext,
    location: Option<&SettingsLocation>,
) -> Vec<CodeAction> {
    let client = world.client(document);
    let makes_files = client.document_changes && client.creates_files;
    let path = uri::to_path(&document.uri);
    let is_free = |name: &str| path.as_ref().is_some_and(|it| !it.with_file_name(name).exists());
    let folder = Folder {
        is_free: &is_free,
        is_windows: cfg!(windows),
    };
    let location = location.filter(|it| it.there.is_some() || makes_files);
    let settings_file = location.map(|it| SettingsFile {
        text: it.there.as_ref().map_or("", |it| it.0.as_str()),
        document: it.file.as_deref(),
    });
    // The parameter file as it is now, where an action needs it.
    let parameter_file = LazyCell::new(|| world.parameter_file(&document.uri));
    let read = || (*parameter_file).as_ref()?.file.as_deref().ok();
    let request = Request {
        doc: document.document(),
        file_name: path.as_deref().and_then(|it| it.file_name()?.to_str()),
        script: path.as_deref().filter(|_| document.is_script),
        findings: document.findings(),
        settings: &document.config.settings,
        span: world.span(document, range),
        wants: &|it| is_wanted(context, it),
        is_selective: is_selective(context),
        offers_rewrites: client.rewrites,
        folder: Some(&folder).filter(|_| makes_files && path.is_some()),
        settings_file: settings_file.as_ref(),
        parameter_file: &read,
    };
    let index = world.line_index(document);
    let action = |mut action: Action| {
        let edits = std::mem::take(&mut action.edits);
        let edited = match action.target {
            Target::Document => FileChange::new(document.uri.clone(), Some(document.version), edits, &index),
            Target::ParameterFile => (*parameter_file).as_ref()?.change(edits, client.encoding)?,
            Target::Settings => settings_change(location?, edits, client.encoding),
        };
        let created = match action.creates.take() {
            Some(file) => Some(new_file(&document.uri, file)?),
            None => None,
        };
        let changes = created.into_iter().chain([edited]).collect();
        let solved = action
            .finding
            .map(|it| solved(world, document, &context.diagnostics, it))
            .unwrap_or_default();
        to_actions::action(&action, changes, solved, &client)
    };
    actions::actions(&request).into_iter().filter_map(action).collect()
}

fn settings_change(location: &SettingsLocation, edits: Vec<Edit>, encoding: Encoding) -> FileChange {
    let (text, version) = location.there.clone().unwrap_or_default();
    FileChange {
        is_new: location.there.is_none(),
        ..FileChange::new(
            location.uri.clone(),
            version,
            edits,
            &LineIndex::of_text(&text, encoding),
        )
    }
}

fn new_file(beside: &Url, file: NewFile) -> Option<FileChange> {
    Some(FileChange {
        uri: beside.join(&file.name).ok()?,
        version: None,
        is_new: true,
        edits: vec![TextEdit::new(Range::default(), file.text)],
    })
}

/// The diagnostics of a finding that an action removes, in the client's own words: some clients drop half the fields of a
/// diagnostic before they send it back, and still want to recognise it. One that the client did not mention is sent in ours.
fn solved(world: &World, document: &Snapshot, diagnostics: &[Diagnostic], finding: FindingKey) -> Vec<Diagnostic> {
    let about = |it: &&Diagnostic| {
        let here = world.span(document, it.range).overlaps(finding.span);
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
    let ours = document.findings().iter().find(|it| FindingKey::of(it) == finding);
    let (index, client) = (world.line_index(document), world.client(document));
    ours.map(|it| to_proto::diagnostics::finding(it, &document.uri, &index, &client))
        .into_iter()
        .collect()
}

/// The fixes of the template for the failures at a range of its log; none where no template is known.
fn of_log(world: &World, log: &Arc<Snapshot>, range: Range, context: &CodeActionContext) -> Vec<CodeAction> {
    let built = world.log(log);
    let Some(template) = built.template.as_deref().filter(|_| is_wanted(context, Kind::QuickFix)) else {
        return Vec::new();
    };
    let (name, findings, span) = (template.name(), template.findings(), world.span(log, range));
    let fixes = fixes::fixes(&built.log(), template.document(), &name, findings, span);
    let (index, client) = (world.line_index(template), world.client(template));
    let action = |mut action: Action| {
        let (edits, version) = (
            std::mem::take(&mut action.edits),
            built.is_open.then_some(template.version),
        );
        let change = FileChange::new(template.uri.clone(), version, edits, &index);
        let solved = action
            .finding
            .map(|it| solved(world, template, &[], it))
            .unwrap_or_default();
        to_actions::action(&action, vec![change], solved, &client)
    };
    fixes.into_iter().filter_map(action).collect()
}

/// Whether the client names the kinds that it wants. An empty list is how some say "anything".
fn is_selective(context: &CodeActionContext) -> bool {
    context.only.as_ref().is_some_and(|it| !it.is_empty())
}

/// Whether a kind, or one that it is a part of, is among those that the client wants.
fn is_wanted(context: &CodeActionContext, kind: Kind) -> bool {
    let kind = to_actions::kind(kind);
    let is_part_of = |whole: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(whole.as_str());
        rest.is_some_and(|it| whole.as_str().is_empty() || it.is_empty() || it.starts_with('.'))
    };
    !is_selective(context) || context.only.iter().flatten().any(is_part_of)
}
