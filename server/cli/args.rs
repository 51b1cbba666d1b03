//! The grammar of the command line. The sentences that `--help` and manual pages show are in `args/text.rs`, in every language.

mod error;
mod help;
pub mod text;

use std::convert::Infallible;
use std::ffi::OsString;
use std::path::PathBuf;
use std::{env, process};

use clap::{Args, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub use crate::cli::args::help::values;
use crate::locale::Lang;
use crate::rules::Level;

#[derive(Debug, Parser)]
#[command(name = "aib-ls", version, propagate_version = true, arg_required_else_help = true)]
struct Arguments {
    #[arg(long)]
    stdio: bool,
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language, display_order = 100)]
    lang: Option<Lang>,
    /// On a terminal, unless the environment says otherwise: <https://no-color.org>, <https://bixense.com/clicolors>.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        display_order = 101
    )]
    color: ColorChoice,
    #[command(subcommand)]
    command: Option<Command>,
}

/// The command to run.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The language server.
    Serve {
        #[arg(long)]
        stdio: bool,
    },
    #[command(flatten)]
    Task(Task),
}

/// A command that does its work and ends.
#[derive(Debug, Subcommand)]
pub enum Task {
    Check(Check),
    Explain {
        #[arg(value_name = "RULE|ERROR")]
        rule: Option<String>,
    },
    Doctor(Doctor),
    Permissions(Permissions),
    Rules {
        #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
        format: RulesFormat,
    },
    Schema {
        #[arg(long, value_name = "VERSION")]
        api_version: Option<String>,
    },
    Completions {
        #[arg(value_enum, value_name = "SHELL")]
        shell: Shell,
    },
    Man {
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
}

/// The language of messages.
#[derive(Debug, Clone, Copy)]
pub struct Language {
    option: Option<Lang>,
    environment: Lang,
}

/// The arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[arg(long)]
    pub skip_others: bool,
    #[arg(long)]
    pub fix: bool,
    #[arg(long, value_name = "VERSION", requires = "fix")]
    pub to_api_version: Option<String>,
    #[arg(long, value_name = "VERSION", requires = "to_api_version")]
    pub from_api_version: Option<String>,
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: CheckFormat,
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub fail_on: FailOn,
    #[arg(long, value_name = "VERSION")]
    pub api_version: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub parameters: Option<PathBuf>,
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    #[arg(long, short)]
    pub quiet: bool,
}

/// The arguments of `doctor`.
#[derive(Debug, Args)]
pub struct Doctor {
    #[arg(value_name = "LOG", required = true)]
    pub logs: Vec<PathBuf>,
    #[arg(long)]
    pub compare: bool,
    #[arg(long, value_name = "FILE")]
    pub template: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: DoctorFormat,
}

/// The arguments of `permissions`.
#[derive(Debug, Args)]
pub struct Permissions {
    #[arg(value_name = "TEMPLATE")]
    pub template: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub parameters: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: PermissionsFormat,
}

/// Output formats of `rules`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum RulesFormat {
    #[default]
    Human,
    Json,
}

/// Output formats of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum CheckFormat {
    #[default]
    Human,
    Json,
    Sarif,
    Github,
    Junit,
}

/// Output formats of `doctor`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum DoctorFormat {
    #[default]
    Human,
    Json,
    Html,
    Markdown,
}

/// Output formats of `permissions`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum PermissionsFormat {
    #[default]
    Human,
    Role,
    Az,
    Bicep,
    Html,
    Markdown,
}

/// The lowest severity that makes `check` exit with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum FailOn {
    Error,
    #[default]
    Warning,
    Information,
    Hint,
    Never,
}

/// The whole grammar, with its sentences in one language.
pub fn grammar(lang: Lang) -> clap::Command {
    help::localized(Arguments::command(), lang)
}

/// Reads the arguments of the process. Arguments that are not accepted end the process with code 2.
pub fn read() -> (Command, Language) {
    let arguments: Vec<OsString> = env::args_os().collect();
    let lang = option(&arguments, "--lang").map_or_else(from_environment, |it| Lang::from_locale(&it));
    let color = option(&arguments, "--color").and_then(|it| ColorChoice::from_str(&it, false).ok());
    apply(color.unwrap_or_default());
    let mut grammar = grammar(lang);
    let matches = grammar.try_get_matches_from_mut(&arguments);
    let refuse = |error: &clap::Error| -> ! { process::exit(error::print(error, &grammar, &arguments, lang)) };
    let matches = matches.unwrap_or_else(|error| refuse(&error));
    match matches.subcommand() {
        Some((name, _)) if matches.get_flag("stdio") => refuse(&error::conflict("--stdio", name)),
        Some(("help", matches)) => {
            process::exit(help::print(&mut grammar, matches, lang));
        }
        _ => {}
    }
    let read = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| refuse(&error));
    apply(read.color);
    let language = Language {
        option: read.lang,
        environment: from_environment(),
    };
    (read.command.unwrap_or(Command::Serve { stdio: read.stdio }), language)
}

/// Makes it the choice for every stream of the process.
fn apply(color: ColorChoice) {
    let choice = match color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

/// The value of an option before the arguments are parsed: the language and colours of an error in them depend on it.
fn option(arguments: &[OsString], name: &str) -> Option<String> {
    let mut arguments = arguments.iter().skip(1).filter_map(|it| it.to_str());
    while let Some(argument) = arguments.next() {
        match argument.strip_prefix(name) {
            _ if argument == "--" => return None,
            Some("") => return arguments.next().map(str::to_owned),
            Some(rest) if rest.starts_with('=') => return rest.get(1..).map(str::to_owned),
            _ => {}
        }
    }
    None
}

/// The language of the environment, in the order in which POSIX looks for the language of messages.
fn from_environment() -> Lang {
    let mut set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|it| env::var(it).ok());
    set.find(|it| !it.is_empty())
        .map(|it| Lang::from_locale(&it))
        .unwrap_or_default()
}

impl Language {
    /// The language of `--lang`, else that of the settings, else that of the environment.
    pub fn or_set(self, set: Option<Lang>) -> Lang {
        self.option.or(set).unwrap_or(self.environment)
    }
}

impl FailOn {
    /// The lowest severity that counts; `None` where none does.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Error => Some(Level::Error),
            Self::Warning => Some(Level::Warning),
            Self::Information => Some(Level::Information),
            Self::Hint => Some(Level::Hint),
            Self::Never => None,
        }
    }
}

fn language(word: &str) -> Result<Lang, Infallible> {
    Ok(Lang::from_locale(word))
}
