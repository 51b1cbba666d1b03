//! Other names, in both files.

use aib_ls::document::{Document, Kind, Language};
use aib_ls::expr::occurrences::Name;
use aib_ls::expr::scope::{self, Scope, Symbol};
use aib_ls::ide::name::{From, RenameContext};
use aib_ls::ide::rename;
use aib_ls::model::parameters::ParameterFile;
use aib_ls::syntax;
use aib_ls::text::edit;
use expect_test::{Expect, expect};
use rayon::prelude::*;

use super::name::{self, Pair};
use crate::support::samples;

/// The lines that change, as they are after it; or why nothing does.
fn check(pair: &Pair, new: &str, expected: Expect) {
    let mut out = String::new();
    match rename::rename(pair.asked(), None, new) {
        None => out += "nothing",
        Some(Err(why)) => out += &why.en,
        Some(Ok(changes)) => {
            let file = pair.file.as_ref().map_or("", |it| it.text());
            for (text, edits) in [(pair.doc.text(), changes.here), (file, changes.there)] {
                let after = edit::apply(text, &edits);
                assert_eq!(syntax::parse(after.clone()).errors(), []);
                let changed = text.lines().zip(after.lines()).filter(|(a, b)| a != b);
                out.extend(changed.map(|(_, it)| format!("{}\n", it.trim_start())));
            }
        }
    }
    expected.assert_eq(&out);
}

fn check_at(line: usize, before: &str, new: &str, expected: Expect) {
    check(
        &Pair::new(&name::deployment(line, before), Some(name::FILE)),
        new,
        expected,
    );
}

