//! `aib-ls doctor`: reads a log in pieces, looks for the template that was built, and tells what went wrong.

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

/// Bytes that are read at once.
const PIECE: usize = 1 << 20;

/// Prints what a log shows.
pub(super) fn run(asked: &args::Doctor) -> Result<i32, Failure> {
    let lang = asked.words.lang();
    let name = asked.log.file_name().map(|it| it.to_string_lossy()).unwrap_or_default();
    let diagnosis = read(&asked.log, lang).map_err(Failure::Unreadable)?.called(&name);
    if diagnosis.is_foreign() {
        return Err(Failure::ForeignLog(asked.log.clone()));
    }
    let found = template(asked, &diagnosis, lang)?;
    let verdict = Verdict::new(diagnosis, found.as_ref().map(|it| &it.1));
    let name = match asked.log.as_os_str() == "-" {
        true => "<stdin>".into(),
        false => asked.log.to_string_lossy(),
    };
    let names = found.as_ref().map(|(path, _)| path.to_string_lossy());
    let findings = found.as_ref().map(|(_, doc)| rules::check(doc, &Settings::default()));
    let template = found.as_ref().zip(names.as_ref()).zip(findings.as_ref());
    let template = template.map(|(((_, doc), name), findings)| BuiltTemplate { name, doc, findings });
    let report = || build::report(&verdict, &name, template, lang);
    put(&match asked.format {
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
    let words = move |mebibytes: usize| told_words(mebibytes, size, lang);
    progress::told(false, words, |progress| {
        let mut reader = Reader::default();
        let mut piece = vec![0; PIECE];
        let mut read = 0;
        loop {
            match from.read(&mut piece) {
                Ok(0) => break,
                Ok(count) => {
                    reader.push(piece.get(..count).unwrap_or_default());
                    let before = read / PIECE;
                    read += count;
                    progress.add(read / PIECE - before);
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
fn told_words(mebibytes: usize, size: Option<u64>, lang: Lang) -> String {
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
fn template(asked: &args::Doctor, diagnosis: &Diagnosis, lang: Lang) -> Result<Option<(PathBuf, Document)>, Failure> {
    let Some(path) = &asked.template else {
        return Ok(search::fitting(diagnosis));
    };
    let input = input::one(path, Path::new("<stdin>"));
    let doc = input::named(&input).map_err(Failure::Unreadable)?;
    let doc = search::with_values(doc, &input.path, lang);
    Ok(Some((input.path, doc)))
}
