//! Several logs: one diagnosis at a time, of which only what is printed is kept. What cannot be read stops nothing else.

use std::path::Path;

use crate::cli::args::{self, DoctorFormat};
use crate::cli::doctor::inputs::{self, Inputs};
use crate::cli::doctor::reading::LogInput;
use crate::cli::doctor::search::{Search, Template};
use crate::cli::doctor::{exit_code, json, rendered};
use crate::cli::input::Unreadable;
use crate::cli::progress::{self, Unit};
use crate::cli::{FAILED, Failure, complain, note, put, put_text};
use crate::doctor::attribution::Attribution;
use crate::doctor::diagnosis::Diagnosis;
use crate::locale::Lang;
use crate::report::logs::{self, LogSummary};

/// Prints the report about several logs, or in JSON an object on a line for each.
pub(super) fn run(arguments: &args::Doctor, lang: Lang) -> Result<i32, Failure> {
    let Inputs {
        logs,
        mut others,
        mut errors,
        unread_lists,
    } = inputs::find(&arguments.logs);
    let mut search = Search::new(arguments, lang)?;
    let (mut summaries, mut is_failure, mut foreign) = (Vec::new(), false, Vec::new());
    let total = Some(logs.len() as u64);
    progress::with_bar(
        Unit::Files,
        total,
        arguments.format == DoctorFormat::Json,
        lang,
        |progress| {
            for log in &logs {
                progress.add(1);
                let diagnosis = match read(log) {
                    Ok(it) if log.is_walked && !is_about_build(&it) => {
                        others += 1;
                        continue;
                    }
                    Ok(it) if !it.is_foreign() => it,
                    Ok(_) => {
                        foreign.push(log);
                        continue;
                    }
                    Err(error) => {
                        errors.push(error);
                        continue;
                    }
                };
                let template = search.template_of(log, &diagnosis);
                let attribution = Attribution::new(diagnosis, template.as_deref().map(|it| &it.doc));
                is_failure |= attribution.diagnosis.shows_failure();
                let name = template.as_deref().map(Template::name);
                if arguments.format == DoctorFormat::Json {
                    let log = log.name();
                    let answer = json::of(&attribution, &log, name.as_deref(), lang);
                    put(&json::line(&answer, &[&attribution.redactor]))?;
                } else {
                    let template = name.as_deref().zip(template.as_deref().map(|it| &it.doc));
                    summaries.push(LogSummary::of(&attribution, &log.name(), template, lang));
                }
            }
            Ok::<(), Failure>(())
        },
    )?;
    errors.sort();
    let has_errors = !errors.is_empty() || !foreign.is_empty();
    errors.iter().for_each(|it| complain(it.words().get(lang), lang));
    unread_lists.iter().for_each(|it| note(it.words_of_list().get(lang)));
    for log in foreign {
        complain(Failure::ForeignLog(log.path.clone()).words().get(lang), lang);
    }
    if arguments.format == DoctorFormat::Json {
        // Standard output has the logs alone.
        if others > 0 {
            note(logs::others_without_log(others).get(lang));
        }
    } else if !summaries.is_empty() || !has_errors {
        let title = title(arguments, &logs);
        put_text(&rendered(
            logs::report(&title, &summaries, others, lang),
            arguments.format,
        ))?;
    }
    Ok(if has_errors { FAILED } else { exit_code(is_failure) })
}

/// A file of a folder has to be a regular one of limited size; a named one may be anything that can be read to its end.
fn read(log: &LogInput) -> Result<Diagnosis, Unreadable> {
    match log.is_walked {
        true => log.read_limited(),
        false => log.read_silently(),
    }
}

/// Whether a text shows a build or a failure. Templates and other texts that only name the service do not.
fn is_about_build(diagnosis: &Diagnosis) -> bool {
    !diagnosis.builds.is_empty() || !diagnosis.status.is_empty() || diagnosis.shows_failure()
}

/// What the report calls the logs together: the folder that was named, or the first and the last file.
fn title(arguments: &args::Doctor, logs: &[LogInput]) -> String {
    let shown = |path: &Path| path.to_string_lossy().into_owned();
    match (arguments.logs.as_slice(), logs) {
        ([folder], _) => shown(folder),
        (_, [first, .., last]) => format!("{} … {}", first.name(), last.name()),
        (_, [only]) => only.name().into_owned(),
        (paths, []) => paths.first().map(|it| shown(it)).unwrap_or_default(),
    }
}
