//! `aib-ls permissions`: what the identity of a template needs, as a report, role, commands or Bicep.

use std::path::Path;

use crate::cli::args::{self, PermissionsFormat};
use crate::cli::input;
use crate::cli::session::Session;
use crate::cli::{CLEAN, Failure, note, output, put};
use crate::document::Document;
use crate::insight::permissions;
use crate::locale::Lang;
use crate::report::permissions::{self as report, az, bicep, role};
use crate::report::{html, markdown, no_links, text};
use crate::settings::Settings;
use crate::text::lines::Lines;

/// Prints the permissions.
pub(super) fn run(asked: &args::Permissions, lang: Lang) -> Result<i32, Failure> {
    let doc = template(asked, lang)?;
    let all = permissions::of_document(&doc);
    let lines = Lines::new(doc.text());
    let input = input::one(&asked.template, Path::new("<stdin>"));
    let name = input.path.to_string_lossy();
    let report = || report::report(&doc, &name, lang);
    let printed = match asked.format {
        PermissionsFormat::Human => report().map(|report| text::render(&report, output::terminal())),
        PermissionsFormat::Html => report().map(|report| html::render(&report, &no_links)),
        PermissionsFormat::Markdown => report().map(|report| markdown::render(&report, &no_links)),
        PermissionsFormat::Az => Some(az::commands(&all, &lines, lang)),
        PermissionsFormat::Bicep => Some(bicep::file(&all, &lines, lang)),
        PermissionsFormat::Role => {
            let role = role::role(&all, lang);
            role.notes.iter().for_each(|it| note(it.get(lang)));
            role.json
        }
    };
    put(&printed.unwrap_or_default())?;
    Ok(CLEAN)
}

/// The template with the values that its deployment is started with.
fn template(asked: &args::Permissions, lang: Lang) -> Result<Document, Failure> {
    let arguments = Settings {
        parameters: asked.parameters.clone(),
        ..Settings::default()
    };
    let mut session = Session::new([asked.template.as_path()], arguments);
    let input = input::one(&asked.template, Path::new("<stdin>"));
    let task = session.task(input);
    let given = asked.parameters.as_deref();
    session.check_arguments(given).map_err(Failure::Unreadable)?;
    let doc = session.load_named(&task).map_err(Failure::Unreadable)?;
    session.tell_problems(&task, lang);
    Ok(doc)
}
