//! What an answer is made of beside its document: the parameter file of a template, the template of a log, a log of a template, the
//! settings file that an action writes in.

use std::sync::Arc;

use tower_lsp::lsp_types::Url;

use crate::doctor::attribution::Attribution;
use crate::doctor::diagnosis::Diagnosis;
use crate::doctor::time::Time;
use crate::ide::log::Log;
use crate::ide::name::{From, RenameContext};
use crate::locale::Message;
use crate::lsp::line_index::LineIndex;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::workspace_edit::FileChange;
use crate::model::parameters::ParameterFile;
use crate::project::loaded::ParametersError;
use crate::text::edit::Edit;
use crate::text::rope::Encoding;

/// The settings file for a document, to write in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsLocation {
    pub uri: Url,
    /// Its text, and the version where it is open; `None` where it has to be created.
    pub there: Option<(String, Option<i32>)>,
    /// The document as the file patterns of this file see it.
    pub file: Option<String>,
}

/// A parameter file as it is now: in the editor, else on the disk.
pub struct ParameterFileState {
    pub uri: Url,
    /// The version, where it is open.
    pub version: Option<i32>,
    /// What it says, or why it cannot be used.
    pub file: Result<Arc<ParameterFile>, ParametersError>,
}

impl ParameterFileState {
    /// Edits of it; `None` where there are none, or it cannot be used.
    pub fn change(&self, edits: Vec<Edit>, encoding: Encoding) -> Option<FileChange> {
        let index = LineIndex::of_text(self.file.as_ref().ok()?.text(), encoding);
        let change = FileChange::new(self.uri.clone(), self.version, edits, &index);
        (!change.edits.is_empty()).then_some(change)
    }
}

/// A template, its parameter file, and a position in one of them that somebody asks about.
pub struct NameRequest {
    pub template: Arc<Snapshot>,
    pub parameter_file: Option<ParameterFileState>,
    pub from: From,
}

impl NameRequest {
    /// The request in editor words.
    pub fn context(&self) -> RenameContext<'_> {
        let file = self.parameter_file.as_ref().and_then(|it| it.file.as_deref().ok());
        RenameContext {
            doc: self.template.document(),
            file,
            from: self.from,
        }
    }

    /// The parameter file and its text, where it can be used.
    pub fn readable_file(&self) -> Option<(&ParameterFileState, &str)> {
        let state = self.parameter_file.as_ref()?;
        Some((state, state.file.as_ref().ok()?.text()))
    }

    /// The name of the parameter file and why it cannot be used, where that is so.
    pub fn unreadable_file(&self) -> Option<(&str, Message)> {
        let state = self.parameter_file.as_ref()?;
        let error = state.file.as_ref().err()?;
        let name = state.uri.path().rsplit('/').next().unwrap_or_default();
        Some((name, error.clause()))
    }
}

/// A log, and the template that was built, where it is known.
pub struct LogWithTemplate {
    pub log: Arc<Snapshot>,
    pub template: Option<Arc<Snapshot>>,
    /// Whether the template is open.
    pub is_open: bool,
}

/// A log of a template, open or not.
pub struct BuildRun {
    pub template: Arc<Snapshot>,
    pub uri: Url,
    pub diagnosis: Arc<Diagnosis>,
}

impl LogWithTemplate {
    /// The log in editor words.
    pub fn log(&self) -> Log<'_> {
        let diagnosis = self.log.diagnosis().clone();
        Log {
            text: &self.log.text,
            attribution: Attribution::new(diagnosis, self.template.as_ref().map(|it| it.document())),
        }
    }
}

impl BuildRun {
    /// What it says about the template.
    pub fn attribution(&self) -> Attribution<'_> {
        Attribution::new((*self.diagnosis).clone(), Some(self.template.document()))
    }

    /// When the build ended; `None` where the log does not show it.
    pub fn end(&self) -> Option<Time> {
        self.diagnosis.build()?.end
    }
}
