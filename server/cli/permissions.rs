//! `aib-ls permissions`: the permissions that the identity of a template needs, as a report, role, commands or Bicep.

use std::path::Path;

use crate::cli::args::{self, Grants};
use crate::cli::input;
use crate::cli::parameters::Parameters;
use crate::cli::project::Projects;
use crate::cli::{CLEAN, Failure, note, put, report as output};
use crate::document::Document;
use crate::insight::permissions;
use crate::locale::Lang;
use crate::report::permissions::{self as report, az, bicep, role};
use crate::report::{html, markdown, no_links, text};
use crate::settings::Settings;
use crate::text::lines::Lines;

/// Prints the permissions.
pub(super) fn run(arguments: &args::Permissions) -> Result<i32, Failure> {
    let lang = arguments.words.lang();
    let doc = template(arguments, lang)?;
    let all = permissions::of_document(&doc);
    let lines = Lines::new(doc.text());
    let input = input::one(&arguments.template, Path::new("<stdin>"));
    let name = input.path.to_string_lossy();
    let report = || report::report(&doc, &name, lang);
    let printed = match arguments.format {
        Grants::Human => report().map(|report| text::render(&report, output::terminal())),
        Grants::Html => report().map(|report| html::render(&report, &no_links)),
        Grants::Markdown => report().map(|report| markdown::render(&report, &no_links)),
        Grants::Az => Some(az::commands(&all, &lines, lang)),
        Grants::Bicep => Some(bicep::file(&all, &lines, lang)),
        Grants::Role => {
            let role = role::role(&all, lang);
            role.notes.iter().for_each(|it| note(it.get(lang)));
            role.json
        }
    };
    put(&printed.unwrap_or_default())?;
    Ok(CLEAN)
}

/// The template with the parameter values of its deployment.
fn template(arguments: &args::Permissions, lang: Lang) -> Result<Document, Failure> {
    let input = input::one(&arguments.template, Path::new("<stdin>"));
    let doc = input::named(&input).map_err(Failure::Unreadable)?;
    if let Some(path) = &arguments.parameters {
        let given = Parameters::named(path).map_err(Failure::Unreadable)?;
        return Ok(given.give(doc, &input.path));
    }
    let mut projects = Projects::new();
    let (project, _) = projects.settings_of(&input.path, &Settings::default());
    let parameters = projects.parameters(project);
    if let Parameters::Useless(why) = &parameters {
        note(why.get(lang));
    }
    projects.bad.iter().for_each(|it| note(it.words().get(lang)));
    Ok(parameters.give(doc, &input.path))
}
