//! `aib-ls check`: plans which files to read, checks them, and reports them in order. The worst finding determines the exit code.

mod plan;
mod render;
mod run;

use std::path::{Path, PathBuf};

use crate::cli::args;
use crate::cli::check::plan::Plan;
use crate::cli::check::render::{CheckedFile, Renderer};
use crate::cli::check::run::Checker;
use crate::cli::migration::Target;
use crate::cli::output::{self, Summary, human};
use crate::cli::scripts::{Changed, Scripts};
use crate::cli::session::Session;
use crate::cli::{CLEAN, FAILED, FINDINGS, Failure, complain, known_version, note, put, put_text};
use crate::insight::migrate;
use crate::locale::{Lang, Message};
use crate::model::bicep;
use crate::say;
use crate::schema::slice;
use crate::settings::Settings;
use crate::text::redact::redacted;

/// Checks the files that the arguments name and prints the report.
pub(super) fn run(arguments: &args::Check, language: args::Language) -> Result<i32, Failure> {
    known_version(arguments.api_version.as_deref())?;
    let target = target(arguments)?;
    let parameters = arguments.parameters.as_deref();
    let settings = Settings {
        api_version: arguments.api_version.clone(),
        parameters: arguments.parameters.clone(),
        ..Settings::default()
    };
    let mut session = Session::new(arguments.paths.iter().map(PathBuf::as_path), settings);
    let mut plan = Plan::new(arguments, &mut session)?;
    session.check_arguments(parameters)?;
    let lang = language.or_set(session.lang());
    let renderer = Renderer {
        format: arguments.format,
        screen: human::Screen::new(output::is_coloured(), lang),
        fail_on: arguments.fail_on.level(),
        lang,
        is_quiet: arguments.quiet,
    };

    let mut errors = plan.errors;
    let mut changed = Changed::default();
    let checker = Checker {
        arguments,
        target: target.as_ref(),
        renderer: &renderer,
    };
    let mut results = checker.check_all(&plan.tasks, &session);
    if arguments.fix {
        checker.fix_scripts(&mut plan.tasks, &mut results, &mut changed, &mut session);
        errors.extend(changed.write(session.bounds()));
    }
    let mut files: Vec<CheckedFile> = Vec::new();
    for result in results {
        match result {
            Ok(file) => files.extend(file),
            Err(error) => errors.push(error),
        }
    }
    let in_scripts = files.iter_mut().flat_map(|it| std::mem::take(&mut it.in_scripts));
    let scripts = Scripts::of(in_scripts, &mut session, &changed);
    let used = files.iter().filter_map(|it| it.used_entries.as_ref());
    let used = used.map(|(number, entries)| (*number, entries.as_slice()));
    for (number, entries) in used.chain(scripts.used()) {
        if let Some(config) = session.configs.get_mut(number) {
            config.used.extend(entries);
        }
    }
    files.extend(scripts.reported().map(|it| renderer.script(it)));
    errors.append(&mut session.take_errors());
    // With another API version, other values or an unread file, an unused entry may be needed.
    if errors.is_empty() && arguments.api_version.is_none() && parameters.is_none() {
        session.report_unused_entries(&plan.folders);
    }
    files.extend(renderer.settings_files(&session, &plan.named_configs));
    files.sort_by(|a, b| a.path.cmp(&b.path));

    errors.sort();
    let unread: Vec<String> = errors
        .iter()
        .map(|it| redacted(it.words().get(lang)).into_owned())
        .collect();
    unread.iter().for_each(|it| complain(it, lang));
    let lists = plan.unread_lists.iter().filter(|_| !arguments.quiet);
    lists.for_each(|it| note(it.words_of_list().get(lang)));
    let mut counts = Summary::default();
    for file in &files {
        counts.add(&file.counts);
        file.migration.print(arguments.quiet, lang);
        if file.is_generated && !arguments.quiet {
            note_generated(&file.path, lang);
        }
    }
    if counts.files == 0 && unread.is_empty() && !arguments.quiet {
        note_bicep(&plan.bicep, lang);
    }
    let is_migration_incomplete = files.iter().any(|it| it.migration.has_failed());
    let report = renderer.report(files, &counts, &unread);
    match arguments.format {
        args::CheckFormat::Human => put_text(&report)?,
        _ => put(&report)?,
    }
    Ok(match renderer.fail_on {
        _ if !errors.is_empty() || is_migration_incomplete => FAILED,
        Some(level) if counts.reaches(level) => FINDINGS,
        _ => CLEAN,
    })
}

/// What the arguments say about a migration.
fn target(arguments: &args::Check) -> Result<Option<Target>, Failure> {
    let Some(to) = &arguments.to_api_version else {
        return Ok(None);
    };
    let to = migrate::target(to).map_err(Failure::Target)?;
    let from = arguments.from_api_version.as_deref();
    known_version(from)?;
    let from = from.and_then(slice::known);
    if from.is_some_and(|it| !slice::is_before(it, to)) {
        return Err(Failure::NotOlder);
    }
    Ok(Some(Target { to, from }))
}

/// Says that folders without a template hold Bicep, which people may take for what is checked.
fn note_bicep(files: &[PathBuf], lang: Lang) {
    let Some((first, others)) = files.split_first() else {
        return;
    };
    let Message { en, pt_br } = bicep::advice(Some(&first.to_string_lossy()));
    let words = match others.len() {
        0 => say! { en: "{en}", pt_br: "{pt_br}" },
        1 => say! { en: "{en} (1 more Bicep file)", pt_br: "{pt_br} (mais 1 arquivo Bicep)" },
        more => say! { en: "{en} ({more} more Bicep files)", pt_br: "{pt_br} (mais {more} arquivos Bicep)" },
    };
    note(words.get(lang));
}

/// Says of a file that was changed that its source was not.
fn note_generated(path: &Path, lang: Lang) {
    let file = path.to_string_lossy();
    let words = say! {
        en: "{file} is generated from Bicep: make the change in the `.bicep` file too, or the next `az bicep build` undoes it",
        pt_br: "{file} é gerado a partir de Bicep: faça a mudança também no arquivo `.bicep`, ou o próximo `az bicep build` a desfaz",
    };
    note(words.get(lang));
}
