//! Two builds of one template, compared.

use std::path::PathBuf;

use crate::cli::args::{self, DoctorFormat};
use crate::cli::doctor::reading::LogInput;
use crate::cli::doctor::search::{Search, Template};
use crate::cli::doctor::{diagnosis, exit_code, json, rendered};
use crate::cli::{Failure, put, put_text};
use crate::doctor::attribution::Attribution;
use crate::doctor::comparison::Comparison;
use crate::locale::Lang;
use crate::report::comparison::{self, ComparedBuild};

/// Prints the comparison of an older and a newer build. The exit code is that of the newer one.
pub(super) fn run(arguments: &args::Doctor, logs: [&PathBuf; 2], lang: Lang) -> Result<i32, Failure> {
    let inputs = logs.map(|it| LogInput::named(it));
    let [old_input, new_input] = &inputs;
    let (old, new) = (diagnosis(old_input, lang)?, diagnosis(new_input, lang)?);
    let mut search = Search::new(arguments, lang)?;
    let mut templates = [search.template_of(old_input, &old), search.template_of(new_input, &new)];
    // A log that breaks off early may not show which template it belongs to.
    if let [Some(found), missing @ None] | [missing @ None, Some(found)] = &mut templates {
        *missing = Some(found.clone());
    }
    let [old_template, new_template] = &templates;
    let old = Attribution::new(old, old_template.as_deref().map(|it| &it.doc));
    let new = Attribution::new(new, new_template.as_deref().map(|it| &it.doc));
    let (old_name, new_name) = (old_input.name(), new_input.name());
    let is_failure = new.diagnosis.shows_failure();
    if arguments.format == DoctorFormat::Json {
        let name = |it: &Option<_>| it.as_deref().map(|it: &Template| it.name().into_owned());
        let (old_template, new_template) = (name(old_template), name(new_template));
        let compared = Comparison::of(&old, &new);
        let answer = json::comparison::of(
            json::of(&old, &old_name, old_template.as_deref(), lang),
            json::of(&new, &new_name, new_template.as_deref(), lang),
            &compared,
        );
        put(&json::object(&answer, &[&old.redactor, &new.redactor]))?;
    } else {
        let (old, new) = (
            ComparedBuild {
                attribution: &old,
                log: &old_name,
            },
            ComparedBuild {
                attribution: &new,
                log: &new_name,
            },
        );
        put_text(&rendered(comparison::report(old, new, lang), arguments.format))?;
    }
    Ok(exit_code(is_failure))
}
