//! Reading, fixing, migrating and checking the files of a plan.

use rayon::prelude::*;

use crate::cli::args;
use crate::cli::check::render::{CheckedFile, Renderer};
use crate::cli::fix::{self, FixedDocument};
use crate::cli::input::{Unreadable, Why};
use crate::cli::migration::{Migration, Target};
use crate::cli::output::Subject;
use crate::cli::progress::{self, Unit};
use crate::cli::scripts::{Changed, Scripts};
use crate::cli::session::{Session, Task};
use crate::document::Document;
use crate::model::bicep;
use crate::project::write::{self, WriteError};
use crate::rules::engine::shown::Shown;
use crate::rules::{self, fixes};

/// The result for one file; `None` for a file in a folder that contains no image template.
pub(super) type CheckResult = Result<Option<CheckedFile>, Unreadable>;

/// Checks files as the arguments say.
pub(super) struct Checker<'c> {
    pub arguments: &'c args::Check,
    /// What to migrate to.
    pub target: Option<&'c Target>,
    pub renderer: &'c Renderer,
}

impl Checker<'_> {
    /// Checks every file in parallel, in the order of the tasks.
    pub(super) fn check_all(&self, tasks: &[Task], session: &Session) -> Vec<CheckResult> {
        let (total, is_quiet) = (Some(tasks.len() as u64), self.arguments.quiet);
        progress::with_bar(Unit::Files, total, is_quiet, self.renderer.lang, |progress| {
            let check_one = |task| {
                progress.add(1);
                self.check(task, self.target, session)
            };
            tasks.par_iter().map(check_one).collect()
        })
    }

    fn check(&self, task: &Task, target: Option<&Target>, session: &Session) -> CheckResult {
        let Some(doc) = session.load(task)? else {
            return Ok(None);
        };
        let mut migration = Migration::default();
        let FixedDocument {
            doc,
            fixes,
            checked,
            memo,
        } = match target {
            Some(target) => migrated(doc, task, target, &mut migration)?,
            None if self.arguments.fix => fixed(doc, task)?,
            None => FixedDocument::unchanged(doc),
        };
        let outcome = checked.unwrap_or_else(|| rules::check_again(&doc, &task.settings, &memo).0);
        let name = task.input.path.to_string_lossy();
        let shown = Shown::of_document(&doc, &outcome.findings);
        let subject = Subject::template(&name, &doc, &shown.findings);
        let mut file = self.renderer.file(subject, &shown);
        file.path.clone_from(&task.input.path);
        let is_changed = !fixes.is_empty() || migration.has_changes();
        file.is_generated = is_changed && doc.tree().root().is_some_and(bicep::is_generated);
        file.fixes = fixes;
        file.migration = migration;
        file.used_entries = task.config.map(|it| (it, outcome.used));
        file.in_scripts = outcome.elsewhere;
        Ok(Some(file))
    }

    /// Applies the safe fixes of the scripts that steps run until none is left, and checks the templates that run them again.
    pub(super) fn fix_scripts(
        &self,
        tasks: &mut [Task],
        results: &mut [CheckResult],
        changed: &mut Changed,
        session: &mut Session,
    ) {
        for _ in 0..fixes::MAX_ROUNDS {
            let in_scripts = results.iter().flatten().flatten().flat_map(|it| it.in_scripts.clone());
            let scripts = Scripts::of(in_scripts, session, changed);
            let newly_changed = changed.fix(&scripts);
            if newly_changed.is_empty() {
                return;
            }
            let in_scripts = results.iter().flatten().flatten().flat_map(|it| &it.in_scripts);
            changed.show(in_scripts, &mut session.files);
            for (task, result) in tasks.iter_mut().zip(results.iter_mut()) {
                if let Ok(Some(before)) = result
                    && Changed::touches(&newly_changed, &before.in_scripts)
                {
                    let fixes = std::mem::take(&mut before.fixes);
                    let migration = std::mem::take(&mut before.migration);
                    // A migrated body that names no version now has the target version.
                    let version = migration.body_version.map(str::to_owned);
                    task.settings.api_version = version.or(task.settings.api_version.take());
                    let was_generated = before.is_generated;
                    *result = self.check(task, None, session);
                    if let Ok(Some(after)) = result {
                        after.is_generated |= was_generated;
                        after.fixes.add(fixes);
                        after.migration = migration;
                    }
                }
            }
        }
    }
}

fn fixed(doc: Document, task: &Task) -> Result<FixedDocument, Unreadable> {
    let before = doc.text().to_owned();
    let fixed = fix::fix(doc, &task.settings);
    save(&before, &fixed.doc, task)?;
    Ok(fixed)
}

/// Fixes a document and migrates its templates. If one has to be migrated and none can be, the file stays unchanged.
fn migrated(
    before: Document,
    task: &Task,
    target: &Target,
    migration: &mut Migration,
) -> Result<FixedDocument, Unreadable> {
    let FixedDocument { doc, mut fixes, .. } = fix::fix(before.with_text(before.text().to_owned()), &task.settings);
    let after;
    (after, *migration) = Migration::of(&doc, target, &task.input.path);
    let doc = match after {
        Some(after) => after,
        None if migration.has_failed() => return Ok(FixedDocument::unchanged(before)),
        None => doc,
    };
    // Rules that do not apply to the older version may apply to the newer one.
    let fixed = fix::fix(doc, &task.settings);
    fixes.add(fixed.fixes);
    migration.find_remaining(&fixed.doc, &task.input.path);
    save(before.text(), &fixed.doc, task)?;
    Ok(FixedDocument { fixes, ..fixed })
}

fn save(before: &str, doc: &Document, task: &Task) -> Result<(), Unreadable> {
    if doc.text() == before {
        return Ok(());
    }
    let path = &task.input.path;
    let unwritable = |error: WriteError| Unreadable::new(path, Why::Unwritable(error.phrase()));
    write::replace(path, before, doc.text(), &task.bounds).map_err(unwritable)
}
