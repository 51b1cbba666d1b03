//! `aib-ls completions` and `aib-ls man`: shell completions and manual pages, from the same grammar as `--help`.

use clap::{Arg, Command};
use clap_complete::Shell;
use clap_mangen::roff::{Inline, Roff, bold, italic, roman};

use crate::cli::args::{self, grammar, text};
use crate::cli::{CLEAN, Failure, put};
use crate::locale::Lang;
use crate::say;

/// Prints the completion script of a shell.
pub(super) fn completions(shell: Shell, lang: Lang) -> Result<i32, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut grammar(lang), "aib-ls", &mut script);
    put(&String::from_utf8_lossy(&script))?;
    Ok(CLEAN)
}

/// Prints a manual page in roff.
pub(super) fn man(command: Option<&str>, lang: Lang) -> Result<i32, Failure> {
    let mut program = grammar(lang);
    // Gives each command its full name.
    program.build();
    let command = match command {
        None => &program,
        Some(name) => {
            let command = program.find_subcommand(name);
            command.ok_or_else(|| Failure::Command(name.to_owned()))?
        }
    };
    put(&page(command, lang))?;
    Ok(CLEAN)
}

/// The manual page of a command. `clap_mangen` writes its headings in English only, so only its roff is used.
fn page(command: &Command, lang: Lang) -> String {
    let mut roff = Roff::new();
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    let version = command.get_version().unwrap_or_default();
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let section = |roff: &mut Roff, title: &str| {
        roff.control("SH", [title.to_uppercase().as_str()]);
    };
    roff.control("TH", [name, "1", "", &format!("aib-ls {version}"), ""]);
    section(&mut roff, say! { en: "Name", pt_br: "Nome" }.get(lang));
    roff.text([roman(format!("{name} - {about}"))]);
    section(&mut roff, say! { en: "Synopsis", pt_br: "Sinopse" }.get(lang));
    let usage = command
        .get_overridden_usage()
        .map(ToString::to_string)
        .unwrap_or_default();
    for form in usage.lines().map(str::trim) {
        roff.text([roman(form)]);
        roff.control("br", []);
    }
    let (positionals, options): (Vec<&Arg>, Vec<&Arg>) = command.get_arguments().partition(|it| it.is_positional());
    for (title, arguments) in [(text::arguments(), positionals), (text::options(), options)] {
        if !arguments.is_empty() {
            section(&mut roff, title.get(lang));
        }
        for it in arguments {
            argument(&mut roff, command, it, lang);
        }
    }
    if command.has_subcommands() {
        section(&mut roff, say! { en: "Subcommands", pt_br: "Subcomandos" }.get(lang));
    }
    for it in command.get_subcommands() {
        roff.control("TP", []);
        roff.text([roman(format!("{name}-{}(1)", it.get_name()))]);
        roff.text([roman(it.get_about().map(ToString::to_string).unwrap_or_default())]);
    }
    section(&mut roff, say! { en: "Version", pt_br: "Versão" }.get(lang));
    roff.text([roman(format!("v{version}"))]);
    roff.to_roff()
}

fn argument(roff: &mut Roff, command: &Command, argument: &Arg, lang: Lang) {
    roff.control("TP", []);
    let short = argument.get_short().map(|it| [bold(format!("-{it}")), roman(", ")]);
    let long = argument.get_long().map(|it| bold(format!("--{it}")));
    let mut header: Vec<Inline> = short.into_iter().flatten().chain(long).collect();
    if argument.get_action().takes_values() {
        let name = argument.get_value_names().and_then(|it| it.first());
        let name = name.map_or_else(|| argument.get_id().as_str(), |it| it.as_str());
        header.extend((!argument.is_positional()).then(|| roman(" ")));
        header.push(italic(format!("<{name}>")));
        if let Some(default) = argument.get_default_values().first() {
            let default = text::default(&default.to_string_lossy());
            header.push(roman(format!(" {}", default.get(lang))));
        }
    }
    roff.text(header);
    let sentence = text::argument(command.get_name(), argument.get_id().as_str());
    roff.text([roman(sentence.map(|it| it.get(lang).to_owned()).unwrap_or_default())]);
    let values = args::values(argument, command.get_name(), lang);
    if values.is_empty() {
        return;
    }
    roff.text([
        Inline::LineBreak,
        italic(text::possible_values_heading().get(lang).to_owned()),
    ]);
    roff.control("RS", ["14"]);
    for (name, meaning) in values {
        let meaning = meaning.map(|it| format!(": {it}")).unwrap_or_default();
        roff.control("IP", ["\\(bu", "2"]);
        roff.text([roman(format!("{name}{meaning}"))]);
    }
    roff.control("RE", []);
}
