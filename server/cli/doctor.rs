//! `aib-ls doctor`: reads logs in chunks, finds the template that was built, and reports what went wrong: in one log, in several, or
//! in one build compared with another.

mod compare;
mod inputs;
mod json;
mod many;
mod reading;
mod search;

use std::path::Path;

use crate::cli::args::{self, DoctorFormat};
use crate::cli::doctor::reading::LogInput;
use crate::cli::doctor::search::{Search, Template};
use crate::cli::{CLEAN, FINDINGS, Failure, output, put, put_text};
use crate::doctor::attribution::Attribution;
use crate::doctor::diagnosis::Diagnosis;
use crate::locale::Lang;
use crate::report::build::{self, BuiltTemplate};
use crate::report::{ReportData, html, identifiers, markdown, no_links, text};
use crate::rules;

/// Prints the report about the logs that the arguments name.
pub(super) fn run(arguments: &args::Doctor, lang: Lang) -> Result<i32, Failure> {
    match arguments.logs.as_slice() {
        [old, new] if arguments.compare => compare::run(arguments, [old, new], lang),
        _ if arguments.compare => Err(Failure::NotTwoLogs),
        [log] if !log.is_dir() => one(arguments, log, lang),
        _ => many::run(arguments, lang),
    }
}

/// Prints the report about one log.
fn one(arguments: &args::Doctor, log: &Path, lang: Lang) -> Result<i32, Failure> {
    let input = LogInput::named(log);
    let diagnosis = diagnosis(&input, lang)?;
    let template = Search::new(arguments, lang)?.template_of(&input, &diagnosis);
    let attribution = Attribution::new(diagnosis, template.as_deref().map(|it| &it.doc));
    let name = template.as_deref().map(Template::name);
    if arguments.format == DoctorFormat::Json {
        let log = input.name();
        let answer = json::of(&attribution, &log, name.as_deref(), lang);
        put(&json::object(&answer, &[&attribution.redactor]))?;
    } else {
        let findings = template.as_deref().map(|it| rules::check(&it.doc, &it.task.settings));
        let template = template.as_deref().zip(name.as_deref()).zip(findings.as_deref());
        let template = template.map(|((it, name), findings)| BuiltTemplate {
            name,
            doc: &it.doc,
            findings,
        });
        put_text(&rendered(
            build::report(&attribution, &input.name(), template, lang),
            arguments.format,
        ))?;
    }
    Ok(exit_code(attribution.diagnosis.shows_failure()))
}

/// The diagnosis of a text that has to be a log.
fn diagnosis(input: &LogInput, lang: Lang) -> Result<Diagnosis, Failure> {
    let diagnosis = input.read(lang)?;
    match diagnosis.is_foreign() {
        true => Err(Failure::ForeignLog(input.path.clone())),
        false => Ok(diagnosis),
    }
}

/// A report in a format for people. Markdown is for places that others can read, so it shows no identifiers.
fn rendered(mut report: ReportData<'_>, format: DoctorFormat) -> String {
    match format {
        DoctorFormat::Human | DoctorFormat::Json => text::render(&report, output::terminal()),
        DoctorFormat::Html => html::render(&report, &no_links),
        DoctorFormat::Markdown => {
            identifiers::replace(&mut report);
            markdown::render(&report, &no_links)
        }
    }
}

fn exit_code(is_failure: bool) -> i32 {
    if is_failure { FINDINGS } else { CLEAN }
}
