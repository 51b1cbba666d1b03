//! The template that a log belongs to: the one that was named, else one beside the log, else one below this folder.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::cli::args;
use crate::cli::input::{self, Input};
use crate::cli::session::{Session, Task};
use crate::doctor::diagnosis::Diagnosis;
use crate::document::Document;
use crate::project::templates::{self, Candidate};
use crate::settings::Settings;

/// A template with its settings.
pub(super) struct Template {
    pub task: Task,
    pub doc: Document,
}

/// The template that fits a log; `None` if no template fits, or several do.
pub(super) fn fitting(asked: &args::Doctor, diagnosis: &Diagnosis) -> Option<Template> {
    let build = diagnosis.build()?;
    let mut session = Session::new([asked.log.as_path()], Settings::default());
    let folder = asked.log.parent().filter(|_| asked.log.as_os_str() != "-");
    let here = |it: &Path| match it.as_os_str().is_empty() {
        true => PathBuf::from("."),
        false => it.to_owned(),
    };
    let beside = folder.map(|it| templates::beside(&here(it))).unwrap_or_default();
    let near = load(&mut session, beside.iter().map(|it| input::walked(it)).collect());
    let near = near.into_iter().map(|document| Candidate {
        document,
        is_beside: true,
    });
    let far = || load(&mut session, input::find(&[PathBuf::from(".")], Path::new("<stdin>")).0);
    templates::of_build(build, near.collect(), far, |it| &it.doc)
}

fn load(session: &mut Session, inputs: Vec<Input>) -> Vec<Template> {
    let tasks: Vec<Task> = inputs.into_iter().map(|it| session.task(it)).collect();
    let session = &*session;
    let template = |task: Task| {
        let doc = session.load(&task).ok()??;
        Some(Template { task, doc })
    };
    tasks.into_par_iter().filter_map(template).collect()
}
