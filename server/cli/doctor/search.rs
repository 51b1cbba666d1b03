//! The template that a log belongs to: the one that was named, else one next to the log, else one below this folder. What is loaded
//! for one log is kept for the next.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::cli::args;
use crate::cli::doctor::reading::LogInput;
use crate::cli::input::{self, Input, Unreadable};
use crate::cli::session::{self, Session, Task};
use crate::doctor::diagnosis::Diagnosis;
use crate::document::Document;
use crate::locale::Lang;
use crate::project::templates::{self, Candidate};
use crate::settings::Settings;

/// A template with its settings.
pub(super) struct Template {
    pub task: Task,
    pub doc: Document,
}

/// Finds the templates of logs.
pub(super) struct Search {
    /// The template that was named.
    named: Option<Arc<Template>>,
    session: Session,
    /// The templates in the folder of the last log. Logs are read in the order of their paths, folder by folder.
    beside: Option<(PathBuf, Vec<Arc<Template>>)>,
    /// The templates below the folder that this runs in.
    far: Option<Vec<Arc<Template>>>,
}

impl Template {
    /// Its path as shown.
    pub(super) fn name(&self) -> Cow<'_, str> {
        self.task.input.path.to_string_lossy()
    }
}

impl Search {
    pub(super) fn new(arguments: &args::Doctor, lang: Lang) -> Result<Self, Unreadable> {
        let named = match &arguments.template {
            Some(path) => {
                let (task, doc) = session::load_template(path, None, lang)?;
                Some(Arc::new(Template { task, doc }))
            }
            None => None,
        };
        Ok(Self {
            named,
            session: Session::new(arguments.logs.iter().map(PathBuf::as_path), Settings::default()),
            beside: None,
            far: None,
        })
    }

    /// The template that fits a log; `None` if no template fits, or several do.
    pub(super) fn template_of(&mut self, log: &LogInput, diagnosis: &Diagnosis) -> Option<Arc<Template>> {
        if let Some(named) = &self.named {
            return Some(Arc::clone(named));
        }
        let build = diagnosis.build()?;
        let folder = log.path.parent().filter(|_| !log.is_stdin());
        let near = folder.map(|it| self.beside(it)).unwrap_or_default();
        let near = near.into_iter().map(|document| Candidate {
            document,
            is_beside: true,
        });
        templates::of_build(build, near.collect(), || self.far(), |it| &it.doc)
    }

    fn beside(&mut self, folder: &Path) -> Vec<Arc<Template>> {
        let folder = match folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => folder,
        };
        if let Some((_, templates)) = self.beside.as_ref().filter(|it| it.0 == folder) {
            return templates.clone();
        }
        let paths = templates::beside(folder);
        let templates = load(&mut self.session, paths.iter().map(|it| input::walked(it)).collect());
        self.beside = Some((folder.to_owned(), templates.clone()));
        templates
    }

    fn far(&mut self) -> Vec<Arc<Template>> {
        let session = &mut self.session;
        let load_all = || load(session, input::find(&[PathBuf::from(".")], Path::new("<stdin>")).texts);
        self.far.get_or_insert_with(load_all).clone()
    }
}

fn load(session: &mut Session, inputs: Vec<Input>) -> Vec<Arc<Template>> {
    let tasks: Vec<Task> = inputs.into_iter().map(|it| session.task(it)).collect();
    let session = &*session;
    let template = |task: Task| {
        let doc = session.load(&task).ok()??;
        Some(Arc::new(Template { task, doc }))
    };
    tasks.into_par_iter().filter_map(template).collect()
}
