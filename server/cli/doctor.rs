//! `aib-ls doctor`: reads a log in chunks, finds the template that was built, and reports what went wrong.

mod json;
mod search;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::cli::args::{self, DoctorFormat};
use crate::cli::doctor::search::Template;
use crate::cli::input::{Unreadable, Why};
use crate::cli::progress::{self, Unit};
use crate::cli::{CLEAN, FINDINGS, Failure, output, put, session};
use crate::doctor::attribution::Attribution;
use crate::doctor::diagnosis::Diagnosis;
use crate::doctor::reader::Reader;
use crate::locale::Lang;
use crate::project::read::ReadError;
use crate::report::build::{self, BuiltTemplate};
use crate::report::{html, markdown, no_links, text};
use crate::rules;

/// Bytes of a chunk.
const CHUNK: usize = 1 << 20;

/// Prints the report about a log.
pub(super) fn run(asked: &args::Doctor, lang: Lang) -> Result<i32, Failure> {
    let name = asked.log.file_name().map(|it| it.to_string_lossy()).unwrap_or_default();
    let diagnosis = read(&asked.log, lang)?.with_file_name(&name);
    if diagnosis.is_foreign() {
        return Err(Failure::ForeignLog(asked.log.clone()));
    }
    let found = match &asked.template {
        Some(path) => {
            let (task, doc) = session::load_template(path, None, lang)?;
            Some(Template { task, doc })
        }
        None => search::fitting(asked, &diagnosis),
    };
    let verdict = Attribution::new(diagnosis, found.as_ref().map(|it| &it.doc));
    let name = match asked.log.as_os_str() == "-" {
        true => "<stdin>".into(),
        false => asked.log.to_string_lossy(),
    };
    let names = found.as_ref().map(|it| it.task.input.path.to_string_lossy());
    // JSON has no findings of rules.
    let shown = found.as_ref().filter(|_| asked.format != DoctorFormat::Json);
    let findings = shown.map(|it| rules::check(&it.doc, &it.task.settings));
    let template = found.as_ref().zip(names.as_ref()).zip(findings.as_ref());
    let template = template.map(|((it, name), findings)| BuiltTemplate {
        name,
        doc: &it.doc,
        findings,
    });
    let report = || build::report(&verdict, &name, template, lang);
    put(&match asked.format {
        DoctorFormat::Human => text::render(&report(), output::terminal()),
        DoctorFormat::Json => json::report(&verdict, &name, lang),
        DoctorFormat::Html => html::render(&report(), &no_links),
        DoctorFormat::Markdown => markdown::render(&report(), &no_links),
    })?;
    Ok(if verdict.diagnosis.shows_failure() {
        FINDINGS
    } else {
        CLEAN
    })
}

fn read(path: &Path, lang: Lang) -> Result<Diagnosis, Unreadable> {
    let failed = |error: io::Error| Unreadable::new(path, Why::Read(ReadError::from_io(&error)));
    if path.as_os_str() == "-" {
        return read_all(io::stdin().lock(), None, lang).map_err(failed);
    }
    let file = File::open(path).map_err(failed)?;
    let size = file.metadata().ok().map(|it| it.len());
    read_all(file, size, lang).map_err(failed)
}

fn read_all(mut from: impl Read, size: Option<u64>, lang: Lang) -> io::Result<Diagnosis> {
    progress::with_bar(Unit::Bytes, size, false, lang, |progress| {
        let mut reader = Reader::default();
        let mut chunk = vec![0; CHUNK];
        loop {
            match from.read(&mut chunk) {
                Ok(0) => break,
                Ok(count) => {
                    reader.push(chunk.get(..count).unwrap_or_default());
                    progress.add(count as u64);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(reader.into_diagnosis())
    })
}
