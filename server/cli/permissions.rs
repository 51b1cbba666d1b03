//! `aib-ls permissions`: what the identity of a template needs, as text, role, commands or Bicep.

use std::path::Path;

use crate::cli::args::{self, PermissionsFormat};
use crate::cli::input;
use crate::cli::parameters::Parameters;
use crate::cli::project::Projects;
use crate::cli::{CLEAN, Failure, note, put};
use crate::document::Document;
use crate::insight::permissions::access::Grant;
use crate::insight::permissions::{self, Permissions, az, bicep, role, words};
use crate::locale::Lang;
use crate::say;
use crate::settings::Settings;
use crate::text::lines::Lines;
use crate::text::plain::plain;

/// Prints what is needed.
pub(super) fn run(asked: &args::Permissions) -> Result<i32, Failure> {
    let lang = asked.common.lang();
    let doc = template(asked, lang)?;
    let all = permissions::of_document(&doc);
    let lines = Lines::new(doc.text());
    let text = match asked.format {
        PermissionsFormat::Human => human(&all, &lines, lang),
        PermissionsFormat::Az => az::commands(&all, &lines, lang),
        PermissionsFormat::Bicep => bicep::file(&all, &lines, lang),
        PermissionsFormat::Role => {
            let role = role::role(&all, lang);
            role.notes.iter().for_each(|it| note(it.get(lang)));
            role.json.unwrap_or_default()
        }
    };
    put(&text)?;
    Ok(CLEAN)
}

/// The template with the values that its deployment is to be started with.
fn template(asked: &args::Permissions, lang: Lang) -> Result<Document, Failure> {
    let input = input::one(&asked.template, Path::new("<stdin>"));
    let doc = input::named(&input).map_err(Failure::Unreadable)?;
    if let Some(path) = &asked.parameters {
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

/// The answer for people: scope by scope, with the lines that ask for it.
fn human(all: &[Permissions<'_>], lines: &Lines<'_>, lang: Lang) -> String {
    let mut out = String::new();
    for permissions in all {
        if !out.is_empty() {
            out.push('\n');
        }
        out += &format!("{}.\n", words::headline(&permissions.label()).get(lang));
        let identity = plain(words::identity(permissions).get(lang));
        let named = say! { en: "Identity: {identity}", pt_br: "Identidade: {identity}" };
        out += &format!("{}\n\n", named.get(lang));
        if permissions.needs.is_empty() {
            out += &format!("{}\n\n", words::nothing().get(lang));
        }
        for need in &permissions.needs {
            let scope = plain(need.scope.words().get(lang));
            out += say! { en: "Scope: {scope}", pt_br: "Escopo: {scope}" }.get(lang);
            out += words::whose(need.access).get(lang);
            out.push('\n');
            match need.access.grant() {
                Grant::Actions(actions) => actions.iter().for_each(|it| out += &format!("  {it}\n")),
                Grant::Role(built_in) => out += &format!("  {}\n", words::role(built_in).get(lang)),
            }
            let reason = need.access.reason();
            for because in &need.because {
                let place = words::place(lines, *because);
                out += &format!("    {}: {}\n", place.get(lang), reason.get(lang));
            }
            out.push('\n');
        }
        out += &format!("{}\n", words::limits().get(lang));
        for limit in &permissions.limits {
            out += &format!("- {}\n", plain(limit.get(lang)));
        }
    }
    out
}
