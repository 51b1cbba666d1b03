//! From a name to its declaration.

use aib_ls::ide::definition;
use aib_ls::text::lines::Lines;
use aib_ls::text::rope::Encoding;
use expect_test::{Expect, expect};

use super::name::{self, Pair};

fn check(pair: &Pair, expected: Expect) {
    let text = pair.doc.text();
    let lines = Lines::new(text);
    let mut out = String::new();
    for it in definition::definition(pair.asked()) {
        let line = lines.position(it.name.start, Encoding::Utf8).0 + 1;
        out += &format!("line {line}: {} in {}\n", it.name.of(text), it.whole.of(text));
    }
    expected.assert_eq(if out.is_empty() { "nothing" } else { &out });
}

fn check_at(line: usize, before: &str, expected: Expect) {
    check(&Pair::new(&name::deployment(line, before), None), expected);
}

#[test]
fn a_use_leads_to_its_declaration_in_its_own_scope() {
    check_at(
        3,
        "parameters('SI",
        expect![[r#"
            line 2: "size" in "size": { "type": "string" }
        "#]],
    );
    check_at(
        5,
        "parameters('size",
        expect![[r#"
            line 5: "size" in { "name": "size", "type": "string" }
        "#]],
    );
    check_at(
        12,
        "[parameters('",
        expect![[r#"
            line 12: "Size" in "Size": { "type": "string" }
        "#]],
    );
    check_at(
        8,
        "variables('DI",
        expect![[r#"
            line 3: "disks" in { "name": "disks", "count": 2, "input": "[copyIndex('disks')]" }
        "#]],
    );
    check_at(
        3,
        "copyIndex('d",
        expect![[r#"
            line 3: "disks" in { "name": "disks", "count": 2, "input": "[copyIndex('disks')]" }
        "#]],
    );
}

#[test]
fn keys_escaped_names_functions_and_passed_values_have_definitions() {
    check_at(
        8,
        "\"[parameters('",
        expect![[r#"
            line 2: "size" in "size": { "type": "string" }
        "#]],
    );
    check_at(
        8,
        "it''s",
        expect![[r#"
            line 2: "it's \u00e9" in "it's \u00e9": { "type": "string" }
        "#]],
    );
    check_at(
        7,
        "Contoso.Na",
        expect![[r#"
            line 4: "named" in "named": {
                "parameters": [{ "name": "size", "type": "string" }], "output": { "type": "string", "value": "[parameters('size')]" } }
        "#]],
    );
    check_at(
        11,
        "{ \"si",
        expect![[r#"
            line 12: "Size" in "Size": { "type": "string" }
        "#]],
    );
    check_at(
        2,
        "\"size",
        expect![[r#"
            line 2: "size" in "size": { "type": "string" }
        "#]],
    );
}

#[test]
fn a_value_of_the_parameter_file_leads_to_the_template() {
    let template = name::deployment(1, "").replace("$0", "");
    let file = name::FILE.replace("SIZE", "SI$0ZE");
    check(
        &Pair::new(&template, Some(&file)),
        expect![[r#"
            line 2: "size" in "size": { "type": "string" }
        "#]],
    );
}

#[test]
fn other_positions_have_no_definition() {
    check_at(3, "toLo", expect!["nothing"]);
    check_at(7, "Microsoft", expect!["nothing"]);
    let unknown = name::deployment(8, "variables('DISKS").replace("'DISKS$0'", "'$0no'");
    check(&Pair::new(&unknown, None), expect!["nothing"]);
    let text = r#"{ "properties": { "source": {}, "distribute": [], "x": "[parameters('$0a')]" }, "parameters": { "a": {} } }"#;
    check(&Pair::new(text, None), expect!["nothing"]);
}
