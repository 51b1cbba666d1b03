//! Every place of a name.

use aib_ls::expr::occurrences::Role;
use aib_ls::ide::name::From;
use aib_ls::ide::references;
use aib_ls::text::edit::{self, Edit};
use aib_ls::text::span::Span;
use expect_test::{Expect, expect};

use super::name::{self, Pair};

/// The lines of a text that have one of the places, which stand between `‹` and `›`.
fn marked(text: &str, places: &[Span]) -> String {
    let mark = |it: &Span| Edit::replace(*it, format!("‹{}›", it.of(text)));
    let edits: Vec<Edit> = places.iter().map(mark).collect();
    let text = edit::apply(text, &edits);
    let lines = text.lines().filter(|it| it.contains('‹'));
    lines.map(|it| format!("{it}\n")).collect()
}

fn check(pair: &Pair, expected: Expect) {
    let asked = pair.asked();
    let found = references::references(asked, true).unwrap_or_default();
    let mut out = marked(pair.doc.text(), &found.here);
    out += &marked(pair.file.as_ref().map_or("", |it| it.text()), &found.there);
    let out: String = out.lines().map(|it| format!("{}\n", it.trim_start())).collect();
    expected.assert_eq(if out.is_empty() { "nothing" } else { &out });
    let From::Document(at) = asked.from else { return };
    let highlights = references::highlights(&pair.doc, at);
    assert_eq!(highlights.iter().map(|it| it.span).collect::<Vec<_>>(), found.here);
    let others = references::references(asked, false).unwrap_or_default();
    let uses = highlights.iter().filter(|it| it.role != Role::Declaration);
    assert_eq!(uses.map(|it| it.span).collect::<Vec<_>>(), others.here);
}

fn check_at(line: usize, before: &str, expected: Expect) {
    check(&Pair::new(&name::deployment(line, before), Some(name::FILE)), expected);
}

#[test]
fn a_parameter_is_used_in_keys_values_and_the_file() {
    check_at(2, "\"", expect!["nothing"]);
    check_at(
        2,
        "\"si",
        expect![[r#"
            "parameters": { "‹size›": { "type": "string" }, "it's \u00e9": { "type": "string" } },
            "variables": { "stem": "[toLower(parameters('‹SIZE›'))]", "copy": [{ "name": "disks", "count": 2, "input": "[copyIndex('disks')]" }] },
            "tags": { "[parameters('‹size›')]": "[concat(parameters('it''s é'), variables('DISKS')[0])]" } },
            "parameters": { "size": { "value": "[parameters('‹size›')]" } },
            { "parameters": { "‹SIZE›": { "value": "a" }, "it's é": { "value": "b" } } }
        "#]],
    );
    check_at(
        2,
        "it's",
        expect![[r#"
            "parameters": { "size": { "type": "string" }, "‹it's \u00e9›": { "type": "string" } },
            "tags": { "[parameters('size')]": "[concat(parameters('‹it''s é›'), variables('DISKS')[0])]" } },
            { "parameters": { "SIZE": { "value": "a" }, "‹it's é›": { "value": "b" } } }
        "#]],
    );
}

#[test]
fn the_parameters_of_functions_and_of_inner_templates_are_others() {
    check_at(
        5,
        "parameters('size",
        expect![[r#"
                "parameters": [{ "name": "‹size›", "type": "string" }], "output": { "type": "string", "value": "[parameters('‹size›')]" } } } }],
        "#]],
    );
    check_at(
        12,
        "\"Si",
        expect![[r#"
                  "parameters": { "‹size›": { "value": "[parameters('size')]" } },
                  "template": { "parameters": { "‹Size›": { "type": "string" } }, "resources": [{ "x": "[parameters('‹size›')]" }] } } }
        "#]],
    );
    check_at(
        11,
        "{ \"si",
        expect![[r#"
                  "parameters": { "‹size›": { "value": "[parameters('size')]" } },
                  "template": { "parameters": { "‹Size›": { "type": "string" } }, "resources": [{ "x": "[parameters('‹size›')]" }] } } }
        "#]],
    );
}

#[test]
fn loops_count_under_the_name_of_what_they_make() {
    check_at(
        8,
        "variables('DI",
        expect![[r#"
            "variables": { "stem": "[toLower(parameters('SIZE'))]", "copy": [{ "name": "‹disks›", "count": 2, "input": "[copyIndex('‹disks›')]" }] },
            "tags": { "[parameters('size')]": "[concat(parameters('it''s é'), variables('‹DISKS›')[0])]" } },
        "#]],
    );
}

#[test]
fn functions_are_called_by_their_name() {
    check_at(
        4,
        "members\": { \"na",
        expect![[r#"
            "functions": [{ "namespace": "contoso", "members": { "‹named›": {
            { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "[Contoso.‹Named›(variables('stem'))]",
        "#]],
    );
}

#[test]
fn references_from_the_parameter_file() {
    let template = name::deployment(1, "").replace("$0", "");
    let file = name::FILE.replace("it's", "it$0's");
    check(
        &Pair::new(&template, Some(&file)),
        expect![[r#"
            "parameters": { "size": { "type": "string" }, "‹it's \u00e9›": { "type": "string" } },
            "tags": { "[parameters('size')]": "[concat(parameters('‹it''s é›'), variables('DISKS')[0])]" } },
            { "parameters": { "SIZE": { "value": "a" }, "‹it's é›": { "value": "b" } } }
        "#]],
    );
}

#[test]
fn undeclared_names_have_references() {
    let text = r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "name": "[parameters('$0name')]",
  "location": "[concat(parameters('NAME'), variables('name'))]" }] }"#;
    check(
        &Pair::new(text, None),
        expect![[r#"
              "name": "[parameters('‹name›')]",
              "location": "[concat(parameters('‹NAME›'), variables('name'))]" }] }
        "#]],
    );
}
