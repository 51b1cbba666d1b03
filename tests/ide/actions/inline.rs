//! Variables whose value takes the place of their name.

use aib_ls::document::{Document, Kind, Language};
use aib_ls::expr::eval;
use aib_ls::expr::scope::{self, Symbol};
use aib_ls::ide::actions::inline;
use aib_ls::syntax;
use aib_ls::text::edit;
use expect_test::{Expect, expect};
use rayon::prelude::*;

use crate::support::samples;

/// The offer at the cursor: its title and the text after it, in which the image template is left out.
fn check(marked: &str, expected: Expect) {
    let at = marked.find("$0").expect("there is a cursor") as u32;
    let text = marked.replace("$0", "");
    let image = r#", "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }"#;
    let doc = Document::new(
        text.trim_end().trim_end_matches('}').trim_end().to_owned() + image,
        Language::Jsonc,
        None,
    );
    let offers = inline::inlinings(&doc, at);
    let mut shown = String::new();
    for offer in offers {
        let after = edit::apply(doc.text(), &offer.edits);
        assert_eq!(syntax::parse(after.clone()).errors(), []);
        let rest = after.strip_suffix(image).expect("it is left as it is");
        shown += &format!("{}\n{rest} }}\n", offer.title.en);
    }
    expected.assert_eq(if shown.is_empty() { "nothing" } else { &shown });
}

/// The same for a variable `a` of this value and outputs that use it.
fn check_use(value: &str, used: &str, expected: Expect) {
    let text = format!("{{ \"variables\": {{ \"a\": {value} }}, \"outputs\": {{ \"x\": {{ \"value\": {used} }} }} }}");
    check(&text, expected);
}

