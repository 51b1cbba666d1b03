//! `aib-ls permissions`: what the identity of a template needs, as a report, role, commands or Bicep.

use crate::cli::args::{self, PermissionsFormat};
use crate::cli::{CLEAN, Failure, note, output, put_text, session};
use crate::insight::permissions;
use crate::locale::Lang;
use crate::report::permissions::{self as report, az, bicep, role};
use crate::report::{html, markdown, no_links, text};
use crate::text::lines::Lines;

/// Prints the permissions.
pub(super) fn run(asked: &args::Permissions, lang: Lang) -> Result<i32, Failure> {
    let (task, doc) = session::load_template(&asked.template, asked.parameters.as_deref(), lang)?;
    let (all, lines) = (permissions::of_document(&doc), Lines::new(doc.text()));
    let name = task.input.path.to_string_lossy();
    let masked = |text: &str| doc.redactor().redacted(text).into_owned();
    let report = || report::report(&doc, &name, lang);
    let printed = match asked.format {
        PermissionsFormat::Human => report().map(|report| text::render(&report, output::terminal())),
        PermissionsFormat::Html => report().map(|report| html::render(&report, &no_links)),
        PermissionsFormat::Markdown => report().map(|report| markdown::render(&report, &no_links)),
        PermissionsFormat::Az => Some(masked(&az::commands(&all, &lines, lang))),
        PermissionsFormat::Bicep => Some(masked(&bicep::file(&all, &lines, lang))),
        PermissionsFormat::Role => {
            let role = role::role(&all, lang);
            role.notes.iter().for_each(|it| note(&masked(it.get(lang))));
            role.json.map(|it| masked(&it))
        }
    };
    put_text(&printed.unwrap_or_default())?;
    Ok(CLEAN)
}
