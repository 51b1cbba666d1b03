//! `--help`, `help` and usage errors, in every language.

use aib_ls::cli::args::{self, text};
use aib_ls::locale::Lang;
use expect_test::expect;

use super::{Folder, run};

/// Every command with the program itself.
fn commands(lang: Lang) -> Vec<clap::Command> {
    let mut program = args::grammar(lang);
    program.build();
    let commands: Vec<clap::Command> = program.get_subcommands().cloned().collect();
    [vec![program], commands].concat()
}

#[test]
fn every_command_argument_and_value_has_a_sentence() {
    let mut missing = Vec::new();
    for command in commands(Lang::En) {
        let name = command.get_name();
        if text::about(name).is_none() {
            missing.push(name.to_owned());
        }
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str();
            if text::argument(name, id).is_none() {
                missing.push(format!("{name} {id}"));
            }
            let values = args::values(argument, name, Lang::En);
            let explained = values.iter().filter(|it| it.1.is_some()).count();
            if explained > 0 && explained < values.len() {
                missing.push(format!("{name} {id}: {values:?}"));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn help_in_portuguese_contains_no_english_of_the_library() {
    for mut command in commands(Lang::PtBr) {
        let help = command.render_long_help().to_string() + &command.render_help().to_string();
        for english in [
            "Usage",
            "Options",
            "Arguments",
            "Commands",
            "[default",
            "ossible values",
            "Print",
        ] {
            assert!(!help.contains(english), "{english} in {help}");
        }
    }
}

#[test]
fn help_speaks_the_language_of_the_option_or_of_the_environment() {
    let folder = Folder::new();
    let expected = expect![[r#"
        Lista todas as regras

        Uso: aib-ls rules [OPÇÕES]

        Opções:
              --format <FORMATO>  Formato da saída [padrão: human] [valores possíveis: human, json]
              --lang <IDIOMA>     Idioma das mensagens, en ou pt-br; por padrão, o das configurações ou do ambiente
              --color <QUANDO>    Quando usar cores [padrão: auto] [valores possíveis: auto, always, never]
          -h, --help              Mostra a ajuda
          -V, --version           Mostra a versão
    "#]];
    expected.assert_eq(&folder.run(&["rules", "-h", "--lang", "pt-br"]).out);
    expected.assert_eq(&folder.run(&["--lang=pt", "rules", "-h"]).out);
    let mut command = folder.command(&["rules", "-h"]);
    expected.assert_eq(&run(command.env("LC_ALL", "pt_BR.UTF-8"), b"").out);
}

#[test]
fn the_help_command_explains_another_command() {
    let folder = Folder::new();
    let help = folder.run(&["help", "schema"]);
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    assert_eq!(help.out, folder.run(&["schema", "--help"]).out);
    assert_eq!(folder.run(&["help"]).out, folder.run(&["--help"]).out);
}

#[test]
fn usage_errors_speak_every_language() {
    let folder = Folder::new();
    let errors = |lang: &str| {
        let cases: [&[&str]; 8] = [
            &["chekc"],
            &["check", "--format", "xml"],
            &["check", "--fixx"],
            &["check", "--to-api-version", "2024-02-01"],
            &["check", "--quiet", "--quiet"],
            &["check", "--format"],
            &["doctor"],
            &["--stdio", "check"],
        ];
        let mut all = String::new();
        for arguments in cases {
            let answer = folder.run(&[arguments, &["--lang", lang]].concat());
            assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{arguments:?}");
            all += answer.err.split("\n\n").next().unwrap();
            all += "\n";
        }
        all + folder.run(&["man", "x", "y", "--lang", lang]).err.as_str()
    };
    expect![[r#"
        error: unrecognized command 'chekc'
        error: invalid value 'xml' for '--format <FORMAT>'
          [possible values: human, json, sarif, github, junit]
        error: unexpected argument '--fixx' found
        error: required argument missing: --fix
        error: the argument '--quiet' cannot be used multiple times
        error: a value is required for '--format <FORMAT>' but none was supplied
          [possible values: human, json, sarif, github, junit]
        error: required argument missing: <LOG>...
        error: the argument '--stdio' cannot be used with 'check'
        error: unexpected argument 'y' found

        Usage: aib-ls man [OPTIONS] [COMMAND]

        For more information, try '--help'.
    "#]]
    .assert_eq(&errors("en"));
    expect![[r#"
        erro: comando desconhecido 'chekc'
        erro: valor inválido 'xml' para '--format <FORMATO>'
          [valores possíveis: human, json, sarif, github, junit]
        erro: argumento inesperado '--fixx'
        erro: falta um argumento obrigatório: --fix
        erro: o argumento '--quiet' não pode ser usado mais de uma vez
        erro: '--format <FORMATO>' exige um valor, mas nenhum foi informado
          [valores possíveis: human, json, sarif, github, junit]
        erro: falta um argumento obrigatório: <LOG>...
        erro: o argumento '--stdio' não pode ser usado com 'check'
        erro: argumento inesperado 'y'

        Uso: aib-ls man [OPÇÕES] [COMANDO]

        Para obter mais informações, use '--help'.
    "#]]
    .assert_eq(&errors("pt-br"));
}