#[test]
fn a_parameter_is_renamed_in_the_file_too() {
    check_at(
        3,
        "parameters('SI",
        "vmSize",
        expect![[r#"
            "parameters": { "vmSize": { "type": "string" }, "it's \u00e9": { "type": "string" } },
            "variables": { "stem": "[toLower(parameters('vmSize'))]", "copy": [{ "name": "disks", "count": 2, "input": "[copyIndex('disks')]" }] },
            "tags": { "[parameters('vmSize')]": "[concat(parameters('it''s é'), variables('DISKS')[0])]" } },
            "parameters": { "size": { "value": "[parameters('vmSize')]" } },
            { "parameters": { "vmSize": { "value": "a" }, "it's é": { "value": "b" } } }
        "#]],
    );
    let template = name::deployment(1, "").replace("$0", "");
    let file = name::FILE.replace("SIZE", "SI$0ZE");
    check(
        &Pair::new(&template, Some(&file)),
        "vmSize",
        expect![[r#"
            "parameters": { "vmSize": { "type": "string" }, "it's \u00e9": { "type": "string" } },
            "variables": { "stem": "[toLower(parameters('vmSize'))]", "copy": [{ "name": "disks", "count": 2, "input": "[copyIndex('disks')]" }] },
            "tags": { "[parameters('vmSize')]": "[concat(parameters('it''s é'), variables('DISKS')[0])]" } },
            "parameters": { "size": { "value": "[parameters('vmSize')]" } },
            { "parameters": { "vmSize": { "value": "a" }, "it's é": { "value": "b" } } }
        "#]],
    );
}

#[test]
fn quotes_are_written_as_each_place_needs_them() {
    check_at(
        8,
        "it''s",
        "the \"image's\" \\ name",
        expect![[r#"
            "parameters": { "size": { "type": "string" }, "the \"image's\" \\ name": { "type": "string" } },
            "tags": { "[parameters('size')]": "[concat(parameters('the \"image''s\" \\ name'), variables('DISKS')[0])]" } },
            { "parameters": { "SIZE": { "value": "a" }, "the \"image's\" \\ name": { "value": "b" } } }
        "#]],
    );
}

#[test]
fn inner_names_variables_and_functions_are_renamed_alone() {
    check_at(
        12,
        "parameters('si",
        "inner",
        expect![[r#"
                  "parameters": { "inner": { "value": "[parameters('size')]" } },
                  "template": { "parameters": { "inner": { "type": "string" } }, "resources": [{ "x": "[parameters('inner')]" }] } } }
        "#]],
    );
    check_at(
        3,
        "\"disks",
        "volumes",
        expect![[r#"
            "variables": { "stem": "[toLower(parameters('SIZE'))]", "copy": [{ "name": "volumes", "count": 2, "input": "[copyIndex('volumes')]" }] },
            "tags": { "[parameters('size')]": "[concat(parameters('it''s é'), variables('volumes')[0])]" } },
        "#]],
    );
    check_at(
        7,
        "Contoso.Na",
        "called",
        expect![[r#"
            "functions": [{ "namespace": "contoso", "members": { "called": {
            { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "[Contoso.called(variables('stem'))]",
        "#]],
    );
    check_at(
        5,
        "\"name\": \"",
        "what",
        expect![[r#"
                "parameters": [{ "name": "what", "type": "string" }], "output": { "type": "string", "value": "[parameters('what')]" } } } }],
        "#]],
    );
}

#[test]
fn letters_may_change_their_case() {
    check_at(
        3,
        "variables\": { \"",
        "STEM",
        expect![[r#"
            "variables": { "STEM": "[toLower(parameters('SIZE'))]", "copy": [{ "name": "disks", "count": 2, "input": "[copyIndex('disks')]" }] },
            { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "[Contoso.Named(variables('STEM'))]",
        "#]],
    );
}

#[test]
fn refuses_names_that_clash_or_do_not_parse() {
    check_at(
        2,
        "\"si",
        "IT'S é",
        expect!["A parameter `it's é` already exists; names are case-insensitive"],
    );
    check_at(
        3,
        "\"st",
        "Disks",
        expect!["A variable `disks` already exists; names are case-insensitive"],
    );
    check_at(
        3,
        "\"st",
        "copy",
        expect!["In `variables`, the name `copy` is reserved for loops that create variables"],
    );
    check_at(3, "\"st", "", expect!["A name must not be empty"]);
    check_at(
        3,
        "\"st",
        " a",
        expect!["A name must fit on one line and must not start or end with whitespace"],
    );
    check_at(
        3,
        "\"st",
        "a\nb",
        expect!["A name must fit on one line and must not start or end with whitespace"],
    );
    check_at(
        3,
        "\"st",
        "[a]",
        expect!["A name that starts with `[` would be parsed as an expression"],
    );
    check_at(
        4,
        "members\": { \"na",
        "my-name",
        expect!["`my-name` is not a valid function name: use letters, digits and `_`, and do not start with a digit"],
    );
    let taken = name::FILE.replace("\"SIZE\"", "\"New\": { \"value\": \"\" }, \"SIZE\"");
    let pair = Pair::new(&name::deployment(2, "\"si"), Some(&taken));
    check(
        &pair,
        "new",
        expect!["`web.parameters.json` already has a value for `new`"],
    );
    let taken = name::deployment(12, "\"Si").replace("\"size\": { \"value\"", "\"new\": {}, \"size\": { \"value\"");
    check(
        &Pair::new(&taken, None),
        "new",
        expect!["The outer deployment already passes a value to `new`"],
    );
}

#[test]
fn undeclared_names_are_not_renamed() {
    let unknown = name::deployment(8, "variables('DISKS").replace("'DISKS$0'", "'$0no'");
    check(&Pair::new(&unknown, None), "x", expect!["nothing"]);
    assert_eq!(rename::prepare(Pair::new(&unknown, None).asked()), None);
    check_at(3, "toLo", "x", expect!["nothing"]);
}

#[test]
fn the_placeholder_shows_the_name_without_escapes() {
    let pair = Pair::new(&name::deployment(8, "it''s"), None);
    let (span, text) = rename::prepare(pair.asked()).unwrap();
    assert_eq!((span.of(pair.doc.text()), text.as_str()), ("it''s é", "it's é"));
}

/// A text and its parameter file under other names, and the places of all of them.
fn renamed(doc: &Document, file: &ParameterFile, at: u32, new: &str) -> (String, String) {
    let asked = RenameContext {
        doc,
        file: Some(file),
        from: From::Document(at),
    };
    let changes = rename::rename(asked, None, new).unwrap().unwrap();
    (
        edit::apply(doc.text(), &changes.here),
        edit::apply(file.text(), &changes.there),
    )
}

/// Everything that a template declares.
fn declared(doc: &Document) -> Vec<(Name<'_>, u32)> {
    let scopes = scope::all(doc.tree().root().unwrap()).into_iter();
    let both = scopes.flat_map(|scope| [Symbol::Parameter, Symbol::Variable].map(|symbol| (scope, symbol)));
    let names = both.flat_map(|(scope, symbol)| {
        let name =
            move |it: scope::Declaration<'_>| (Name::of(symbol, scope, it.name.into_owned()), it.written.start + 1);
        scope.declared(symbol).into_iter().map(name).collect::<Vec<_>>()
    });
    names.collect()
}

/// Whether all places write a name in the same letters.
fn is_one(name: &Name<'_>, doc: &Document, file: &ParameterFile) -> bool {
    let mut keys = file.entries(&name.text).filter_map(|it| it.key());
    let mut places = name.occurrences().into_iter();
    places.all(|it| it.span.of(doc.text()) == name.text) && keys.all(|it| it == name.text)
}

#[test]
fn renaming_back_restores_the_text() {
    let counts = samples::templates().into_par_iter().map(|(path, text)| {
        let doc = Document::new(text, Language::Json, None);
        // A name that is typed at a place where none belongs stays a mistake, of another kind.
        let is_broken = doc.tree().errors().iter().any(|it| it.kind.breaks_shape());
        if doc.kind() != Kind::Arm || is_broken {
            return (0, 0);
        }
        let root = Scope::Deployment(doc.tree().root().unwrap());
        let entry = |name: &str| format!("    {}: {{ \"value\": \"x\" }}", serde_json::Value::from(name));
        let entries: Vec<String> = root.parameters().iter().map(|it| entry(&it.name)).collect();
        let file = format!("{{\n  \"parameters\": {{\n{}\n  }}\n}}\n", entries.join(",\n"));
        let file = ParameterFile::parse("x.parameters.json", file).unwrap();
        let all = declared(&doc);
        let mut exact = 0;
        for (name, at) in &all {
            let (there, given) = renamed(&doc, &file, *at, OTHER);
            let there = Document::new(there, Language::Json, None);
            let given = ParameterFile::parse("x.parameters.json", given).unwrap();
            assert_eq!(
                there.tree().errors().len(),
                doc.tree().errors().len(),
                "{path:?} {name:?}"
            );
            let place = declared(&there).into_iter().find(|it| it.0.text == OTHER).unwrap().1;
            let (back, given) = renamed(&there, &given, place, &name.text);
            // Where several spellings are in use, all places have that of the declaration afterwards.
            let is_one = is_one(name, &doc, &file);
            let (wanted, wanted_there) = match is_one {
                true => (doc.text().to_owned(), file.text().to_owned()),
                false => renamed(&doc, &file, *at, &name.text),
            };
            assert_eq!(
                (back == wanted, given == wanted_there),
                (true, true),
                "{path:?} {name:?}"
            );
            exact += usize::from(is_one);
        }
        (all.len(), exact)
    });
    let (all, exact) = counts.reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    assert!(exact * 10 > all * 9, "{exact} of {all}");
    eprintln!("{exact} of {all} names have one spelling");
}

/// A name that needs escapes of both kinds.
const OTHER: &str = "another \"it's\"";
