//! `completions` and `man`: what shells and manuals know of the arguments.

use super::Folder;

#[test]
fn completions_of_every_shell_name_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let answer = Folder::new().run(&["completions", shell]);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""));
        for word in ["check", "doctor", "fail-on"] {
            assert!(answer.out.contains(word), "{word} is missing for {shell}");
        }
    }
    let answer = Folder::new().run(&["completions", "tcsh"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("[possible values: bash,"), "{}", answer.err);
}

#[test]
fn there_is_a_page_for_the_program_and_for_each_command() {
    let page = |arguments: &[&str]| {
        let answer = Folder::new().run(arguments);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""));
        answer.out
    };
    let all = page(&["man"]);
    assert!(all.contains(".TH aib-ls 1") && all.contains("SUBCOMMANDS"), "{all}");
    for command in [
        "serve",
        "check",
        "explain",
        "doctor",
        "permissions",
        "schema",
        "rules",
        "completions",
        "man",
    ] {
        assert!(
            all.contains(&format!("aib\\-ls\\-{command}(1)")),
            "{command} is missing in {all}"
        );
        let own = page(&["man", command]);
        assert!(own.contains(&format!(".TH aib-ls-{command} 1")), "{own}");
    }
    assert!(page(&["man", "check"]).contains("\\-\\-fail\\-on"));
}

#[test]
fn an_unknown_command_is_an_error() {
    let answer = Folder::new().run(&["man", "chekc"]);
    assert_eq!(answer.code, 2);
    assert_eq!(
        answer.err,
        "error: unknown command `chekc`; `aib-ls help` lists all commands\n"
    );
}

#[test]
fn a_page_speaks_the_language_of_the_reader() {
    let page = Folder::new().run(&["man", "doctor", "--lang", "pt-br"]).out;
    for text in [
        ".SH NOME",
        ".SH SINOPSE",
        ".SH OPÇÕES",
        "Formato da saída",
        "Valores possíveis:",
        ".SH VERSÃO",
    ] {
        assert!(page.contains(text), "{text} is missing in {page}");
    }
    let page = Folder::new().run(&["man", "--lang", "pt-br"]).out;
    assert!(page.contains(".SH SUBCOMANDOS"), "{page}");
}
