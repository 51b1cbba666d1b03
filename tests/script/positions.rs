//! Each byte of each command word, and where it is written in the template, in both of the ways that editors count.

use aib_ls::document::{Document, Language};
use aib_ls::script::removal;
use aib_ls::script::scripts::Scripts;
use aib_ls::text::edit;
use aib_ls::text::lines::Lines;
use aib_ls::text::rope::Encoding;
use aib_ls::text::span::Span;

/// A document with one step of these items, as they are written.
fn document(kind: &str, items: &str) -> Document {
    let step = format!(r#"{{ "type": "{kind}", "inline": [{items}] }}"#);
    let text = format!(r#"{{ "properties": {{ "source": {{}}, "distribute": [], "customize": [{step}] }} }}"#);
    Document::new(text, Language::Json, None)
}

/// The commands of a document's scripts as they are written: the command word, then its words.
fn written(doc: &Document) -> Vec<Vec<&str>> {
    let template = doc.templates().next().unwrap();
    let scripts = Scripts::read(template);
    let mut found = Vec::new();
    for script in &scripts.all {
        for command in &script.parsed.commands {
            let spans = std::iter::once(command.name_span).chain(command.words.iter().map(|it| it.span));
            found.push(spans.map(|it| script.written(it).of(doc.text())).collect());
        }
    }
    found
}

/// What stands before a command, as it is written in JSON, and what it says.
const BEFORE: [(&str, &str); 14] = [
    ("", ""),
    (r#"echo \"a\"; "#, "echo \"a\"; "),
    (r"echo \\\\; ", "echo \\\\; "),
    (r"echo \/\b\f\t; ", "echo /\u{8}\u{c}\t; "),
    (r"echo a\n", "echo a\n"),
    (r"echo a\r\n", "echo a\r\n"),
    (r"echo \u0041\u00e9\u20ac; ", "echo Aé€; "),
    (r"echo \ud83d\ude00; ", "echo 😀; "),
    ("echo é€😀; ", "echo é€😀; "),
    (r"echo \ud800; ", "echo \u{fffd}; "),
    (r"echo \u0000; ", "echo \u{0}; "),
    (r#"first", ""#, "first\n"),
    (r#"first", "", "[parameters('x')]", ""#, "first\n\n\n"),
    (r"sudo -E \u0041=1 ", "sudo -E A=1 "),
];

/// A command as it is written, and each character of its command word with what it is written as.
const COMMANDS: [(&str, &[&str]); 5] = [
    ("tool --now", &["t", "o", "o", "l"]),
    (r"t\u006fol --now", &["t", r"\u006f", "o", "l"]),
    (r"\u0074ool --now", &[r"\u0074", "o", "o", "l"]),
    ("tö😀l --now", &["t", "ö", "😀", "l"]),
    (r"t\u00f6\ud83d\ude00l --now", &["t", r"\u00f6", r"\ud83d\ude00", "l"]),
];

#[test]
fn every_character_of_a_command_is_found_where_it_is_written() {
    let mut checked = 0;
    for (before, said) in BEFORE {
        for (command, letters) in COMMANDS {
            let doc = document("Shell", &format!("\"{before}{command}\""));
            let template = doc.templates().next().unwrap();
            let scripts = Scripts::read(template);
            let script = &scripts.all[0];
            assert!(script.source.text.starts_with(said), "{before}");
            let face = script.parsed.commands.last().unwrap().name_span;
            let place = doc.text().find(&format!("{before}{command}")).unwrap() + before.len();
            let (mut at, mut from) = (face.start, place);
            for (letter, wrote) in face.of(&script.source.text).chars().zip(letters) {
                let span = Span::new(at, at + letter.len_utf8() as u32);
                let expected = Span::new(from as u32, (from + wrote.len()) as u32);
                assert_eq!(script.written(span), expected, "{before:?} {command:?} {letter:?}");
                // Every byte of a character leads to the character, and the way goes back.
                for byte in span.start..span.end {
                    let within = script.written(Span::new(byte, byte + 1));
                    assert!(
                        expected.contains(within),
                        "{before:?} {command:?} {letter:?} byte {byte}"
                    );
                }
                assert_eq!(
                    script.source.at(expected.start),
                    Some(span.start),
                    "{before:?} {command:?}"
                );
                (at, from) = (span.end, from + wrote.len());
                checked += 1;
            }
            assert_eq!(at, face.end, "{before:?} {command:?}");
        }
    }
    assert_eq!(checked, 14 * (4 * 5));
}

#[test]
fn places_count_in_the_way_the_editor_counts() {
    // Letters of one, two, three and four bytes before the command, as they are and as escapes: the column of the
    // command word behind the quote, in units of UTF-16 and of UTF-8.
    let cases = [
        ("\"echo a\u{e9}\u{20ac}\u{1f600}; tool\"", 12, 17),
        (r#""echo \ud83d\ude00; tool""#, 19, 19),
        (r#""echo \"\u00e9\"; tool""#, 17, 17),
    ];
    for (item, utf16, utf8) in cases {
        let doc = document("Shell", item);
        let template = doc.templates().next().unwrap();
        let scripts = Scripts::read(template);
        let script = &scripts.all[0];
        let span = script.written(script.parsed.commands[1].name_span);
        assert_eq!(span.of(doc.text()), "tool");
        let lines = Lines::new(doc.text());
        let begin = script.source.items()[0].node.span().start + 1;
        let column = |encoding| lines.position(span.start, encoding).1 - lines.position(begin, encoding).1;
        assert_eq!(
            (column(Encoding::Utf16), column(Encoding::Utf8)),
            (utf16, utf8),
            "{item}"
        );
    }
}

#[test]
fn words_of_nested_scripts_are_found_where_they_are_written() {
    let doc = document(
        "Shell",
        r#""sudo bash -c 'a \"b c\"; d'", "bash -c \"e \\\"f g\\\" $h\"", "sudo bash << EOF", "i \"j\"", "EOF", "sudo A=1 k l""#,
    );
    let found: Vec<_> = written(&doc).into_iter().filter(|it| it[0].len() == 1).collect();
    assert_eq!(
        found,
        [
            vec!["a", r#"\"b c\""#],
            vec!["d"],
            vec!["e", r#"\\\"f g\\\""#, "$h"],
            vec!["i", r#"\"j\""#],
            vec!["k", "l"],
        ]
    );
    let doc = document(
        "PowerShell",
        r#""powershell -Command \"a 'b c'; d `\"e`\"\"", "Start-Process 'C:\\a b\\f.exe' '/g', '/h i'""#,
    );
    let found: Vec<_> = written(&doc).into_iter().skip(1).collect();
    assert_eq!(
        found,
        [
            vec!["a", "'b c'"],
            vec!["d", r#"`\"e`\""#],
            vec!["Start-Process", r"'C:\\a b\\f.exe'", "'/g', '/h i'"],
            vec![r"'C:\\a b\\f.exe'", "'/g', '/h i'", "'/g', '/h i'", "'/g', '/h i'"],
        ]
    );
}

#[test]
fn a_change_of_the_script_is_a_change_of_the_template() {
    let cases = [
        (
            r#""apt-get install nginx""#,
            "install",
            " -y\"",
            r#""apt-get install -y\" nginx""#,
        ),
        (
            r#""echo \"\ud83d\ude00\"; apt-get install nginx""#,
            "install",
            "\n",
            "\"echo \\\"\\ud83d\\ude00\\\"; apt-get install\\n nginx\"",
        ),
        (r#""a", "b\u0020\u0063 d""#, "b c", "x", r#""a", "b\u0020\u0063x d""#),
    ];
    for (items, behind, put, expected) in cases {
        let doc = document("Shell", items);
        let template = doc.templates().next().unwrap();
        let scripts = Scripts::read(template);
        let script = &scripts.all[0];
        let at = script.source.text.find(behind).unwrap() + behind.len();
        let edit = script.edit(Span::at(at as u32), put).unwrap();
        let text = edit::apply(doc.text(), &[edit.edit]);
        assert!(text.contains(expected), "{items}\n{text}");
        assert!(Document::new(text, Language::Json, None).tree().errors().is_empty());
    }
}

#[test]
fn a_command_is_taken_out_with_its_line_or_its_item() {
    let cases = [
        (r#""a", "b", "c""#, "b", Some(r#""inline": ["a", "c"]"#)),
        (r#""a\nb\nc""#, "b", Some(r#""inline": ["a\nc"]"#)),
        (r#""a\nb""#, "b", Some(r#""inline": ["a\n"]"#)),
        (r#""  b ;", "c""#, "b", Some(r#""inline": ["c"]"#)),
        (r#""b""#, "b", None),
        (r#""a && b""#, "b", None),
        (r#""a; b""#, "b", None),
    ];
    for (items, name, expected) in cases {
        let doc = document("Shell", items);
        let template = doc.templates().next().unwrap();
        let scripts = Scripts::read(template);
        let script = &scripts.all[0];
        let command = script.parsed.commands.iter().find(|it| it.name == name).unwrap();
        let text = script
            .delete_line(command.span)
            .map(|it| edit::apply(doc.text(), &[it.edit]));
        match (text, expected) {
            (Some(text), Some(expected)) => assert!(text.contains(expected), "{items}\n{text}"),
            (text, expected) => assert_eq!(text.as_deref(), expected, "{items}"),
        }
    }
}

#[test]
fn a_part_of_something_larger_is_not_taken_out() {
    let cases = [
        (r#""a", "b""#, true),
        (r#""a", "b || true""#, true),
        (r#""a |", "b""#, false),
        (r#""{", "b", "}""#, false),
        (r#""a &&", "b""#, false),
        (r#""if a; then", "b", "fi""#, false),
    ];
    for (items, expected) in cases {
        let doc = document("Shell", items);
        let template = doc.templates().next().unwrap();
        let scripts = Scripts::read(template);
        let script = &scripts.all[0];
        let command = script.parsed.commands.iter().find(|it| it.name == "b").unwrap();
        assert_eq!(removal::of_command(script, command).is_some(), expected, "{items}");
    }
}
