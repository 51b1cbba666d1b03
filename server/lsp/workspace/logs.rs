//! Build logs and the templates that were built: which template a log tells of, and which logs tell of a template. Open documents count,
//! and files that lie beside the one that is asked about.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::lsp_types::{CodeLens, Location, TextDocumentItem, TextDocumentPositionParams, Url};

use crate::doctor::attribution;
use crate::doctor::attribution::Attribution;
use crate::doctor::diagnosis::Diagnosis;
use crate::doctor::time::Time;
use crate::doctor::timeline::Build;
use crate::document::Kind;
use crate::ide::code_lens;
use crate::ide::log::Log;
use crate::lsp::from_lsp;
use crate::lsp::log_files;
use crate::lsp::parameters;
use crate::lsp::project::{self, InForce};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_lsp::{lenses, logs};
use crate::lsp::workspace::settings::open;
use crate::lsp::workspace::{State, Workspace};
use crate::model::template::Template;

/// An open log, and the template that was built, where it is known.
pub struct Built {
    pub log: Arc<Snapshot>,
    pub template: Option<Arc<Snapshot>>,
    /// Whether the template is open.
    pub is_open: bool,
}

/// A log of a template, open or not.
pub struct Run {
    pub template: Arc<Snapshot>,
    pub uri: Url,
    diagnosis: Arc<Diagnosis>,
}

impl Built {
    /// The log in editor words.
    pub fn log(&self) -> Log<'_> {
        let diagnosis = self.log.diagnosis().clone();
        Log {
            text: &self.log.text,
            verdict: Attribution::new(diagnosis, self.template.as_ref().map(|it| it.document())),
        }
    }
}

impl Run {
    /// What it tells of the template.
    pub fn verdict(&self) -> Attribution<'_> {
        Attribution::new((*self.diagnosis).clone(), Some(self.template.document()))
    }

    fn end(&self) -> Option<Time> {
        self.diagnosis.build()?.end
    }
}

impl Workspace {
    /// Whether an open document is a log.
    pub(super) fn is_log(&self, uri: &Url) -> bool {
        self.newest(uri).is_some_and(|it| it.is_log())
    }

    /// Asks one question about a document and another about a log, whichever it is.
    pub async fn ask_either<R, D, L>(&self, uri: &Url, of_document: D, of_log: L) -> Option<R>
    where
        R: Send + 'static,
        D: FnOnce(&Snapshot) -> R + Send + 'static,
        L: FnOnce(&Built) -> R + Send + 'static,
    {
        match self.is_log(uri) {
            true => self.ask_log(uri, of_log).await,
            false => self.ask(uri, of_document).await,
        }
    }

    /// The same about a place.
    pub async fn ask_either_at<R, D, L>(
        &self,
        place: &TextDocumentPositionParams,
        of_document: D,
        of_log: L,
    ) -> Option<R>
    where
        R: Send + 'static,
        D: FnOnce(&Snapshot, u32) -> Option<R> + Send + 'static,
        L: FnOnce(&Built, u32) -> Option<R> + Send + 'static,
    {
        match self.is_log(&place.text_document.uri) {
            true => self.ask_log_at(place, of_log).await,
            false => self.ask_at(place, of_document).await,
        }
    }

    /// Asks about a place in a log.
    pub(super) async fn ask_log_at<R, Q>(&self, place: &TextDocumentPositionParams, question: Q) -> Option<R>
    where
        R: Send + 'static,
        Q: FnOnce(&Built, u32) -> Option<R> + Send + 'static,
    {
        let position = place.position;
        let answer = self.ask_log(&place.text_document.uri, move |it| {
            let log = &it.log;
            question(it, from_lsp::offset(&log.text, position, log.features.encoding))
        });
        answer.await.flatten()
    }

    /// Asks a question about the newest version of a log.
    pub(super) async fn ask_log<R, Q>(&self, uri: &Url, question: Q) -> Option<R>
    where
        R: Send + 'static,
        Q: FnOnce(&Built) -> R + Send + 'static,
    {
        let log = self.newest(uri)?;
        self.settled(uri).await;
        self.about_log(self.up_to_date(log), question).await
    }

    /// Asks a question about a log. It may be long and files are read for it, so it is asked aside.
    pub(super) async fn about_log<R, Q>(&self, log: Arc<Snapshot>, question: Q) -> Option<R>
    where
        R: Send + 'static,
        Q: FnOnce(&Built) -> R + Send + 'static,
    {
        let workspace = self.clone();
        let answer = move || question(&workspace.built(log));
        tokio::task::spawn_blocking(answer).await.ok()
    }

    fn built(&self, log: Arc<Snapshot>) -> Built {
        let template = self.template_of(log.diagnosis(), &log.uri);
        let is_open = template.as_ref().is_some_and(|it| self.newest(&it.uri).is_some());
        Built { log, template, is_open }
    }

