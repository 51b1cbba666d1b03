//! `aib-ls check`: reads files in parallel, reports them in order, and turns the worst finding into an exit code.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::cli::args::{self, Format};
use crate::cli::input::{self, Input, Unreadable};
use crate::cli::report::{self, Summary, human, json};
use crate::cli::{CLEAN, FAILED, FINDINGS, Failure, complain, known_version, put};
use crate::locale::Lang;
use crate::rules;
use crate::settings::Settings;

/// One file that holds an image template, ready to be told about. The document itself is gone by then.
struct Checked {
    counts: Summary,
    shown: Shown,
}

/// What there is to tell about a file, in the format that was asked for.
enum Shown {
    Human(String),
    Json(json::File),
}

/// Checks what was asked for and prints the report.
pub(super) fn run(asked: &args::Check) -> Result<i32, Failure> {
    known_version(asked.api_version.as_deref())?;
    let lang = asked.words.lang();
    let (inputs, mut bad) = inputs(asked)?;
    let settings = Settings {
        api_version: asked.api_version.clone(),
        lang: Some(lang),
        ..Settings::default()
    };
    let screen = human::Screen::new(report::on_terminal(), lang);

    let results: Vec<Result<Option<Checked>, Unreadable>> = inputs
        .par_iter()
        .map(|it| examine(it, &settings, asked.format, &screen, lang))
        .collect();

    let mut checked = Vec::new();
    for result in results {
        match result {
            Ok(it) => checked.extend(it),
            Err(it) => bad.push(it),
        }
    }
    bad.sort();
    for it in &bad {
        complain(it.words().get(lang));
    }

    let mut counts = Summary::default();
    for it in &checked {
        counts.add(&it.counts);
    }
    put(&tell(checked, &counts, asked, !bad.is_empty(), &screen))?;
    Ok(match asked.fail_on.level() {
        _ if !bad.is_empty() => FAILED,
        Some(level) if counts.reaches(level) => FINDINGS,
        _ => CLEAN,
    })
}

fn inputs(asked: &args::Check) -> Result<(Vec<Input>, Vec<Unreadable>), Failure> {
    let here = [PathBuf::from(".")];
    let paths = if asked.paths.is_empty() {
        &here
    } else {
        asked.paths.as_slice()
    };
    if asked.stdin_filename.is_some() && !paths.iter().any(|it| it.as_os_str() == "-") {
        return Err(Failure::NoStandardInput);
    }
    let stdin_name = asked.stdin_filename.as_deref().unwrap_or(Path::new("<stdin>"));
    Ok(input::find(paths, stdin_name))
}

fn examine(
    input: &Input,
    settings: &Settings,
    format: Format,
    screen: &human::Screen,
    lang: Lang,
) -> Result<Option<Checked>, Unreadable> {
    let Some(doc) = input::read(input, settings.api_version.as_deref())? else {
        return Ok(None);
    };
    let findings = rules::check(&doc, settings);
    let name = input.path.to_string_lossy();
    let shown = match format {
        Format::Human => Shown::Human(screen.file(&name, &doc, &findings)),
        Format::Json => Shown::Json(json::file(&name, &doc, &findings, lang)),
    };
    Ok(Some(Checked {
        counts: Summary::of(&findings),
        shown,
    }))
}

fn tell(checked: Vec<Checked>, counts: &Summary, asked: &args::Check, failed: bool, screen: &human::Screen) -> String {
    let mut text = String::new();
    let mut files = Vec::new();
    for it in checked {
        match it.shown {
            Shown::Human(it) => text.push_str(&it),
            Shown::Json(it) => files.push(it),
        }
    }
    match asked.format {
        Format::Json => json::report(&files, counts),
        // "No image template" would be a lie about files that could not be read.
        Format::Human if asked.quiet || (failed && counts.files == 0) => text,
        Format::Human => text + &screen.summary(counts),
    }
}
