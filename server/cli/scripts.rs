//! The files that steps run: each is told about once, whoever runs it, under the settings that are in force where it lies.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::fix::{self, Fixes};
use crate::cli::input::Unreadable;
use crate::cli::project::Projects;
use crate::rules::engine::check_result::CheckResult;
use crate::rules::engine::check_result::InFile;
use crate::rules::engine::in_files;
use crate::rules::fixes;
use crate::settings::Settings;
use crate::text::edit;

/// All that were met, by their places on the disk.
#[derive(Default)]
pub(super) struct Scripts(BTreeMap<PathBuf, Script>);

/// A file that a step runs.
pub(super) struct Script {
    /// Its path as it is shown.
    pub path: PathBuf,
    pub text: String,
    /// What is left of the findings.
    pub outcome: CheckResult,
    /// The number of the settings file that is in force for it.
    pub project: Option<usize>,
    pub fixes: Fixes,
}

/// The texts of files as fixes leave them, by their places on the disk. Nothing is written yet.
#[derive(Default)]
pub(super) struct Changed(BTreeMap<PathBuf, Change>);

struct Change {
    before: String,
    after: String,
    fixes: Fixes,
}

impl Scripts {
    /// Brings together what templates make of the files that they run.
    pub(super) fn of(
        found: impl Iterator<Item = InFile>,
        projects: &mut Projects,
        asked: &Settings,
        changed: &Changed,
    ) -> Self {
        let mut met: BTreeMap<PathBuf, InFile> = BTreeMap::new();
        for it in found {
            let key = real(&it.file.path);
            match met.get_mut(&key) {
                // A file that changed meanwhile has other places.
                Some(first) if first.file.text() == it.file.text() => in_files::add(&mut first.findings, it.findings),
                Some(_) => {}
                None => drop(met.insert(key, it)),
            }
        }
        let script = |(key, it): (PathBuf, InFile)| {
            let (project, settings) = projects.settings_of(&it.file.path, asked);
            let text = it.file.text()?.to_owned();
            let outcome = in_files::apply_suppressions(&it.file.path, &text, &settings, it.findings);
            let fixes = changed.0.get(&key).map(|it| it.fixes.clone()).unwrap_or_default();
            let path = it.file.path.clone();
            let script = Script {
                path,
                text,
                outcome,
                project,
                fixes,
            };
            Some((key, script))
        };
        Self(met.into_iter().filter_map(script).collect())
    }

    /// Those with something to tell.
    pub(super) fn told(self) -> impl Iterator<Item = Script> {
        let all = self.0.into_values();
        all.filter(|it| !it.outcome.findings.is_empty() || !it.fixes.is_empty())
    }

    /// What their settings files had in them to ignore that was of use.
    pub(super) fn used(&self) -> impl Iterator<Item = (usize, &[usize])> {
        let of = |it: &'_ Script| it.project;
        self.0
            .values()
            .filter_map(move |it| Some((of(it)?, it.outcome.used.as_slice())))
    }
}

impl Changed {
    /// Makes the safe fixes of files; gives those that have another text now.
    pub(super) fn fix(&mut self, scripts: &Scripts) -> Vec<PathBuf> {
        let mut news = Vec::new();
        for (key, script) in &scripts.0 {
            let findings = &script.outcome.findings;
            let after = edit::apply(&script.text, &fixes::fix_script(&script.path, &script.text, findings));
            if after == script.text {
                continue;
            }
            let unchanged = || Change {
                before: script.text.clone(),
                after: String::new(),
                fixes: Fixes::default(),
            };
            let change = self.0.entry(key.clone()).or_insert_with(unchanged);
            change.after = after;
            change.fixes.count(findings);
            news.push(key.clone());
        }
        news
    }

    /// The text of a file, where that has changed.
    pub(super) fn text(&self, path: &Path) -> Option<&str> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&real(path)).map(|it| it.after.as_str())
    }

    /// Whether a template runs one of these files.
    pub(super) fn touches(files: &[PathBuf], found: &[InFile]) -> bool {
        found.iter().any(|it| files.contains(&real(&it.file.path)))
    }

    /// Puts the texts in the places of those that were read; gives what cannot be written.
    pub(super) fn write(&mut self) -> Vec<Unreadable> {
        let mut bad = Vec::new();
        for (path, it) in &mut self.0 {
            if let Err(error) = fix::write(path, &it.before, &it.after) {
                bad.push(Unreadable::unwritable(path, &error));
                it.fixes = Fixes::default();
            }
        }
        bad
    }
}

/// The place of a file on the disk, whatever leads there.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
