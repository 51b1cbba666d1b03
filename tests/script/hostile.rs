//! Scripts that nobody would write: they are read as far as they go, or not at all, and never hurt.

use std::time::{Duration, Instant};

use aib_ls::document::{Document, Language};
use aib_ls::rules;
use aib_ls::script::Dialect;
use aib_ls::script::analysis::{self, ParsedScript};
use aib_ls::settings::Settings;
use proptest::prelude::*;
use serde_json::json;

/// Far more than any of them takes; a reading that hangs takes for ever.
const PATIENCE: Duration = Duration::from_secs(20);

fn read(name: &str, script: &str, dialect: Dialect) -> ParsedScript {
    let begin = Instant::now();
    let parsed = analysis::analyze(script, dialect);
    let took = begin.elapsed();
    println!("{name}, {dialect:?}: {} bytes in {took:?}", script.len());
    assert!(took < PATIENCE, "{name}, {dialect:?}: {took:?}");
    for command in &parsed.commands {
        assert!(command.name_span.end as usize <= script.len(), "{name}: {command:?}");
        assert!(!command.name_span.of(script).is_empty(), "{name}: {command:?}");
    }
    parsed
}

#[test]
fn of_one_template_as_much_is_read_as_an_editor_bears() {
    let step = |n: usize| json!({ "type": "Shell", "inline": [format!("reboot # {n}"), " ".repeat(40_000)] });
    let check = |count: usize| {
        let steps: Vec<_> = (0..count).map(step).collect();
        let text = json!({ "location": "westeurope", "properties": { "source": { "type": "PlatformImage" }, "customize": steps, "distribute": [] } }).to_string();
        let doc = Document::new(text, Language::Json, None);
        let findings = rules::check(&doc, &Settings::default());
        let count = |id: &str| findings.iter().filter(|it| it.rule.id == id).count();
        (count("script/reboot-linux"), count("script/not-read"))
    };
    assert_eq!(check(13), (13, 0));
    assert_eq!(check(16), (13, 1));
}

#[test]
fn substitutions_are_read_as_deep_as_people_write_them() {
    let mistake = |script: &str| analysis::analyze(script, Dialect::Shell).mistake;
    assert!(mistake("echo $(a $(b $(c $(d $(e $(f $(g").is_some());
    let deep = format!("echo {}{}\n", "$(".repeat(60), ")".repeat(60));
    assert!(mistake(&format!("{}if true; then\n", deep.repeat(200))).is_none());
}

fn scripts() -> Vec<(&'static str, String)> {
    let many = |text: &str, times: usize| text.repeat(times);
    vec![
        ("open parentheses", many("(", 20_000)),
        ("open braces", many("{ ", 20_000)),
        ("double quotes", many("\"", 20_001)),
        ("single quotes", many("'", 20_001)),
        ("backticks", many("`", 20_001)),
        ("substitutions", many("$(", 20_000)),
        ("expansions", many("${a:-", 20_000)),
        ("ifs", many("if ", 20_000)),
        ("brackets", many("[[ ", 20_000)),
        ("here-documents", many("cat <<A\n", 5_000)),
        ("one here-document", format!("cat << 'END'\n{}", many("text\n", 20_000))),
        ("here-strings", many("@\"\n", 20_000)),
        ("script blocks", many("& {", 20_000)),
        ("a megabyte on one line", format!("echo {}", many("x", 1_000_000))),
        ("a megabyte of commands", many("apt-get install -y nginx; ", 40_000)),
        ("most that is read", many("apt-get install -y nginx; ", 2_500)),
        ("pipes", many("a|", 30_000)),
        ("most pipes that are read", many("a|", 250)),
        ("most lists that are read", many("a=(", 250)),
        ("most brackets that are read", many("${a:-", 250)),
        (
            "most that is read, nested text",
            format!("bash -c '{}'", many("a \"b\" $c;", 6_000)),
        ),
        ("backslashes", many("\\", 60_000)),
        ("semicolons", many(";", 60_000)),
        ("ands", many("a && ", 12_000)),
        ("redirections", many("> a ", 15_000)),
        ("NUL", "echo a\0b; \0apt-get update\0".to_owned()),
        ("half a character", "echo \u{fffd}; apt-get update".to_owned()),
        ("sudo", many("sudo ", 12_000)),
        (
            "nested shells",
            (0..12).fold("a".to_owned(), |it, _| {
                format!("bash -c \"{}\"", it.replace('"', "\\\""))
            }),
        ),
        ("case", many("case a in ", 6_000)),
        ("finds", format!("find . {}", many("-exec a \\; ", 5_000))),
    ]
}

#[test]
fn hostile_scripts_are_read_or_skipped() {
    for (name, script) in scripts() {
        for dialect in [Dialect::Shell, Dialect::PowerShell] {
            read(name, &script, dialect);
        }
    }
}

#[test]
fn a_script_that_is_too_long_is_not_read() {
    let parsed = read("too long", &"a;".repeat(1_000_000), Dialect::Shell);
    assert!(parsed.is_cut && parsed.commands.is_empty());
}

#[test]
fn a_template_with_such_scripts_is_checked() {
    for (name, script) in scripts() {
        for kind in ["Shell", "PowerShell"] {
            let step = json!({ "type": kind, "inline": [script, "\u{0}", "[parameters('a')]"] });
            let text = json!({ "properties": { "source": {}, "distribute": [], "customize": [step] } }).to_string();
            // Half of a surrogate pair cannot be made by a serializer.
            let text = text.replace("\\u0000", "\\ud800");
            let begin = Instant::now();
            let doc = Document::new(text, Language::Json, None);
            let findings = rules::check(&doc, &Settings::default());
            assert!(begin.elapsed() < PATIENCE, "{name}");
            for it in findings {
                assert!(
                    doc.text().get(it.span.start as usize..it.span.end as usize).is_some(),
                    "{name}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_words_do_not_panic(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "a", "if ", "then ", "fi", "done", "while ", "do ", "(", ")", "{", "}", "$(", "\"", "'", "`", "\\", "\n", "; ", "&&", "||",
                "|", ">", "<<EOF", "EOF", "@'", "'@", "bash -c ", "sudo ", "env A=1 ", "find . -exec ", "xargs ", "$x", "é", "😀", "cmd /c ",
                "Start-Process ", "-ArgumentList ", "[[", "]]", "#", " ", "=", "powershell -Command ", "eval ", "trap ", "\0",
            ]),
            0..40,
        )
    ) {
        let script = parts.concat();
        for dialect in [Dialect::Shell, Dialect::PowerShell] {
            for command in analysis::analyze(&script, dialect).commands {
                prop_assert!(script.get(command.name_span.start as usize..command.name_span.end as usize).is_some());
                prop_assert!(script.get(command.span.start as usize..command.span.end as usize).is_some());
                for word in command.words {
                    prop_assert!(script.get(word.span.start as usize..word.span.end as usize).is_some());
                }
            }
        }
    }
}
