//! clap's help with the sentences of `text.rs`: clap speaks English only, so every text of its own is replaced or hidden.

use clap::builder::{PossibleValue, PossibleValuesParser, Styles};
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::cli::args::text;
use crate::cli::{CLEAN, exit_code, put};
use crate::locale::Lang;

/// The grammar with its sentences in one language.
pub(super) fn localized(grammar: Command, lang: Lang) -> Command {
    let commands: Vec<String> = grammar.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    let help = Command::new("help").arg(
        Arg::new("command")
            .value_name("COMMAND")
            .value_parser(PossibleValuesParser::new(commands)),
    );
    let grammar = grammar.disable_help_subcommand(true).subcommand(help);
    let flags = [("help", 'h', ArgAction::Help), ("version", 'V', ArgAction::Version)];
    let flags = flags.map(|(name, short, action)| Arg::new(name).long(name).short(short).action(action));
    let grammar = grammar.args(flags.map(|it| it.global(true).display_order(102)));
    let name = grammar.get_name().to_owned();
    let forms = [
        format!("{name} {}", text::some_options().get(lang)),
        format!("{name} <{}>", text::command().get(lang)),
    ];
    let grammar = command(grammar, &forms, lang);
    grammar.mut_subcommands(|it| {
        let form = usage(&it, &name, lang);
        command(it, &[form], lang)
    })
}

/// Prints the help of the program or of the command that was named, and returns the exit code.
pub(super) fn print(grammar: &mut Command, matches: &ArgMatches, lang: Lang) -> i32 {
    grammar.build();
    let name = matches.get_one::<String>("command");
    let command = name.and_then(|it| grammar.find_subcommand(it)).unwrap_or(grammar);
    let help = command.clone().render_long_help();
    exit_code(put(&help.ansi().to_string()).map(|()| CLEAN), lang)
}

/// The usage line of a command, without its heading.
fn usage(command: &Command, program: &str, lang: Lang) -> String {
    let mut line = format!("{program} {} {}", command.get_name(), text::some_options().get(lang));
    for it in command.get_positionals() {
        let name = value_name(it, lang);
        let is_list = matches!(it.get_action(), ArgAction::Append);
        line.push_str(&match (it.is_required_set(), is_list) {
            (true, true) => format!(" <{name}>..."),
            (true, false) => format!(" <{name}>"),
            (false, true) => format!(" [{name}]..."),
            (false, false) => format!(" [{name}]"),
        });
    }
    line
}

fn command(command: Command, usage: &[String], lang: Lang) -> Command {
    let name = command.get_name().to_owned();
    let header = Styles::styled().get_usage().to_owned();
    let heading = text::usage();
    let heading = heading.get(lang);
    let about = text::about(&name).map(|it| it.get(lang).to_owned()).unwrap_or_default();
    let indent = format!("\n{}", " ".repeat(heading.chars().count() + 1));
    command
        .about(about)
        .long_about(None)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .help_template(format!(
            "{{about-with-newline}}\n{header}{heading}{header:#} {{usage}}\n\n{{all-args}}"
        ))
        .override_usage(usage.join(&indent))
        .subcommand_help_heading(text::commands().get(lang).to_owned())
        .mut_args(|it| argument(it, &name, lang))
}

fn argument(argument: Arg, command: &str, lang: Lang) -> Arg {
    let heading = if argument.is_positional() {
        text::arguments()
    } else {
        text::options()
    };
    let sentence = text::argument(command, argument.get_id().as_str());
    let sentence = sentence.map(|it| it.get(lang).to_owned()).unwrap_or_default();
    if !argument.get_action().takes_values() {
        return argument
            .help_heading(heading.get(lang).to_owned())
            .help(sentence.clone())
            .long_help(sentence);
    }
    let values = values(&argument, command, lang);
    let default = argument.get_default_values().first();
    let default = default.map(|it| text::default(&it.to_string_lossy()).get(lang).to_owned());
    let names: Vec<&str> = values.iter().map(|it| it.0.as_str()).collect();
    let list = (!names.is_empty()).then(|| text::possible_values(&names).get(lang).to_owned());
    let short = [Some(sentence.clone()), default.clone(), list].into_iter().flatten();
    let short = short.collect::<Vec<String>>().join(" ");
    let long = long_help(&sentence, default.as_deref(), &values, lang);
    let name = value_name(&argument, lang);
    argument
        .help_heading(heading.get(lang).to_owned())
        .long_help(long.unwrap_or_else(|| short.clone()))
        .help(short)
        .value_name(name)
        .hide_default_value(true)
        .hide_possible_values(true)
}

/// The help that gives each value a line; `None` where the values explain themselves.
fn long_help(sentence: &str, default: Option<&str>, values: &[(String, Option<String>)], lang: Lang) -> Option<String> {
    values.iter().find(|it| it.1.is_some())?;
    let mut help = format!("{sentence}\n\n{}", text::possible_values_heading().get(lang));
    for (name, meaning) in values {
        let meaning = meaning.as_ref().map(|it| format!(": {it}")).unwrap_or_default();
        help.push_str(&format!("\n- {name}{meaning}"));
    }
    if let Some(default) = default {
        help.push_str(&format!("\n\n{default}"));
    }
    Some(help)
}

/// The values that an argument takes and what they mean.
pub fn values(argument: &Arg, command: &str, lang: Lang) -> Vec<(String, Option<String>)> {
    let value = |it: PossibleValue| {
        let meaning = text::value(command, argument.get_id().as_str(), it.get_name());
        (it.get_name().to_owned(), meaning.map(|it| it.get(lang).to_owned()))
    };
    argument.get_possible_values().into_iter().map(value).collect()
}

fn value_name(argument: &Arg, lang: Lang) -> String {
    let name = argument.get_value_names().and_then(|it| it.first());
    let name = name.map_or_else(|| argument.get_id().as_str(), |it| it.as_str());
    text::value_name(name).get(lang).to_owned()
}
