//! `aib-ls doctor`: reads a log in chunks, finds the template that was built, and reports what went wrong.

mod json;
mod search;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::cli::args::{self, Told};
use crate::cli::input::{self, Unreadable};
use crate::cli::{CLEAN, FINDINGS, Failure, progress, put, report as output};
use crate::doctor::diagnosis::Diagnosis;
use crate::doctor::reader::Reader;
use crate::doctor::verdict::Verdict;
use crate::document::Document;
use crate::locale::Lang;
use crate::report::build::{self, BuiltTemplate};
use crate::report::{html, markdown, no_links, text};
use crate::rules;
use crate::say;
use crate::settings::Settings;

/// Bytes of a chunk.
const CHUNK: usize = 1 << 20;

/// Prints the report about a log.
pub(super) fn run(arguments: &args::Doctor) -> Result<i32, Failure> {
    let lang = arguments.words.lang();
    let name = arguments
        .log
        .file_name()
        .map(|it| it.to_string_lossy())
        .unwrap_or_default();
    let diagnosis = read(&arguments.log, lang).map_err(Failure::Unreadable)?.called(&name);
    if diagnosis.is_foreign() {
        return Err(Failure::ForeignLog(arguments.log.clone()));
    }
    let built = template(arguments, &diagnosis, lang)?;
    let verdict = Verdict::new(diagnosis, built.as_ref().map(|it| &it.1));
    let name = match arguments.log.as_os_str() == "-" {
        true => "<stdin>".into(),
        false => arguments.log.to_string_lossy(),
    };
    let names = built.as_ref().map(|(path, _)| path.to_string_lossy());
    // JSON has no findings of rules.
    let shown = built.as_ref().filter(|_| arguments.format != Told::Json);
    let findings = shown.map(|(_, doc)| rules::check(doc, &Settings::default()));
    let template = built.as_ref().zip(names.as_ref()).zip(findings.as_ref());
    let template = template.map(|(((_, doc), name), findings)| BuiltTemplate { name, doc, findings });
    let report = || build::report(&verdict, &name, template, lang);
    put(&match arguments.format {
        Told::Human => text::render(&report(), output::terminal()),
        Told::Json => json::report(&verdict, &name, lang),
        Told::Html => html::render(&report(), &no_links),
        Told::Markdown => markdown::render(&report(), &no_links),
    })?;
    Ok(if verdict.diagnosis.shows_failure() {
        FINDINGS
    } else {
        CLEAN
    })
}

fn read(path: &Path, lang: Lang) -> Result<Diagnosis, Unreadable> {
    let failed = |error: io::Error| Unreadable::by_system(path, &error);
    if path.as_os_str() == "-" {
        return read_all(io::stdin().lock(), None, lang).map_err(failed);
    }
    let file = File::open(path).map_err(failed)?;
    let size = file.metadata().ok().map(|it| it.len());
    read_all(file, size, lang).map_err(failed)
}

fn read_all(mut from: impl Read, size: Option<u64>, lang: Lang) -> io::Result<Diagnosis> {
    let message = move |mebibytes: usize| progress_message(mebibytes, size, lang);
    progress::told(false, message, |progress| {
        let mut reader = Reader::default();
        let mut chunk = vec![0; CHUNK];
        let mut read = 0;
        loop {
            match from.read(&mut chunk) {
                Ok(0) => break,
                Ok(count) => {
                    reader.push(chunk.get(..count).unwrap_or_default());
                    let before = read / CHUNK;
                    read += count;
                    progress.add(read / CHUNK - before);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(reader.into_diagnosis())
    })
}

/// Columns of the bar that shows how far a long log has been read.
const BAR: u64 = 24;

/// How far a long log has been read.
fn progress_message(mebibytes: usize, size: Option<u64>, lang: Lang) -> String {
    let say = match size.map(|it| it >> 20) {
        Some(all) if all > 0 => {
            let done = (mebibytes as u64).min(all);
            let (percent, full) = (done * 100 / all, done * BAR / all);
            let bar = "█".repeat(full as usize) + &"░".repeat((BAR - full) as usize);
            say! {
                en: "{bar} {percent:>3} %  {mebibytes} of {all} MiB read",
                pt_br: "{bar} {percent:>3} %  {mebibytes} de {all} MiB lidos",
            }
        }
        _ => say! { en: "{mebibytes} MiB read", pt_br: "{mebibytes} MiB lidos" },
    };
    say.get(lang).to_owned()
}

/// The template that was named, or the one that fits the log.
fn template(
    arguments: &args::Doctor,
    diagnosis: &Diagnosis,
    lang: Lang,
) -> Result<Option<(PathBuf, Document)>, Failure> {
    let Some(path) = &arguments.template else {
        return Ok(search::fitting(diagnosis));
    };
    let input = input::one(path, Path::new("<stdin>"));
    let doc = input::named(&input).map_err(Failure::Unreadable)?;
    let doc = search::with_values(doc, &input.path, lang);
    Ok(Some((input.path, doc)))
}
