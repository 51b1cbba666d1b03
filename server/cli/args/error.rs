//! Usage errors in the language of the reader. clap reports what is wrong as data; its own sentences are English only.

use std::ffi::OsString;

use clap::builder::Styles;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};

use crate::cli::args::text;
use crate::cli::{CLEAN, exit_code, put};
use crate::locale::{Lang, Message};
use crate::say;
use crate::text::plain::{plain, without_commands};
use crate::text::redact::redacted;

/// Prints an error, or the help or version that was asked for, and returns the exit code.
pub(super) fn print(error: &Error, grammar: &Command, arguments: &[OsString], lang: Lang) -> i32 {
    if let Some(message) = message(error) {
        let text = rendered(error, &message, command(grammar, arguments), lang);
        // A closed standard error has no reader to inform.
        let _ = std::io::Write::write_all(&mut anstream::stderr(), without_commands(&text).as_bytes());
    } else if error.use_stderr() {
        let _ = error.print();
    } else {
        return exit_code(put(&error.render().ansi().to_string()).map(|()| CLEAN), lang);
    }
    error.exit_code()
}

/// Two arguments that cannot be used together, which the grammar does not say.
pub(super) fn conflict(argument: &str, other: &str) -> Error {
    let mut error = Error::new(ErrorKind::ArgumentConflict);
    error.insert(ContextKind::InvalidArg, ContextValue::String(argument.to_owned()));
    error.insert(ContextKind::PriorArg, ContextValue::String(other.to_owned()));
    error
}

/// The command that the arguments name, else the program.
fn command<'c>(grammar: &'c Command, arguments: &[OsString]) -> &'c Command {
    let mut words = arguments.iter().skip(1).filter_map(|it| it.to_str());
    words.find_map(|it| grammar.find_subcommand(it)).unwrap_or(grammar)
}

/// The sentence about an error; `None` for help and the version, which are none.
fn message(error: &Error) -> Option<Message> {
    let argument = shown(error, ContextKind::InvalidArg);
    let value = shown(error, ContextKind::InvalidValue);
    Some(match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return None;
        }
        ErrorKind::InvalidValue | ErrorKind::NoEquals | ErrorKind::TooFewValues if value.is_empty() => say! {
            en: "a value is required for '{argument}' but none was supplied",
            pt_br: "'{argument}' exige um valor, mas nenhum foi informado",
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => say! {
            en: "invalid value '{value}' for '{argument}'",
            pt_br: "valor inválido '{value}' para '{argument}'",
        },
        ErrorKind::UnknownArgument => say! {
            en: "unexpected argument '{argument}' found",
            pt_br: "argumento inesperado '{argument}'",
        },
        ErrorKind::InvalidSubcommand => {
            let name = shown(error, ContextKind::InvalidSubcommand);
            say! { en: "unrecognized command '{name}'", pt_br: "comando desconhecido '{name}'" }
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => say! {
            en: "unexpected value '{value}' for '{argument}'",
            pt_br: "valor inesperado '{value}' para '{argument}'",
        },
        ErrorKind::ArgumentConflict => {
            let other = shown(error, ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                say! {
                    en: "the argument '{argument}' cannot be used multiple times",
                    pt_br: "o argumento '{argument}' não pode ser usado mais de uma vez",
                }
            } else {
                say! {
                    en: "the argument '{argument}' cannot be used with '{other}'",
                    pt_br: "o argumento '{argument}' não pode ser usado com '{other}'",
                }
            }
        }
        ErrorKind::MissingRequiredArgument => say! {
            en: "required argument missing: {argument}",
            pt_br: "falta um argumento obrigatório: {argument}",
        },
        ErrorKind::MissingSubcommand => say! { en: "a command is required", pt_br: "é necessário um comando" },
        ErrorKind::InvalidUtf8 => say! {
            en: "an argument is not valid UTF-8",
            pt_br: "um argumento não é UTF-8 válido",
        },
        _ => say! { en: "the arguments cannot be read", pt_br: "não é possível ler os argumentos" },
    })
}

fn rendered(error: &Error, message: &Message, command: &Command, lang: Lang) -> String {
    let styles = Styles::styled();
    let (bad, good) = (styles.get_error(), styles.get_valid());
    let (header, literal) = (styles.get_usage(), styles.get_literal());
    let word = say! { en: "error:", pt_br: "erro:" };
    let mut out = format!("{bad}{}{bad:#} {}\n", word.get(lang), redacted(message.get(lang)));
    let suggested = [
        ContextKind::SuggestedValue,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
    ];
    let values = strings(error, ContextKind::ValidValue);
    if !values.is_empty() {
        out.push_str(&format!("  {}\n", text::possible_values(&values).get(lang)));
    }
    let similar = suggested.iter().flat_map(|it| strings(error, *it)).next();
    if let Some(similar) = similar {
        let tip = say! { en: "did you mean '{similar}'?", pt_br: "você quis dizer '{similar}'?" };
        let word = say! { en: "tip:", pt_br: "dica:" };
        out.push_str(&format!("\n  {good}{}{good:#} {}\n", word.get(lang), tip.get(lang)));
    }
    if let Some(usage) = command.get_overridden_usage() {
        out.push_str(&format!("\n{header}{}{header:#} {usage}\n", text::usage().get(lang)));
    }
    let help = format!("{literal}--help{literal:#}");
    let more = say! {
        en: "For more information, try '{help}'.",
        pt_br: "Para obter mais informações, use '{help}'.",
    };
    out + "\n" + more.get(lang) + "\n"
}

/// What clap says about an error under a heading, as text.
fn shown(error: &Error, kind: ContextKind) -> String {
    plain(&strings(error, kind).join(" "))
}

fn strings(error: &Error, kind: ContextKind) -> Vec<&str> {
    match error.get(kind) {
        Some(ContextValue::String(it)) => vec![it],
        Some(ContextValue::Strings(all)) => all.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}