    /// The one template whose name stands in a log, else the only one whose steps fit: one that lies beside the log, or an open one,
    /// or one anywhere in the workspace.
    fn template_of(&self, diagnosis: &Diagnosis, log: &Url) -> Option<Arc<Snapshot>> {
        let build = diagnosis.build().filter(|it| attribution::can_choose(it))?;
        let opened = self.opened_templates();
        let closed = self.closed_templates(folder_of(log).map(|it| log_files::json_files(&it)), &opened);
        let is_beside = |it: &&Arc<Snapshot>| folder_of(&it.uri).is_some_and(|it| folder_of(log) == Some(it));
        let all: Vec<&Arc<Snapshot>> = opened.iter().chain(&closed).collect();
        let beside: Vec<&Arc<Snapshot>> = all.iter().copied().filter(is_beside).collect();
        let only = |some: &[&Arc<Snapshot>], fits: fn(&Build, Template<'_>) -> bool| {
            let index = attribution::only(some.iter().map(|it| it.document()), |it| fits(build, it))?;
            some.get(index).map(|it| Arc::clone(it))
        };
        let near = only(&all, attribution::is_named)
            .or_else(|| only(&beside, attribution::fits))
            .or_else(|| only(&all, attribution::fits));
        near.or_else(|| {
            // What fits here already is one of several.
            let is_open = all
                .iter()
                .any(|it| attribution::only([it.document()], |it| attribution::fits(build, it)).is_some());
            let far = self.closed_templates(self.files_below(log).filter(|_| !is_open), &opened);
            let far: Vec<&Arc<Snapshot>> = far.iter().collect();
            only(&far, attribution::is_named).or_else(|| only(&far, attribution::fits))
        })
    }

    fn opened_templates(&self) -> Vec<Arc<Snapshot>> {
        let mut all: Vec<Arc<Snapshot>> = {
            let state = self.state();
            open(&state).map(|it| Arc::clone(it.1)).collect()
        };
        all.retain(|it| !it.is_log() && is_template(it));
        all.sort_by(|a, b| a.uri.as_str().cmp(b.uri.as_str()));
        all
    }

    /// Files in the workspace of a log that may be templates; `None` for a log outside.
    fn files_below(&self, log: &Url) -> Option<Vec<PathBuf>> {
        let folder = self.state().projects.root_of(&project::path_of(log)?).cloned()?;
        if let Some(known) = self.state().log_files.below(&folder) {
            return Some(known);
        }
        let paths = log_files::templates_below(&folder);
        self.state().log_files.keep_below(folder, paths.clone());
        Some(paths)
    }

    /// The templates among some files that are not open.
    fn closed_templates(&self, paths: Option<Vec<PathBuf>>, opened: &[Arc<Snapshot>]) -> Vec<Arc<Snapshot>> {
        let opened: BTreeSet<PathBuf> = opened.iter().filter_map(|it| project::path_of(&it.uri)).collect();
        paths
            .into_iter()
            .flatten()
            .filter(|it| !opened.contains(it))
            .filter_map(|it| self.template_file(it))
            .collect()
    }

    /// A file, where it is a template, with the values that it is deployed with.
    fn template_file(&self, path: PathBuf) -> Option<Arc<Snapshot>> {
        let uri = Url::from_file_path(&path).ok()?;
        let settings = {
            let state = self.state();
            state.projects.settings(&uri, &state.editor)
        };
        let (candidates, _) = parameters::candidates(&uri, &settings);
        let stamp = log_files::stamp([&path].into_iter().chain(&candidates));
        if let Some(known) = self.state().log_files.template(&path, &stamp) {
            return known;
        }
        let given = || candidates.iter().find_map(|it| parameters::read_one(it, None).ok()?);
        let read = log_files::template_text(&path).map(|text| {
            let document = TextDocumentItem::new(uri, String::new(), 0, text);
            let in_force = InForce {
                parameters: given().map(Arc::new),
                settings,
                trouble: None,
                files: None,
            };
            Arc::new(Snapshot::new(document, Arc::new(in_force), self.features()))
        });
        let read = read.filter(|it| is_template(it));
        self.state().log_files.keep_template(path, stamp, read.clone());
        read
    }

    /// The words above a document or a log; above the steps of a template also what its last log tells of them.
    pub async fn code_lenses(&self, uri: &Url) -> Option<Vec<CodeLens>> {
        let of_document = |it: &Snapshot| lenses::of_template(it, code_lens::code_lens(it.document()));
        let mut lenses = self.ask_either(uri, of_document, logs::lens).await?;
        let of_runs = |runs: Vec<Run>| {
            let last = runs.iter().max_by_key(|it| it.end());
            last.map(logs::run_lenses).unwrap_or_default()
        };
        lenses.extend(self.ask_runs(uri, of_runs).await.unwrap_or_default());
        Some(lenses)
    }

