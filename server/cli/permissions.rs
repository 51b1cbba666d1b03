//! `aib-ls permissions`: what the identity of a template needs, as text, role, commands or Bicep.

use std::path::Path;

use crate::cli::args::{self, PermissionsFormat};
use crate::cli::input;
use crate::cli::session::Session;
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
