//! Build logs and the templates that were built: which template a log belongs to, and which logs belong to a template.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::lsp_types::Url;

use crate::doctor::diagnosis::Diagnosis;
use crate::lsp::context::{BuildRun, LogWithTemplate};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::uri;
use crate::lsp::world::{World, folder_of};
use crate::project::templates::{self, Candidate, LOG_NAMES};

impl World {
    /// A log with its template.
    pub fn log(&self, log: &Arc<Snapshot>) -> LogWithTemplate {
        let template = self.template_of_log(log.diagnosis(), &log.uri);
        let is_open = template.as_ref().is_some_and(|it| self.documents.contains_key(&it.uri));
        LogWithTemplate {
            log: Arc::clone(log),
            template,
            is_open,
        }
    }

    /// The template of a log: open documents and those beside the log are near, all others of its workspace far.
    pub fn template_of_log(&self, diagnosis: &Diagnosis, log: &Url) -> Option<Arc<Snapshot>> {
        let build = diagnosis.build()?;
        let folder = folder_of(log);
        let beside = folder.iter().flat_map(|it| templates::beside(it));
        let near = self.open_templates().chain(self.closed_templates(beside));
        let near = near.map(|document| Candidate {
            is_beside: folder.is_some() && folder_of(&document.uri) == folder,
            document,
        });
        let far = || self.closed_templates(self.files_below_root(log)).collect();
        templates::of_build(build, near.collect(), far, |it| it.document())
    }

    /// The templates among some files that are not open.
    fn closed_templates(&self, paths: impl IntoIterator<Item = PathBuf>) -> impl Iterator<Item = Arc<Snapshot>> {
        let closed = paths.into_iter().filter(|it| self.open_at(it).is_none());
        closed.filter_map(|it| self.closed_template(&it))
    }

    /// Files in the workspace of a log or a document that may be templates; none for one outside.
    pub fn files_below_root(&self, log: &Url) -> Vec<PathBuf> {
        let path = uri::to_path(log);
        let Some(root) = path.as_deref().and_then(|it| self.workspace.root_of(it)) else {
            return Vec::new();
        };
        self.files_below(root)
    }

    /// The logs of a template: open ones, and those of the service's name in its folder and at the root of the workspace.
    pub fn runs(&self, template: &Arc<Snapshot>) -> Vec<BuildRun> {
        let own = folder_of(&template.uri);
        let root = own.as_deref().and_then(|it| self.workspace.root_of(it));
        let folders: BTreeSet<PathBuf> = own.iter().cloned().chain(root.map(PathBuf::from)).collect();
        let paths = folders.iter().flat_map(|folder| LOG_NAMES.map(|it| folder.join(it)));
        let closed = paths.filter(|it| self.open_at(it).is_none());
        let of_disk = closed.filter_map(|it| Some((Url::from_file_path(&it).ok()?, self.closed_log(&it)?)));
        let logs = self.documents.values().filter(|it| it.is_log());
        let of_editor = logs.map(|it| (it.uri.clone(), Arc::new(it.diagnosis().clone())));
        let is_of = |it: &(Url, Arc<Diagnosis>)| {
            let found = self.template_of_log(&it.1, &it.0);
            found.is_some_and(|it| it.uri == template.uri)
        };
        let run = |(uri, diagnosis)| BuildRun {
            template: Arc::clone(template),
            uri,
            diagnosis,
        };
        of_editor.chain(of_disk).filter(is_of).map(run).collect()
    }
}