    /// Where the step at a place of a template begins in its logs.
    pub(super) async fn runs_at(&self, place: &TextDocumentPositionParams) -> Vec<Location> {
        let position = place.position;
        let of_runs = move |runs: Vec<Run>| runs.iter().flat_map(|it| logs::run_places(it, position)).collect();
        let found = self.ask_runs(&place.text_document.uri, of_runs).await;
        found.unwrap_or_default()
    }

    /// Asks a question about the logs of a template. Files are read for it, so it is asked aside.
    async fn ask_runs<R, Q>(&self, uri: &Url, question: Q) -> Option<R>
    where
        R: Send + 'static,
        Q: FnOnce(Vec<Run>) -> R + Send + 'static,
    {
        let template = self.newest(uri).filter(|it| !it.is_script && !it.is_log())?;
        let (template, workspace) = (self.up_to_date(template), self.clone());
        let answer = move || is_template(&template).then(|| question(workspace.runs(&template)));
        tokio::task::spawn_blocking(answer).await.ok().flatten()
    }

    /// The logs that tell of a template: open ones, and those of the service's name in its folder and at the root of the work.
    fn runs(&self, template: &Arc<Snapshot>) -> Vec<Run> {
        let (mut logs, paths): (Vec<Arc<Snapshot>>, _) = {
            let state = self.state();
            let logs = open(&state).filter(|it| it.1.is_log());
            (
                logs.map(|it| Arc::clone(it.1)).collect(),
                log_paths(&state, &template.uri),
            )
        };
        logs.sort_by(|a, b| a.uri.as_str().cmp(b.uri.as_str()));
        let opened: BTreeSet<PathBuf> = logs.iter().filter_map(|it| project::path_of(&it.uri)).collect();
        let closed = paths.into_iter().filter(|it| !opened.contains(it));
        let of_disk = closed.filter_map(|it| Some((Url::from_file_path(&it).ok()?, self.log_file(it)?)));
        let of_editor = logs.iter().map(|it| (it.uri.clone(), Arc::new(it.diagnosis().clone())));
        let all: Vec<(Url, Arc<Diagnosis>)> = of_editor.chain(of_disk).collect();
        let is_of = |it: &(Url, Arc<Diagnosis>)| {
            let found = self.template_of(&it.1, &it.0);
            found.is_some_and(|it| it.uri == template.uri)
        };
        let run = |(uri, diagnosis)| Run {
            template: Arc::clone(template),
            uri,
            diagnosis,
        };
        all.into_iter().filter(is_of).map(run).collect()
    }

    /// What a log on the disk shows.
    fn log_file(&self, path: PathBuf) -> Option<Arc<Diagnosis>> {
        let stamp = log_files::stamp([&path]);
        if let Some(known) = self.state().log_files.log(&path, &stamp) {
            return Some(known);
        }
        let diagnosis = Arc::new(log_files::diagnosis(&path)?);
        self.state().log_files.keep_log(path, stamp, Arc::clone(&diagnosis));
        Some(diagnosis)
    }

    /// A document was opened, closed or changed on the disk: a log among them tells of a template, anything else may be the template
    /// of an open log.
    pub(super) fn tell_logs(&self, state: &mut State, is_log: bool) {
        if is_log {
            return self.refresh_lenses();
        }
        let logs = open(state).filter(|it| it.1.is_log());
        let logs: Vec<Url> = logs.map(|it| it.0.clone()).collect();
        if logs.is_empty() {
            return;
        }
        for uri in logs {
            self.tell_again(state, uri);
        }
        self.refresh();
    }

    /// What stands above a template follows its logs.
    fn refresh_lenses(&self) {
        if self.features().refresh_lenses {
            let client = self.client().clone();
            tokio::spawn(async move { client.code_lens_refresh().await });
        }
    }
}

/// Whether there is an image template in a document.
fn is_template(snapshot: &Snapshot) -> bool {
    matches!(snapshot.document().kind(), Kind::Standalone | Kind::Arm)
}

fn folder_of(uri: &Url) -> Option<PathBuf> {
    Some(project::path_of(uri)?.parent()?.to_owned())
}

/// Where logs of a template may lie.
fn log_paths(state: &State, template: &Url) -> BTreeSet<PathBuf> {
    let own = folder_of(template);
    let root = own.as_deref().and_then(|it| state.projects.root_of(it)).cloned();
    own.into_iter()
        .chain(root)
        .flat_map(|folder| log_files::NAMES.map(|it| folder.join(it)))
        .collect()
}
