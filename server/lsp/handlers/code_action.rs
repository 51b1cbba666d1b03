//! `textDocument/codeAction`.

use std::sync::Arc;

use tower_lsp::lsp_types::{CodeActionContext, CodeActionResponse, Range, Url};

use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_lsp;
use crate::lsp::uri;
use crate::lsp::world::World;
use crate::project::read::FileKind;
use crate::settings::file;

/// The settings file for a document, to write in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsFile {
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
        return Some(to_lsp::causes::actions(&world.log(document), range, context));
    }
    let has_others = document.is_script || world.may_be_parameter_file(&document.uri);
    let document = match has_others {
        true => world.with_findings(document),
        false => Arc::clone(document),
    };
    let settings = settings_file(world, &document.uri);
    let beside = || world.parameter_file(&document.uri);
    Some(to_lsp::actions::actions(
        &document,
        range,
        context,
        settings.as_ref(),
        &beside,
    ))
}

/// Where settings for a document are written: the nearest file, else one at the root, else one beside the document. What is open
/// there counts as it is typed.
fn settings_file(world: &World, uri: &Url) -> Option<SettingsFile> {
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
    Some(SettingsFile {
        uri,
        there,
        file: file::path_from(folder, &path),
    })
}
