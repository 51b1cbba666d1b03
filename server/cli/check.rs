//! `aib-ls check`: reads files in parallel, reports them in order, and turns the worst finding into an exit code.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::cli::args::{self, Report};
use crate::cli::fix::{self, Fixes};
use crate::cli::input::{self, Input, Unreadable};
use crate::cli::moves::Moves;
use crate::cli::parameters::Parameters;
use crate::cli::progress;
use crate::cli::project::Projects;
use crate::cli::report::{self, Subject, Summary, github, human, json, junit, sarif};
use crate::cli::scripts::{Changed, Script, Scripts};
use crate::cli::{CLEAN, FAILED, FINDINGS, Failure, complain, known_version, note, put, script_files};
use crate::document::Document;
use crate::insight::migrate;
use crate::locale::Lang;
use crate::rules::engine::check_result::InFile;
use crate::rules::engine::memo::Memo;
use crate::rules::fixes;
use crate::rules::{self, Level};
use crate::settings::{Settings, file};
use crate::text::plain::plain;

/// How the findings are to be told.
struct Told {
    format: Report,
    screen: human::Screen,
    fail_on: Option<Level>,
    lang: Lang,
}

/// What was asked for.
struct Inputs {
    found: Vec<Input>,
    /// The folders that were walked for it.
    walked: Vec<PathBuf>,
    bad: Vec<Unreadable>,
}

/// A text to check, with what is in force for it.
struct Task {
    input: Input,
    settings: Settings,
    parameters: Parameters,
    /// The root of the work around it.
    root: Option<PathBuf>,
    /// The number of its settings file.
    project: Option<usize>,
}

/// What reading and checking a text comes to.
type Examined = Result<Option<Checked>, Unreadable>;

/// One file, ready to be told about. The document itself is gone by then.
struct Checked {
    path: PathBuf,
    counts: Summary,
    shown: Shown,
    fixes: Fixes,
    moves: Moves,
    /// What its settings file had in it to ignore that was of use.
    used: Option<(usize, Vec<usize>)>,
    /// What was found in the files that it runs.
    elsewhere: Vec<InFile>,
}

/// What there is to tell about a file, in the format that was asked for.
enum Shown {
    Text(String),
    Json(json::File),
    Sarif(Vec<sarif::Found>),
}

/// Checks what was asked for and prints the report.
pub(super) fn run(asked: &args::Check) -> Result<i32, Failure> {
    known_version(asked.api_version.as_deref())?;
    let to = asked.to_api_version.as_deref().map(migrate::target).transpose();
    let to = to.map_err(Failure::Target)?;
    let Inputs { found, walked, mut bad } = inputs(asked)?;
    let mut projects = Projects::new();
    let given = asked.parameters.as_deref().map(Parameters::named).transpose();
    let given = given.map_err(Failure::Unreadable)?;
    let (mut tasks, named) = prepare(found, asked, given.as_ref(), &mut projects);
    let lang = asked.words.lang_or(projects.lang());
    let told = Told {
        format: asked.format,
        screen: human::Screen::new(report::on_terminal(), lang),
        fail_on: asked.fail_on.level(),
        lang,
    };

    let mut changed = Changed::default();
    let all = tasks.len();
    let words = move |done| progress::words(done, all, lang);
    let mut results: Vec<Examined> = progress::told(asked.quiet, words, |progress| {
        let one = |it| {
            progress.step();
            examine(it, asked, to, &told, &changed)
        };
        tasks.par_iter().map(one).collect()
    });
    if asked.fix {
        fix_scripts(&mut tasks, &mut results, &mut changed, asked, &told, &mut projects);
        bad.extend(changed.write());
    }
    let mut checked = Vec::new();
    for result in results {
        match result {
            Ok(it) => checked.extend(it),
            Err(it) => bad.push(it),
        }
    }
    let elsewhere = checked.iter_mut().flat_map(|it| std::mem::take(&mut it.elsewhere));
    let scripts = Scripts::of(elsewhere, &mut projects, &wanted(asked), &changed);
    let used = checked.iter().filter_map(|it| it.used.as_ref());
    let used = used.map(|(number, used)| (*number, used.as_slice()));
    for (number, used) in used.chain(scripts.used()) {
        if let Some(project) = projects.met.get_mut(number) {
            project.used.extend(used);
        }
    }
    checked.extend(scripts.told().map(|it| script(it, &told)));
    bad.append(&mut projects.bad);
    // Another API version, other values, or a file that could not be read, may be what an entry is for.
    if bad.is_empty() && asked.api_version.is_none() && given.is_none() {
        projects.find_unused(&walked);
    }
    checked.extend(settings_files(&projects, &named, &told));
    checked.sort_by(|a, b| a.path.cmp(&b.path));

    bad.sort();
    let unread: Vec<String> = bad.iter().map(|it| it.words().get(lang).to_owned()).collect();
    unread.iter().for_each(|it| complain(it));
    let mut counts = Summary::default();
    for it in &checked {
        counts.add(&it.counts);
        it.moves.tell(asked.quiet, lang);
    }
    let is_unmoved = checked.iter().any(|it| it.moves.failed());
    put(&tell(checked, &counts, asked, &unread, &told))?;
    Ok(match told.fail_on {
        _ if !bad.is_empty() || is_unmoved => FAILED,
        Some(level) if counts.reaches(level) => FINDINGS,
        _ => CLEAN,
    })
}

