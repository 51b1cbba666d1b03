//! Questions about names, which concern two files at once: a template, and the parameter file that counts for it. Either may be the
//! one that is asked about.

use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{
    GotoDefinitionResponse, Location, Position, PrepareRenameResponse, TextDocumentPositionParams, Url, WorkspaceEdit,
};

use crate::document::Kind;
use crate::ide::name::{Asked, From};
use crate::ide::{definition, links, references, rename};
use crate::locale::Say;
use crate::lsp::from_lsp;
use crate::lsp::parameters;
use crate::lsp::project;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_lsp::workspace_edit::workspace_edit;
use crate::lsp::to_lsp::{self, logs, names};
use crate::lsp::workspace::Workspace;
use crate::lsp::workspace::settings::open;
use crate::model::parameters::ParameterFile;

/// A template, what counts as its parameter file, and the place in one of them that somebody asks about.
pub struct Pair {
    pub template: Arc<Snapshot>,
    pub beside: Option<Beside>,
    pub from: From,
}

/// A parameter file as it is now.
pub struct Beside {
    pub uri: Url,
    /// The version, where it is open.
    pub version: Option<i32>,
    /// What it says, or why it is of no use, as a clause.
    pub file: std::result::Result<ParameterFile, Say>,
}

impl Pair {
    /// The question in editor words.
    pub fn asked(&self) -> Asked<'_> {
        Asked {
            doc: self.template.document(),
            file: self.beside.as_ref().and_then(|it| it.file.as_ref().ok()),
            from: self.from,
        }
    }

    /// The name of the parameter file, and why it cannot be read, where that is so.
    fn unreadable(&self) -> Option<(&str, &Say)> {
        let beside = self.beside.as_ref()?;
        let why = beside.file.as_ref().err()?;
        Some((beside.uri.path().rsplit('/').next().unwrap_or_default(), why))
    }
}

/// The code of the protocol for a request that is understood and cannot be granted.
const REQUEST_FAILED: i64 = -32803;

impl Workspace {
    /// Where the thing at a place is declared, or the file that an address there names.
    pub async fn definition(&self, place: TextDocumentPositionParams) -> Option<GotoDefinitionResponse> {
        if self.is_log(&place.text_document.uri) {
            return self.ask_log_at(&place, logs::definition).await;
        }
        let file = |it: &Snapshot, at| to_lsp::definition(links::definition(it.document(), at)?);
        if let Some(file) = self.ask_at(&place, file).await {
            return Some(file);
        }
        let found = self
            .ask_name(place, |it| {
                Some(names::definitions(it, definition::definition(it.asked())))
            })
            .await;
        names::all_definitions(found)
    }

    /// Every place that names the thing at a place or, where nothing is named, the lines of logs at which the step there begins.
    pub async fn references(&self, place: TextDocumentPositionParams, declared: bool) -> Option<Vec<Location>> {
        let found = self
            .ask_name(place.clone(), move |it| {
                Some(names::references(it, references::references(it.asked(), declared)?))
            })
            .await;
        let mut places = Vec::new();
        for place in found.into_iter().flatten() {
            // Two templates may have the same parameter file.
            if !places.contains(&place) {
                places.push(place);
            }
        }
        if places.is_empty() {
            places = self.runs_at(&place).await;
        }
        (!places.is_empty()).then_some(places)
    }

    /// What can be renamed at a place.
    pub async fn prepare_rename(&self, place: TextDocumentPositionParams) -> Option<PrepareRenameResponse> {
        let prepare = |it: &Pair| {
            let (span, placeholder) = rename::prepare(it.asked())?;
            names::prepare(it, span, placeholder)
        };
        self.ask_name(place, prepare).await.into_iter().next()
    }

    /// The changes that give the thing at a place another name.
    pub async fn rename(&self, place: TextDocumentPositionParams, new: String) -> Result<Option<WorkspaceEdit>> {
        let (features, lang) = (self.features(), self.lang());
        let mut files = Vec::new();
        let renamed = move |it: &Pair| {
            let changes = rename::rename(it.asked(), it.unreadable(), &new)?;
            Some(changes.map(|changes| names::rename(it, changes)))
        };
        for changed in self.ask_name(place, renamed).await {
            match changed {
                Ok(changed) => files.extend(changed),
                Err(why) => {
                    return Err(Error {
                        code: ErrorCode::ServerError(REQUEST_FAILED),
                        message: why.get(lang).to_owned().into(),
                        data: None,
                    });
                }
            }
        }
        Ok(Some(files)
            .filter(|it| !it.is_empty())
            .and_then(|it| workspace_edit(&features, it)))
    }

    /// Asks a question about a name, of each template that a place is about. Files are read for it, so it is asked aside.
    async fn ask_name<R, Q>(&self, place: TextDocumentPositionParams, question: Q) -> Vec<R>
    where
        R: Send + 'static,
        Q: Fn(&Pair) -> Option<R> + Send + 'static,
    {
        let uri = place.text_document.uri;
        let Some(snapshot) = self.newest(&uri).filter(|it| !it.is_script) else {
            return Vec::new();
        };
        self.settled(&uri).await;
        let snapshot = self.up_to_date(snapshot);
        let workspace = self.clone();
        let answer = move || {
            workspace
                .pairs(snapshot, place.position)
                .iter()
                .filter_map(question)
                .collect()
        };
        tokio::task::spawn_blocking(answer).await.unwrap_or_default()
    }

    /// What a place in a document is about: a template itself, or each open template that the document is the parameter file of.
    fn pairs(&self, snapshot: Arc<Snapshot>, position: Position) -> Vec<Pair> {
        let at = from_lsp::offset(&snapshot.text, position, snapshot.features.encoding);
        if snapshot.document().kind() == Kind::Arm {
            return vec![Pair {
                beside: self.beside(&snapshot.uri),
                template: snapshot,
                from: From::Document(at),
            }];
        }
        let Some(path) = project::path_of(&snapshot.uri) else {
            return Vec::new();
        };
        let pair = |template: Arc<Snapshot>| Pair {
            beside: self.beside(&template.uri),
            template,
            from: From::ParameterFile(at),
        };
        self.open_templates(&path).into_iter().map(pair).collect()
    }

    /// The parameter file that counts for a template, as it is in the editor, else on the disk: places in what was read a while ago
    /// may be none of what is there now.
    pub(super) fn beside(&self, template: &Url) -> Option<Beside> {
        let (path, opened) = {
            let state = self.state();
            let settings = state.projects.settings(template, &state.editor);
            let path = state.projects.parameters.path_for(template, &settings)?;
            let opened = open(&state).find(|(uri, _)| project::path_of(uri).as_ref() == Some(&path));
            let opened = opened.map(|(uri, it)| (uri.clone(), it.version, it.text.clone()));
            (path, opened)
        };
        let (uri, version, text) = match opened {
            Some((uri, version, text)) => (uri, Some(version), Some(text)),
            None => (Url::from_file_path(&path).ok()?, None, None),
        };
        let file = parameters::read_one(&path, text.as_ref()).transpose()?;
        Some(Beside { uri, version, file })
    }
}
