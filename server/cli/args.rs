//! What can be written behind `aib-ls`. The sentences here are the ones that `--help` shows.

use std::convert::Infallible;
use std::env;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::locale::Lang;
use crate::rules::Level;

/// Language server, linter and log doctor for Azure VM Image Builder templates.
#[derive(Debug, Parser)]
#[command(
    name = "aib-ls",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    args_conflicts_with_subcommands = true
)]
struct Arguments {
    /// Start the language server on standard input and output.
    #[arg(long)]
    stdio: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What the program is asked for.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the language server on standard input and output.
    Serve {
        /// Use standard input and output, which is the only way there is.
        #[arg(long)]
        stdio: bool,
    },
    #[command(flatten)]
    Task(Task),
}

/// What is done once and then over.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Check image templates.
    Check(Check),
    /// Explain a rule, or list the rules.
    Explain(Explain),
    /// Read the log of a build, or what the service says about it, and tell what went wrong.
    Doctor(Doctor),
    /// Tell what the identity of a template needs to be allowed to do.
    Permissions(Permissions),
    /// List every rule.
    Rules(Rules),
    /// Print the JSON Schema of an API version.
    Schema(Schema),
    /// Print what completes the arguments of aib-ls in a shell.
    Completions(Completions),
    /// Print the manual page of aib-ls or of one of its commands.
    Man(Man),
}

/// The arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// File or folder to check, or - for standard input; without one, the folder it stands in.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Pass over files that hold no image template when they are named, too, and not only in a folder.
    #[arg(long)]
    pub skip_others: bool,
    /// Apply every fix that invents nothing and loses nothing, then report what is left.
    #[arg(long)]
    pub fix: bool,
    /// Move image templates to this API version, their bodies too, and tell what is left to their authors.
    #[arg(long, value_name = "VERSION", requires = "fix")]
    pub to_api_version: Option<String>,
    /// How findings are shown.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Report,
    /// Exit with 1 where a finding is at least this severe.
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub fail_on: FailOn,
    /// API version of templates that do not name theirs, before that of aib-ls.toml.
    #[arg(long, value_name = "VERSION")]
    pub api_version: Option<String>,
    /// Parameter file of every deployment checked, before that of aib-ls.toml and the one beside the template.
    #[arg(long, value_name = "FILE")]
    pub parameters: Option<PathBuf>,
    /// Name under which standard input is checked and reported.
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    /// Print findings and nothing else.
    #[arg(long, short)]
    pub quiet: bool,
    #[command(flatten)]
    pub words: Words,
}

/// The arguments of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// Id of the rule or of the known failure, such as timeout/below-minimum or log/apt-lock.
    #[arg(value_name = "RULE|ERROR")]
    pub rule: Option<String>,
    #[command(flatten)]
    pub words: Words,
}

/// The arguments of `doctor`.
#[derive(Debug, Args)]
pub struct Doctor {
    /// customization.log, an answer of the service, the log of a pipeline, or a part of one; - for standard input.
    #[arg(value_name = "LOG")]
    pub log: PathBuf,
    /// The image template that was built; without one, the template of this folder and below that fits the log.
    #[arg(long, value_name = "FILE")]
    pub template: Option<PathBuf>,
    /// How it is told.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Told,
    #[command(flatten)]
    pub words: Words,
}

/// The arguments of `permissions`.
#[derive(Debug, Args)]
pub struct Permissions {
    /// The image template, or - for standard input.
    #[arg(value_name = "TEMPLATE")]
    pub template: PathBuf,
    /// Parameter file of the deployment, before that of aib-ls.toml and the one beside the template.
    #[arg(long, value_name = "FILE")]
    pub parameters: Option<PathBuf>,
    /// How the permissions are shown.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Grants,
    #[command(flatten)]
    pub words: Words,
}

/// The arguments of `rules`.
#[derive(Debug, Args)]
pub struct Rules {
    /// How rules are shown.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    #[command(flatten)]
    pub words: Words,
}

/// The arguments of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// API version; without one, the newest.
    #[arg(long, value_name = "VERSION")]
    pub api_version: Option<String>,
    #[command(flatten)]
    pub words: Words,
}

/// The arguments of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
    #[command(flatten)]
    pub words: Words,
}

/// The arguments of `man`.
#[derive(Debug, Args)]
pub struct Man {
    /// A command, such as check; without one, the page of aib-ls.
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
    #[command(flatten)]
    pub words: Words,
}

/// The language, the same for every command.
#[derive(Debug, Args)]
pub struct Words {
    /// Language of the messages, en or pt-br; without one, that of the settings or of the environment.
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    lang: Option<Lang>,
}

/// For whom the output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// Text for people.
    #[default]
    Human,
    /// One JSON object for programs.
    Json,
}

/// For whom the findings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Report {
    /// Text for people.
    #[default]
    Human,
    /// One JSON object for programs.
    Json,
    /// A log of the Static Analysis Results Interchange Format 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands, which GitHub shows on the changed lines.
    Github,
    /// A test report; findings that decide the exit code are failures.
    Junit,
}

/// For whom it is told what a log shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Told {
    /// Text for people.
    #[default]
    Human,
    /// One JSON object for programs.
    Json,
    /// A page for a browser or for paper, in one file.
    Html,
    /// Markdown, for the summary of a job or a comment on a pull request.
    Markdown,
}

/// In which shape permissions are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Grants {
    /// Text for people.
    #[default]
    Human,
    /// A custom role in JSON, for az role definition create.
    Role,
    /// Commands of the Azure CLI.
    Az,
    /// A Bicep file.
    Bicep,
    /// A page for a browser or for paper, in one file.
    Html,
    /// Markdown, for the summary of a job or a comment on a pull request.
    Markdown,
}

/// From which severity on a finding decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum FailOn {
    Error,
    #[default]
    Warning,
    Information,
    Hint,
    Never,
}

/// Everything that can be written, for what tells people and shells about it.
pub fn grammar() -> clap::Command {
    Arguments::command()
}

/// Reads the arguments of the process. What cannot be read ends it here, with code 2.
pub fn read() -> Command {
    let arguments = Arguments::parse();
    arguments.command.unwrap_or(Command::Serve { stdio: arguments.stdio })
}

impl Words {
    /// The language that was asked for, or else the one of the environment.
    pub fn lang(&self) -> Lang {
        self.lang_or(None)
    }

    /// The language that was asked for, or else the one of the settings, or else the one of the environment.
    pub fn lang_or(&self, set: Option<Lang>) -> Lang {
        self.lang.or(set).unwrap_or_else(|| {
            // The order in which POSIX asks for the language of messages.
            let mut set = ["LC_ALL", "LC_MESSAGES", "LANG"]
                .into_iter()
                .filter_map(|it| env::var(it).ok());
            set.find(|it| !it.is_empty())
                .map(|it| Lang::from_locale(&it))
                .unwrap_or_default()
        })
    }
}

impl FailOn {
    /// The mildest level that decides; `None` when none does.
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
