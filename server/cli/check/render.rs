//! Checked files in an output format, and the report made of them.

use std::path::PathBuf;

use quick_junit::TestSuite;

use crate::cli::args::CheckFormat;
use crate::cli::fix::Fixes;
use crate::cli::migration::Migration;
use crate::cli::note;
use crate::cli::output::{Subject, Summary, github, human, json, junit, sarif};
use crate::cli::scripts::Script;
use crate::cli::session::Session;
use crate::locale::Lang;
use crate::rules::engine::check_result::InFile;
use crate::rules::engine::shown::Shown;
use crate::rules::{self, Level};
use crate::text::plain::plain;
use crate::text::redact::redacted;

/// Renders files in the output format of the run.
pub(super) struct Renderer {
    pub format: CheckFormat,
    pub screen: human::Screen,
    pub fail_on: Option<Level>,
    pub lang: Lang,
    pub is_quiet: bool,
}

/// One checked file with its findings rendered. The document itself has been dropped.
pub(super) struct CheckedFile {
    pub path: PathBuf,
    pub counts: Summary,
    rendered: Rendered,
    pub fixes: Fixes,
    pub migration: Migration,
    /// Whether it was changed and is generated from Bicep.
    pub is_generated: bool,
    /// The ignore entries of its settings file that suppressed something: the number of the file, and the entries.
    pub used_entries: Option<(usize, Vec<usize>)>,
    /// The findings in the scripts that it runs.
    pub in_scripts: Vec<InFile>,
}

/// The findings of a file in an output format.
enum Rendered {
    Text(String),
    Json(json::File),
    Sarif(sarif::File),
    Junit(TestSuite),
}

impl Renderer {
    /// A file, and what is shown of its findings.
    pub(super) fn file(&self, subject: Subject<'_>, shown: &Shown) -> CheckedFile {
        let subject = &subject.omitting(shown.omitted);
        CheckedFile {
            path: PathBuf::from(&*subject.name),
            counts: Summary::of(shown),
            rendered: match self.format {
                CheckFormat::Human => Rendered::Text(self.screen.file(subject)),
                CheckFormat::Github => Rendered::Text(github::file(subject, self.lang)),
                CheckFormat::Junit => Rendered::Junit(junit::file(subject, self.fail_on, self.lang)),
                CheckFormat::Json => Rendered::Json(json::file(subject, self.lang)),
                CheckFormat::Sarif => Rendered::Sarif(sarif::file(subject, self.lang)),
            },
            fixes: Fixes::default(),
            migration: Migration::default(),
            is_generated: false,
            used_entries: None,
            in_scripts: Vec::new(),
        }
    }

    /// A script that a step runs.
    pub(super) fn script(&self, script: Script) -> CheckedFile {
        let name = script.path.to_string_lossy();
        let shown = Shown::of_script(&script.outcome.findings);
        let file = self.file(Subject::script(&name, &script.text, &shown.findings), &shown);
        CheckedFile {
            fixes: script.fixes,
            ..file
        }
    }

    /// The settings files that were named, and those with findings.
    pub(super) fn settings_files(&self, session: &Session, named: &[usize]) -> Vec<CheckedFile> {
        let mut files = Vec::new();
        for (number, config) in session.configs.iter().enumerate() {
            let findings = rules::check_settings(&config.file.problems, &config.file.settings);
            if !findings.is_empty() || named.contains(&number) {
                let (name, shown) = (config.path.to_string_lossy(), Shown::of_file(&findings));
                files.push(self.file(Subject::settings(&name, &config.file, &shown.findings), &shown));
            }
        }
        files
    }

    /// The whole report. Fixes are part of it for people; in other formats they are printed on standard error.
    pub(super) fn report(&self, files: Vec<CheckedFile>, counts: &Summary, unread: &[String]) -> String {
        let (mut text, mut json_files) = (String::new(), Vec::new());
        let (mut results, mut suites, mut fixes) = (Vec::new(), Vec::new(), Vec::new());
        for file in files {
            match file.rendered {
                Rendered::Text(it) => text.push_str(&it),
                Rendered::Json(it) => json_files.push(it),
                Rendered::Sarif(it) => results.push(it),
                Rendered::Junit(it) => suites.push(it),
            }
            if !file.fixes.is_empty() && !self.is_quiet {
                let path = file.path.to_string_lossy();
                fixes.push(file.fixes.words(&path).get(self.lang).to_owned());
            }
        }
        if self.format == CheckFormat::Human {
            let fixes: String = fixes.iter().map(|it| plain(&redacted(it)) + "\n").collect();
            text.insert_str(0, &fixes);
        } else {
            fixes.iter().for_each(|it| note(it));
        }
        match self.format {
            CheckFormat::Json => json::report(&json_files, counts),
            CheckFormat::Sarif => sarif::report(results, unread, self.lang),
            CheckFormat::Junit => junit::report(suites, unread),
            CheckFormat::Github => text,
            // "No image template" would be wrong for files that could not be read.
            CheckFormat::Human if self.is_quiet || (!unread.is_empty() && counts.files == 0) => text,
            CheckFormat::Human => text + &self.screen.summary(counts),
        }
    }
}
