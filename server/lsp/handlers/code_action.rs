//! `textDocument/codeAction`.

use std::cell::OnceCell;
use std::sync::Arc;

use tower_lsp::lsp_types::{CodeActionContext, CodeActionKind, CodeActionOrCommand, CodeActionResponse, Range, Url};

use crate::ide::actions::rewrite::Folder;
use crate::ide::actions::suppress::SettingsFile;
use crate::ide::actions::{self, Kind, Request};
use crate::ide::log::fixes;
use crate::lsp::from_proto;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::actions as to_actions;
use crate::lsp::to_proto::actions::Files;
use crate::lsp::uri;
use crate::lsp::world::World;
use crate::lsp::world::logs::LogWithTemplate;
use crate::lsp::world::parameters::ParameterFileState;
use crate::project::read::FileKind;
use crate::settings::file;

/// The settings file for a document, to write in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsPlace {
    pub uri: Url,
    /// Its text, and the version where it is open; `None` where it has to be created.
    pub there: Option<(String, Option<i32>)>,
    /// The document as the file patterns of this file see it.
    pub file: Option<String>,
}

/// What may be done at a range.
pub fn code_action(
    world: &World,
    document: &Arc<Snapshot>,
    range: Range,
    context: &CodeActionContext,
) -> Option<CodeActionResponse> {
    if document.is_log() {
        return Some(of_log(&world.log(document), range, context));
    }
    let has_others = document.is_script || world.may_be_parameter_file(&document.uri);
    let document = match has_others {
        true => world.with_findings(document),
        false => Arc::clone(document),
    };
    let settings = settings_file(world, &document.uri);
    let beside = || world.parameter_file(&document.uri);
    Some(of_document(&document, range, context, settings.as_ref(), &beside))
}

/// Where settings for a document are written: the nearest file, else one at the root, else one beside the document. What is open
/// there counts as it is typed.
fn settings_file(world: &World, uri: &Url) -> Option<SettingsPlace> {
    let path = uri::to_path(uri)?;
    let loaded = world.loaded(uri);
    let root = world.workspace.root_of(&path).or(path.parent());
    let folder = loaded.config_folder.as_deref().or(root)?;
    let config = folder.join(file::NAME);
    let (uri, there) = match world.open_at(&config) {
        Some(it) => (it.uri.clone(), Some((String::from(&it.text), Some(it.version)))),
        None => {
            let saved = world.files.load(&config, FileKind::Settings).text();
            let there = saved.ok().map(|it| (it.to_string(), None));
            (Url::from_file_path(&config).ok()?, there)
        }
    };
    Some(SettingsPlace {
        uri,
        there,
        file: file::path_from(folder, &path),
    })
}

/// The actions at a range of a document. `place` is where settings for it are written; `beside` reads the parameter file as it
/// is now.
fn of_document(
    snapshot: &Snapshot,
    range: Range,
    context: &CodeActionContext,
    place: Option<&SettingsPlace>,
    beside: &dyn Fn() -> Option<ParameterFileState>,
) -> Vec<CodeActionOrCommand> {
    let features = &snapshot.features;
    if !features.actions {
        return Vec::new();
    }
    let makes_files = features.document_changes && features.creates_files;
    let path = uri::to_path(&snapshot.uri);
    let is_free = |name: &str| path.as_ref().is_some_and(|it| !it.with_file_name(name).exists());
    let folder = Folder {
        is_free: &is_free,
        is_windows: cfg!(windows),
    };
    let place = place.filter(|it| it.there.is_some() || makes_files);
    let settings_file = place.map(|it| SettingsFile {
        text: it.there.as_ref().map_or("", |it| it.0.as_str()),
        document: it.file.as_deref(),
    });
    let parameter_file = OnceCell::new();
    let read = || parameter_file.get_or_init(beside).as_ref()?.file.as_deref().ok();
    let request = Request {
        doc: snapshot.document(),
        script: path.as_deref().filter(|_| snapshot.is_script),
        findings: snapshot.findings(),
        settings: &snapshot.config.settings,
        span: from_proto::span(&snapshot.text, range, features.encoding),
        wants: &|it| is_wanted(context, it),
        is_selective: is_selective(context),
        offers_rewrites: features.rewrites,
        folder: Some(&folder).filter(|_| makes_files && path.is_some()),
        settings_file: settings_file.as_ref(),
        parameter_file: &read,
    };
    let offered = actions::actions(&request);
    let files = Files {
        document: snapshot,
        version: Some(snapshot.version),
        parameter_file: parameter_file.get().and_then(Option::as_ref),
        settings: place,
    };
    let actions = offered
        .into_iter()
        .filter_map(|it| to_actions::action(&files, &context.diagnostics, it));
    actions.map(CodeActionOrCommand::CodeAction).collect()
}

/// The fixes of the template for the failures at a range of its log; none where no template is known.
fn of_log(built: &LogWithTemplate, range: Range, context: &CodeActionContext) -> Vec<CodeActionOrCommand> {
    let log = &built.log;
    let Some(template) = built.template.as_deref() else {
        return Vec::new();
    };
    if !log.features.actions || !is_wanted(context, Kind::QuickFix) {
        return Vec::new();
    }
    let span = from_proto::span(&log.text, range, log.features.encoding);
    let files = Files {
        document: template,
        version: built.is_open.then_some(template.version),
        parameter_file: None,
        settings: None,
    };
    let (name, findings) = (template.name(), template.findings());
    let fixes = fixes::fixes(&built.log(), template.document(), &name, findings, span);
    let actions = fixes.into_iter().filter_map(|it| to_actions::action(&files, &[], it));
    actions.map(CodeActionOrCommand::CodeAction).collect()
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
