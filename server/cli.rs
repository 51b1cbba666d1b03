//! The command line: one command in, text out, an exit code back. Only this floor and `lsp` see files or the environment.

pub mod args;
mod check;
mod doctor;
mod explain;
mod fix;
mod input;
mod manual;
mod moves;
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

use crate::cli::args::Task;
use crate::cli::input::Unreadable;
use crate::insight::migrate::refusal::Refusal;
use crate::locale::{Lang, Say};
use crate::project::read;
use crate::say;
use crate::schema::slice;
use crate::text::plain::plain;

/// Exit code: it ran, and nothing reaches the level that was asked for.
const CLEAN: i32 = 0;
/// Exit code: it ran, and there are findings.
const FINDINGS: i32 = 1;
/// Exit code: it could not run, or not on everything it was asked about.
const FAILED: i32 = 2;

/// Why a command could not run at all.
enum Failure {
    /// An API version nobody published.
    Version(String),
    /// An API version to which nothing can be moved.
    Target(Refusal),
    /// A rule nobody wrote, and the ids that come near.
    Rule(String, Vec<&'static str>),
    /// A command that does not exist.
    Command(String),
    /// A name for standard input, which is not among the paths.
    NoStandardInput,
    /// Standard input was to be fixed, which is no file.
    FixedInput,
    /// A text in which nothing belongs to an image build.
    ForeignLog(PathBuf),
    /// The one file it was about.
    Unreadable(Unreadable),
    /// What was found cannot be told.
    Output(io::Error),
}

/// Runs a command and gives the exit code of the process.
pub fn run(task: &Task) -> i32 {
    let done = match task {
        Task::Check(asked) => check::run(asked),
        Task::Completions(asked) => manual::completions(asked),
        Task::Doctor(asked) => doctor::run(asked),
        Task::Explain(asked) => explain::run(asked),
        Task::Man(asked) => manual::man(asked),
        Task::Permissions(asked) => permissions::run(asked),
        Task::Rules(asked) => rules::run(asked),
        Task::Schema(asked) => schema::run(asked),
    };
    let lang = task.common().lang();
    done.unwrap_or_else(|failure| {
        complain(failure.words().get(lang), lang);
        FAILED
    })
}

impl Failure {
    fn words(&self) -> Say {
        match self {
            Self::Version(version) => {
                let known = slice::versions().join(", ");
                say! {
                    en: "`{version}` is not an API version; there are {known}",
                    pt_br: "`{version}` não é uma versão de API; existem {known}",
                }
            }
            Self::Target(refusal) => refusal.words(),
            Self::Rule(asked, near) => match near.as_slice() {
                [] => say! {
                    en: "there is no rule or known failure `{asked}`; `aib-ls explain` lists them",
                    pt_br: "não existe a regra ou falha conhecida `{asked}`; `aib-ls explain` lista todas",
                },
                near => {
                    let (or, ou) = (near.join("` or `"), near.join("` ou `"));
                    say! {
                        en: "there is no rule or known failure `{asked}`; did you mean `{or}`?",
                        pt_br: "não existe a regra ou falha conhecida `{asked}`; seria `{ou}`?",
                    }
                }
            },
            Self::Command(name) => say! {
                en: "there is no command `{name}`; `aib-ls help` lists them",
                pt_br: "não existe o comando `{name}`; `aib-ls help` lista todos",
            },
            Self::NoStandardInput => say! {
                en: "`--stdin-filename` names standard input, which is read where a path is `-`",
                pt_br: "`--stdin-filename` dá nome à entrada padrão, que é lida onde um caminho é `-`",
            },
            Self::FixedInput => say! {
                en: "`--fix` writes files, and standard input is none",
                pt_br: "`--fix` grava arquivos, e a entrada padrão não é um",
            },
            Self::ForeignLog(path) => {
                let file = path.to_string_lossy();
                say! {
                    en: "{file} holds nothing of an image build: no line of customization.log, no answer or state of the service",
                    pt_br: "{file} não contém nada de um build de imagem: nenhuma linha de customization.log, nenhuma resposta ou estado do serviço",
                }
            }
            Self::Unreadable(it) => it.words(),
            Self::Output(error) => {
                let why = read::reason(error);
                say! {
                    en: "standard output cannot be written: {why}",
                    pt_br: "não é possível gravar na saída padrão: {why}",
                }
            }
        }
    }
}

/// Refuses an API version that does not exist: a misspelt one would switch rules off in silence.
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

/// Prints an error message on standard error, in one line.
fn complain(message: &str, lang: Lang) {
    let word = say! { en: "error:", pt_br: "erro:" };
    let style = *Styles::styled().get_error();
    write_error(&format!("{style}{}{style:#} {}", word.get(lang), plain(message)));
}

/// Prints a message on standard error, in one line.
fn note(message: &str) {
    write_error(&plain(message));
}

fn write_error(line: &str) {
    // A closed standard error has no reader to inform.
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}