#[test]
fn a_whole_string_becomes_the_value() {
    check_use(
        r#""it's \"é\"""#,
        r#""[variables('$0A')]""#,
        expect![[r#"
        Inline `a` here
        { "variables": { "a": "it's \"é\"" }, "outputs": { "x": { "value": "it's \"é\"" } } }
    "#]],
    );
    check_use(
        r#""[[b]""#,
        r#""[variables('$0a')]""#,
        expect![[r#"
        Inline `a` here
        { "variables": { "a": "[[b]" }, "outputs": { "x": { "value": "[[b]" } } }
    "#]],
    );
    check_use(
        "1.5",
        r#""[ $0variables('a') ]""#,
        expect![[r#"
        Inline `a` here
        { "variables": { "a": 1.5 }, "outputs": { "x": { "value": 1.5 } } }
    "#]],
    );
    check_use(
        "null",
        r#""[variables('a'$0)]""#,
        expect![[r#"
        Inline `a` here
        { "variables": { "a": null }, "outputs": { "x": { "value": null } } }
    "#]],
    );
    check_use(
        r#""[concat('b', 'c')]""#,
        r#""[variables('$0a')]""#,
        expect![[r#"
        Inline `a` here
        { "variables": { "a": "[concat('b', 'c')]" }, "outputs": { "x": { "value": "[concat('b', 'c')]" } } }
    "#]],
    );
    check_use(
        r#"{ "b": [1, "[variables('c')]"] }"#,
        r#""[variables('$0a')]""#,
        expect![[r#"
        Inline `a` here
        { "variables": { "a": { "b": [1, "[variables('c')]"] } }, "outputs": { "x": { "value": { "b": [1, "[variables('c')]"] } } } }
    "#]],
    );
}

#[test]
fn a_block_keeps_its_form() {
    check(
        "{\n    \"variables\": {\n        \"a\": {\n            \"b\": [\n                1\n            ]\n        }\n    },\n    \"outputs\": {\n        \"x\": {\n            \"y\": { \"value\": \"[variables('$0a')]\" }\n        }\n    }\n}",
        expect![[r#"
            Inline `a` here
            {
                "variables": {
                    "a": {
                        "b": [
                            1
                        ]
                    }
                },
                "outputs": {
                    "x": {
                        "y": { "value": {
                            "b": [
                                1
                            ]
                        } }
                    }
                } }
        "#]],
    );
}

#[test]
fn in_an_expression_the_value_is_written_as_one() {
    check_use(
        r#""it's \"[é]\"""#,
        r#""[concat(variables('$0a'), 'b')]""#,
        expect![[r#"
        Inline `a` here
        { "variables": { "a": "it's \"[é]\"" }, "outputs": { "x": { "value": "[concat('it''s \"[é]\"', 'b')]" } } }
    "#]],
    );
    check_use(
        r#""[[b]""#,
        r#""[concat(variables('$0a'), 'b')]""#,
        expect![[r#"
        Inline `a` here
        { "variables": { "a": "[[b]" }, "outputs": { "x": { "value": "[concat('[b]', 'b')]" } } }
    "#]],
    );
    check_use(
        "-5",
        r#""[string(variables('$0a'))]""#,
        expect![[r#"
        Inline `a` here
        { "variables": { "a": -5 }, "outputs": { "x": { "value": "[string(-5)]" } } }
    "#]],
    );
    check_use(
        "true",
        r#""[not(variables('$0a'))]""#,
        expect![[r#"
        Inline `a` here
        { "variables": { "a": true }, "outputs": { "x": { "value": "[not(true())]" } } }
    "#]],
    );
    check_use(
        "null",
        r#""[coalesce(variables('$0a'), 'b')]""#,
        expect![[r#"
        Inline `a` here
        { "variables": { "a": null }, "outputs": { "x": { "value": "[coalesce(null(), 'b')]" } } }
    "#]],
    );
    check_use(
        r#""[ resourceGroup() ]""#,
        r#""[concat(variables('$0a').id, 'b')]""#,
        expect![[r#"
        Inline `a` here
        { "variables": { "a": "[ resourceGroup() ]" }, "outputs": { "x": { "value": "[concat(resourceGroup().id, 'b')]" } } }
    "#]],
    );
}

#[test]
fn member_access_on_the_value_is_resolved() {
    let value = r#"{ "b": { "C": ["d", "[resourceGroup()]"] } }"#;
    check_use(
        value,
        r#""[variables('$0a').b.c[0]]""#,
        expect![[r#"
        Inline `a` here
        { "variables": { "a": { "b": { "C": ["d", "[resourceGroup()]"] } } }, "outputs": { "x": { "value": "d" } } }
    "#]],
    );
    check_use(
        value,
        r#""[concat(variables('$0a')['B'].c[1].id, 'e')]""#,
        expect![[r#"
        Inline `a` here
        { "variables": { "a": { "b": { "C": ["d", "[resourceGroup()]"] } } }, "outputs": { "x": { "value": "[concat(resourceGroup().id, 'e')]" } } }
    "#]],
    );
    check_use(
        value,
        r#""[variables('$0a').b]""#,
        expect![[r#"
        Inline `a` here
        { "variables": { "a": { "b": { "C": ["d", "[resourceGroup()]"] } } }, "outputs": { "x": { "value": { "C": ["d", "[resourceGroup()]"] } } } }
    "#]],
    );
    for used in [
        r#""[length(variables('$0a').b)]""#,
        r#""[variables('$0a').z]""#,
        r#""[variables('$0a').b.c[9]]""#,
        r#""[variables('$0a')[parameters('p')]]""#,
    ] {
        check_use(value, used, expect!["nothing"]);
    }
}

#[test]
fn a_declaration_goes_with_all_its_uses() {
    check(
        r#"{ "variables": { "$0a": "b", "c": "[concat(variables('a'), variables('A'))]" }, "outputs": { "x": { "value": "[variables('a')]" } } }"#,
        expect![[r#"
            Inline `a` in 3 places and remove it
            { "variables": { "c": "[concat('b', 'b')]" }, "outputs": { "x": { "value": "b" } } }
        "#]],
    );
    check(
        "{\n  \"variables\": {\n    \"c\": \"[variables('a')]\",\n    \"a$0\": \"b\"\n  }\n}",
        expect![[r#"
            Inline `a` and remove it
            {
              "variables": {
                "c": "b"
              } }
        "#]],
    );
    check(r#"{ "variables": { "$0a": "b" }, "outputs": {} }"#, expect!["nothing"]);
    check(
        r#"{ "variables": { "$0a": {} }, "outputs": { "x": { "value": "[variables('a')]" }, "y": { "value": "[length(variables('a'))]" } } }"#,
        expect!["nothing"],
    );
    check(
        r#"{ "variables": { "$0a": "b" }, "outputs": { "x": { "value": "[variables('a')]" }, "y": { "value": "[variables(concat('a', 'b'))]" } } }"#,
        expect!["nothing"],
    );
}

#[test]
fn a_variable_that_cannot_be_inlined_is_left_alone() {
    // Floats, and objects that a function takes.
    check_use("1.5", r#""[string(variables('$0a'))]""#, expect!["nothing"]);
    check_use("[1]", r#""[length(variables('$0a'))]""#, expect!["nothing"]);
    // A text has no members.
    check_use(r#""b""#, r#""[variables('$0a').c]""#, expect!["nothing"]);
    // Loops, circles, comments, what is no expression, what is declared twice or nowhere.
    check_use(
        r#"1, "copy": [{ "name": "l", "count": 2, "input": "b" }]"#,
        r#""[variables('$0l')]""#,
        expect!["nothing"],
    );
    check_use(r#""[variables('a')]""#, r#""[variables('$0a')]""#, expect!["nothing"]);
    check_use("{ /* why */ }", r#""[variables('$0a')]""#, expect!["nothing"]);
    check_use(r#""[concat(]""#, r#""[variables('$0a')]""#, expect!["nothing"]);
    check_use(r#""b", "A": "c""#, r#""[variables('$0a')]""#, expect!["nothing"]);
    check_use("1", r#""[variables('$0z')]""#, expect!["nothing"]);
    check_use("1", r#""[concat('$0z', variables('a'))]""#, expect!["nothing"]);
    // A key cannot be a literal in brackets.
    check(
        r#"{ "variables": { "a": "b" }, "outputs": { "x": { "value": { "[variables('$0a')]": 1 } } } }"#,
        expect!["nothing"],
    );
}

#[test]
fn inlining_in_real_templates_keeps_all_values() {
    let count = samples::templates().into_par_iter().map(|(path, text)| {
        let doc = Document::new(text, Language::Jsonc, None);
        let Some(root) = doc.tree().root().filter(|_| doc.kind() == Kind::Arm) else {
            return 0;
        };
        let values = |doc: &Document| {
            let sections = ["resources", "outputs"].into_iter();
            let values = sections.filter_map(|it| doc.tree().root()?.get(it));
            let values = values.map(|it| format!("{:?}", eval::value_of(it, None).value));
            values.collect::<Vec<_>>()
        };
        let before = values(&doc);
        let mut count = 0;
        for declaration in scope::all(root)
            .into_iter()
            .flat_map(|it| it.declared(Symbol::Variable))
        {
            for offer in inline::inlinings(&doc, declaration.written.start + 1) {
                let after = doc.with_text(edit::apply(doc.text(), &offer.edits));
                assert_eq!(
                    after.tree().errors().len(),
                    doc.tree().errors().len(),
                    "{path:?} {offer:?}"
                );
                assert_eq!(values(&after), before, "{path:?} {offer:?}");
                count += 1;
            }
        }
        count
    });
    let count: usize = count.sum();
    println!("{count} variables inlined");
    assert!(count > samples::at_least(8, 80), "{count}");
}
