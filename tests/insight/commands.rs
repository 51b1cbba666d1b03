//! Everything that is said about a command is a sentence, in every language.

use aib_ls::insight::commands;
use aib_ls::locale::Lang;
use aib_ls::script::Dialect;
use aib_ls::script::reading;

#[test]
fn every_command_has_words_in_every_language() {
    for dialect in [Dialect::Shell, Dialect::PowerShell] {
        let mut known = 0;
        for name in commands::names(dialect) {
            let reading = reading::read(&format!("{name} login"), dialect);
            let said = reading.commands.first().and_then(|it| commands::about(it, name));
            let said = said.unwrap_or_else(|| panic!("nothing is known about {name}"));
            for lang in Lang::ALL {
                let text = said.get(lang);
                assert!(text.ends_with('.') && text.trim() == text, "{name}: {text}");
            }
            assert_ne!(said.en, said.pt_br, "{name}");
            known += 1;
        }
        assert!(known > 20);
    }
}

#[test]
fn other_commands_have_no_description() {
    for (text, dialect) in [
        ("echo a", Dialect::Shell),
        ("az acr list", Dialect::Shell),
        ("Get-Item x", Dialect::PowerShell),
    ] {
        let reading = reading::read(text, dialect);
        let command = reading.commands.first().unwrap();
        assert_eq!(commands::about(command, &command.name), None, "{text}");
    }
}
