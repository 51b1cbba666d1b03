//! The template that a log tells about, among those of this folder and below.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::cli::input;
use crate::cli::note;
use crate::cli::parameters::Parameters;
use crate::cli::project::Projects;
use crate::doctor::align;
use crate::doctor::build::Build;
use crate::doctor::diagnosis::Diagnosis;
use crate::document::Document;
use crate::locale::Lang;
use crate::model::template::Template;
use crate::settings::Settings;

/// The one template whose name stands in the log, else the only one whose steps can have run as it tells; `None` where there is
/// none, or several.
pub(super) fn fitting(diagnosis: &Diagnosis) -> Option<(PathBuf, Document)> {
    let build = diagnosis.build().filter(|it| align::can_choose(it))?;
    let (inputs, _) = input::find(&[PathBuf::from(".")], Path::new("<stdin>"));
    let documents: Vec<(PathBuf, Document)> = inputs
        .into_par_iter()
        .filter_map(|it| {
            let doc = input::read(&it, None).ok()??;
            let doc = Parameters::Beside.give(doc, &it.path);
            Some((it.path, doc))
        })
        .collect();
    let only =
        |fits: fn(&Build, Template<'_>) -> bool| align::only(documents.iter().map(|it| &it.1), |it| fits(build, it));
    let index = only(align::is_named).or_else(|| only(align::fits))?;
    documents.into_iter().nth(index)
}

/// A template with the values that its deployment is started with, as the settings say.
pub(super) fn with_values(doc: Document, path: &Path, lang: Lang) -> Document {
    let mut projects = Projects::new();
    let (project, _) = projects.settings_of(path, &Settings::default());
    let parameters = projects.parameters(project);
    if let Parameters::Useless(why) = &parameters {
        note(why.get(lang));
    }
    parameters.give(doc, path)
}
