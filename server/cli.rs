//! The command line: runs one command, prints its output, and returns the exit code.

pub mod args;
mod check;
mod doctor;
mod explain;
mod fix;
mod input;
mod manual;
mod migration;
mod permissions;
pub mod output;
pub mod progress;
mod rules;
mod schema;
mod scripts;
mod session;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::builder::Styles;

use crate::cli::args::{Language, Task};
use crate::cli::input::Unreadable;
use crate::insight::migrate::refusal::Refusal;
use crate::locale::{Lang, Message};
use crate::project::read;
use crate::say;
use crate::schema::slice;
use crate::text::plain::{plain, without_commands};
use crate::text::redact::redacted;

/// Exit code: the command ran, and no finding reaches the required severity.
const CLEAN: i32 = 0;
/// Exit code: the command ran, and there are findings.
const FINDINGS: i32 = 1;
/// Exit code: the command could not run, or not on all of its input.
const FAILED: i32 = 2;

/// Why a command could not run at all.
enum Failure {
    /// An API version that does not exist.
    Version(String),
    /// An API version that is not a migration target.
    Target(Refusal),
    /// A migration from a version that is not older than the target.
    NotOlder,
    /// A rule or failure that does not exist, and similar IDs.
    Rule(String, Vec<&'static str>),
    /// A command that does not exist.
    Command(String),
    /// A name for standard input, which is not one of the paths.
    NoStandardInput,
    /// Fixes for standard input, which is not a file.
    FixedInput,
    /// A comparison of one log, of more than two, or of a folder.
    NotTwoLogs,
    /// A text that is not related to an image build.
    ForeignLog(PathBuf),
    /// The only input cannot be read.
    Unreadable(Unreadable),
    /// The output cannot be written.
    Output(io::Error),
}

impl From<Unreadable> for Failure {
    fn from(input: Unreadable) -> Self {
        Self::Unreadable(input)
    }
}

/// Runs a command and returns the exit code of the process.
pub fn run(task: &Task, language: Language) -> i32 {
    let lang = language.or_set(None);
    let done = match task {
        Task::Check(asked) => check::run(asked, language),
        Task::Completions { shell } => manual::completions(*shell, lang),
        Task::Doctor(asked) => doctor::run(asked, lang),
        Task::Explain { rule } => explain::run(rule.as_deref(), lang),
        Task::Man { command } => manual::man(command.as_deref(), lang),
        Task::Permissions(asked) => permissions::run(asked, lang),
        Task::Rules { format } => rules::run(*format, lang),
        Task::Schema { api_version } => schema::run(api_version.as_deref(), lang),
    };
    exit_code(done, lang)
}

/// The exit code of a command. Why it could not run is printed.
fn exit_code(done: Result<i32, Failure>, lang: Lang) -> i32 {
    done.unwrap_or_else(|failure| {
        complain(failure.words().get(lang), lang);
        FAILED
    })
}

impl Failure {
    fn words(&self) -> Message {
        match self {
            Self::Version(version) => {
                let known = slice::versions().join(", ");
                say! {
                    en: "unknown API version `{version}`; known versions: {known}",
                    pt_br: "versão de API desconhecida `{version}`; versões conhecidas: {known}",
                }
            }
            Self::Target(refusal) => refusal.words(),
            Self::NotOlder => say! {
                en: "the version of `--from-api-version` must be older than that of `--to-api-version`",
                pt_br: "a versão de `--from-api-version` precisa ser mais antiga que a de `--to-api-version`",
            },
            Self::Rule(id, near) => match near.as_slice() {
                [] => say! {
                    en: "unknown rule or failure `{id}`; `aib-ls explain` lists all of them",
                    pt_br: "regra ou falha desconhecida `{id}`; `aib-ls explain` lista todas",
                },
                near => {
                    let (or, ou) = (near.join("` or `"), near.join("` ou `"));
                    say! {
                        en: "unknown rule or failure `{id}`; did you mean `{or}`?",
                        pt_br: "regra ou falha desconhecida `{id}`; você quis dizer `{ou}`?",
                    }
                }
            },
            Self::Command(name) => say! {
                en: "unknown command `{name}`; `aib-ls help` lists all commands",
                pt_br: "comando desconhecido `{name}`; `aib-ls help` lista todos os comandos",
            },
            Self::NoStandardInput => say! {
                en: "`--stdin-filename` requires standard input: add the path `-`",
                pt_br: "`--stdin-filename` exige a entrada padrão: adicione o caminho `-`",
            },
            Self::FixedInput => say! {
                en: "`--fix` cannot be used with standard input",
                pt_br: "`--fix` não pode ser usado com a entrada padrão",
            },
            Self::NotTwoLogs => say! {
                en: "`--compare` takes two logs: the older build, then the newer one",
                pt_br: "`--compare` recebe dois logs: o do build anterior e o do mais recente",
            },
            Self::ForeignLog(path) => {
                let file = path.to_string_lossy();
                say! {
                    en: "{file} contains no build log and no response or status of the service",
                    pt_br: "{file} não contém um log de build nem uma resposta ou um status do serviço",
                }
            }
            Self::Unreadable(it) => it.words(),
            Self::Output(error) => {
                let why = read::reason(error);
                say! {
                    en: "cannot write to standard output: {why}",
                    pt_br: "não é possível gravar na saída padrão: {why}",
                }
            }
        }
    }
}

/// Rejects an API version that does not exist: a misspelled one would silently disable rules.
fn known_version(version: Option<&str>) -> Result<(), Failure> {
    match version {
        Some(it) if !slice::versions().contains(&it) => Err(Failure::Version(it.to_owned())),
        _ => Ok(()),
    }
}

/// Writes to standard output, which drops colours where they are not wanted. A reader that stops early, such as `head`, is no
/// failure.
fn put(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}

/// Writes text with words of other people to standard output: none of them is a command for the system that runs a job.
fn put_text(text: &str) -> Result<(), Failure> {
    put(&without_commands(text))
}

/// Prints an error message on standard error, in one line.
fn complain(message: &str, lang: Lang) {
    let word = say! { en: "error:", pt_br: "erro:" };
    let style = *Styles::styled().get_error();
    write_error(&format!(
        "{style}{}{style:#} {}",
        word.get(lang),
        plain(&redacted(message))
    ));
}

/// Prints a message on standard error, in one line.
fn note(message: &str) {
    write_error(&plain(&redacted(message)));
}

fn write_error(line: &str) {
    // A closed standard error has no reader to inform.
    let _ = writeln!(anstream::stderr().lock(), "{}", without_commands(line));
}