fn inputs(asked: &args::Check) -> Result<Inputs, Failure> {
    let here = [PathBuf::from(".")];
    let paths = if asked.paths.is_empty() {
        &here
    } else {
        asked.paths.as_slice()
    };
    let has_input = paths.iter().any(|it| it.as_os_str() == "-");
    if asked.stdin_filename.is_some() && !has_input {
        return Err(Failure::NoStandardInput);
    }
    if asked.fix && has_input {
        return Err(Failure::FixedInput);
    }
    let stdin_name = asked.stdin_filename.as_deref().unwrap_or(Path::new("<stdin>"));
    let (mut found, bad) = input::find(paths, stdin_name);
    if asked.skip_others {
        found.iter_mut().for_each(Input::as_if_walked);
    }
    let walked = paths.iter().filter(|it| it.is_dir()).cloned().collect();
    Ok(Inputs { found, walked, bad })
}

/// Finds the settings of each text. Settings files that were named are no templates, and are told apart here.
fn prepare(
    inputs: Vec<Input>,
    asked: &args::Check,
    given: Option<&Parameters>,
    projects: &mut Projects,
) -> (Vec<Task>, Vec<usize>) {
    let wanted = wanted(asked);
    let (mut tasks, mut named) = (Vec::new(), Vec::new());
    for input in inputs {
        let is_settings = input.is_file() && input.path.file_name().is_some_and(|it| it == file::NAME);
        if let Some(number) = is_settings.then(|| projects.named(&input.path)).flatten() {
            named.push(number);
            continue;
        }
        let (project, settings) = projects.settings_of(&input.path, &wanted);
        let parameters = given.cloned().unwrap_or_else(|| projects.parameters(project));
        let root = projects.root_of(&input, project);
        tasks.push(Task {
            root,
            input,
            settings,
            parameters,
            project,
        });
    }
    (tasks, named)
}

/// The settings that arguments make.
fn wanted(asked: &args::Check) -> Settings {
    Settings {
        api_version: asked.api_version.clone(),
        ..Settings::default()
    }
}

fn examine(task: &Task, asked: &args::Check, to: Option<&str>, told: &Told, changed: &Changed) -> Examined {
    let read = input::read(&task.input, task.settings.api_version.as_deref());
    let Some(doc) = read? else { return Ok(None) };
    let doc = task.parameters.give(doc, &task.input.path);
    let doc = script_files::give(doc, &task.input.path, task.root.as_deref(), changed);
    let (doc, fixes, moves) = match to {
        Some(to) => moved(doc, task, to)?,
        None if asked.fix => fixed(doc, task)?,
        None => (doc, Fixes::default(), Moves::default()),
    };
    let (outcome, _) = rules::check_again(&doc, &task.settings, &Memo::default());
    let name = task.input.path.to_string_lossy();
    let subject = Subject::template(&name, &doc, &outcome.findings);
    Ok(Some(Checked {
        path: task.input.path.clone(),
        fixes,
        moves,
        used: task.project.map(|it| (it, outcome.used)),
        elsewhere: outcome.elsewhere,
        ..checked(&subject, told)
    }))
}

fn fixed(doc: Document, task: &Task) -> Result<(Document, Fixes, Moves), Unreadable> {
    let before = doc.text().to_owned();
    let (doc, fixes) = fix::fix(doc, &task.settings);
    write(&before, &doc, task)?;
    Ok((doc, fixes, Moves::default()))
}

/// Fixes a document and moves its templates. Where none of them can be moved, the file stays as it is.
fn moved(before: Document, task: &Task, to: &str) -> Result<(Document, Fixes, Moves), Unreadable> {
    let (doc, mut fixes) = fix::fix(before.with_text(before.text().to_owned()), &task.settings);
    let (doc, mut moves) = Moves::of(&doc, to, &task.input.path);
    let Some(doc) = doc else {
        return Ok((before, Fixes::default(), moves));
    };
    // The newer version may know what the older one passed over.
    let (doc, more) = fix::fix(doc, &task.settings);
    fixes.add(more);
    moves.look(&doc, &task.input.path);
    write(before.text(), &doc, task)?;
    Ok((doc, fixes, moves))
}

