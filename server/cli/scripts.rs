//! The files that steps run: each is reported once, whoever runs it, under the settings of its own folder.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::cli::fix::Fixes;
use crate::cli::input::{Unreadable, Why};
use crate::cli::session::Session;
use crate::project::bounds::{Bounds, resolved};
use crate::project::files::Files;
use crate::project::{scripts, write};
use crate::rules::engine::check_result::{CheckResult, InFile};
use crate::rules::engine::in_files;
use crate::rules::fixes;
use crate::text::edit;
use crate::text::rope::Text;

/// All that were found, by their resolved paths.
#[derive(Default)]
pub(super) struct Scripts(BTreeMap<PathBuf, Script>);

/// A file that a step runs.
pub(super) struct Script {
    /// Its path as it is shown.
    pub path: PathBuf,
    pub text: String,
    /// What is left of the findings.
    pub outcome: CheckResult,
    /// The number of its settings file.
    pub config: Option<usize>,
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
    /// Brings together what templates find in the files that they run.
    pub(super) fn of(found: impl Iterator<Item = InFile>, session: &mut Session, changed: &Changed) -> Self {
        let script = |(key, it): (PathBuf, InFile)| {
            let (config, settings) = session.settings_for(&it.file.path);
            let text = it.file.text()?.to_owned();
            let outcome = in_files::apply_suppressions(&it.file.path, &text, &settings, it.findings);
            let fixes = changed.0.get(&key).map(|it| it.fixes.clone()).unwrap_or_default();
            let script = Script {
                path: it.file.path.clone(),
                text,
                outcome,
                config,
                fixes,
            };
            Some((key, script))
        };
        Self(scripts::merge(found).into_iter().filter_map(script).collect())
    }

    /// Those with findings or fixes.
    pub(super) fn reported(self) -> impl Iterator<Item = Script> {
        let all = self.0.into_values();
        all.filter(|it| !it.outcome.findings.is_empty() || !it.fixes.is_empty())
    }

    /// The ignore entries of their settings files that suppressed something.
    pub(super) fn used(&self) -> impl Iterator<Item = (usize, &[usize])> {
        let scripts = self.0.values();
        scripts.filter_map(|it| Some((it.config?, it.outcome.used.as_slice())))
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

    /// Whether a template runs one of these files.
    pub(super) fn touches(files: &[PathBuf], found: &[InFile]) -> bool {
        found.iter().any(|it| files.contains(&resolved(&it.file.path)))
    }

    /// Shows the changed texts to whoever reads the files next, under each path that leads to them.
    pub(super) fn show<'f>(&self, found: impl Iterator<Item = &'f InFile>, files: &mut Files) {
        for it in found {
            if let Some(change) = self.0.get(&resolved(&it.file.path)) {
                files.set(&it.file.path, Text::from(change.after.as_str()));
            }
        }
    }

    /// Puts the texts in the places of those that were read; gives what cannot be written.
    pub(super) fn write(&mut self, bounds: &Bounds) -> Vec<Unreadable> {
        let mut bad = Vec::new();
        for (path, it) in &mut self.0 {
            if let Err(error) = write::replace(path, &it.before, &it.after, bounds) {
                bad.push(Unreadable::new(path, Why::Unwritable(error.phrase())));
                it.fixes = Fixes::default();
            }
        }
        bad
    }
}