fn write(before: &str, doc: &Document, task: &Task) -> Result<(), Unreadable> {
    if doc.text() == before {
        return Ok(());
    }
    let path = &task.input.path;
    fix::write(path, before, doc.text()).map_err(|error| Unreadable::unwritable(path, &error))
}

/// Makes the safe fixes of the files that steps run, until none is left. Templates that run one are looked at again.
fn fix_scripts(
    tasks: &mut [Task],
    results: &mut [Examined],
    changed: &mut Changed,
    asked: &args::Check,
    told: &Told,
    projects: &mut Projects,
) {
    for _ in 0..fixes::MAX_ROUNDS {
        let found = results.iter().flatten().flatten().flat_map(|it| it.elsewhere.clone());
        let scripts = Scripts::of(found, projects, &wanted(asked), changed);
        let news = changed.fix(&scripts);
        if news.is_empty() {
            return;
        }
        for (task, result) in tasks.iter_mut().zip(results.iter_mut()) {
            let is_it = |it: &Checked| Changed::touches(&news, &it.elsewhere);
            if let Ok(Some(before)) = result
                && is_it(before)
            {
                let fixes = std::mem::take(&mut before.fixes);
                let moves = std::mem::take(&mut before.moves);
                // What could be moved has been, a body that names no version to this one.
                let version = moves.of_body.map(str::to_owned);
                task.settings.api_version = version.or(task.settings.api_version.take());
                *result = examine(task, asked, None, told, changed);
                if let Ok(Some(it)) = result {
                    it.fixes.add(fixes);
                    it.moves = moves;
                }
            }
        }
    }
}

fn script(it: Script, told: &Told) -> Checked {
    let name = it.path.to_string_lossy();
    let checked = checked(&Subject::script(&name, &it.text, &it.outcome.findings), told);
    Checked {
        fixes: it.fixes,
        ..checked
    }
}

fn checked(subject: &Subject<'_>, told: &Told) -> Checked {
    Checked {
        path: PathBuf::from(subject.name),
        counts: Summary::of(subject.findings),
        shown: match told.format {
            Report::Human => Shown::Text(told.screen.file(subject)),
            Report::Github => Shown::Text(github::file(subject, told.lang)),
            Report::Junit => Shown::Text(junit::file(subject, told.fail_on, told.lang)),
            Report::Json => Shown::Json(json::file(subject, told.lang)),
            Report::Sarif => Shown::Sarif(sarif::file(subject, told.lang)),
        },
        fixes: Fixes::default(),
        moves: Moves::default(),
        used: None,
        elsewhere: Vec::new(),
    }
}

/// The settings files that were named, and those with findings.
fn settings_files(projects: &Projects, named: &[usize], told: &Told) -> Vec<Checked> {
    let mut files = Vec::new();
    for (number, project) in projects.met.iter().enumerate() {
        let findings = rules::check_settings(&project.file.problems, &project.file.settings);
        if !findings.is_empty() || named.contains(&number) {
            let name = project.path.to_string_lossy();
            files.push(checked(&Subject::settings(&name, &project.file, &findings), told));
        }
    }
    files
}

fn tell(checked: Vec<Checked>, counts: &Summary, asked: &args::Check, unread: &[String], told: &Told) -> String {
    let (mut text, mut files, mut found, mut done) = (String::new(), Vec::new(), Vec::new(), Vec::new());
    for it in checked {
        match it.shown {
            Shown::Text(it) => text.push_str(&it),
            Shown::Json(it) => files.push(it),
            Shown::Sarif(it) => found.extend(it),
        }
        if !it.fixes.is_empty() && !asked.quiet {
            done.push(it.fixes.words(&it.path.to_string_lossy()).get(told.lang).to_owned());
        }
    }
    if told.format == Report::Human {
        let done: String = done.iter().map(|it| plain(it) + "\n").collect();
        text.insert_str(0, &done);
    } else {
        // Programs read standard output; what was done is for the person beside them.
        done.iter().for_each(|it| note(it));
    }
    match told.format {
        Report::Json => json::report(&files, counts),
        Report::Sarif => sarif::report(found, unread, told.lang),
        Report::Junit => junit::report(&text, counts, told.fail_on, unread),
        Report::Github => text,
        // "No image template" would be a lie about files that could not be read.
        Report::Human if asked.quiet || (!unread.is_empty() && counts.files == 0) => text,
        Report::Human => text + &told.screen.summary(counts),
    }
}
