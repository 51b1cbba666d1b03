//! Entries of the parameter file.

use aib_ls::ide::actions::give_value;
use aib_ls::rules;
use aib_ls::syntax;
use aib_ls::text::edit;
use expect_test::{Expect, expect};

use crate::ide::name::Pair;

/// The title of the offer, and the parameter file after it.
fn check(declared: &str, file: &str, expected: Expect) {
    let template = format!(
        "{{ \"parameters\": {{ {declared} }}, \"resources\": [{{ \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\" }}] }}"
    );
    let pair = Pair::new(&template, Some(file));
    let shown = give_value::entry(pair.asked()).map(|entry| {
        let after = edit::apply(file, &entry.edits);
        assert_eq!(syntax::parse(after.clone()).errors(), []);
        format!("{}\n{after}\n", entry.title.en)
    });
    expected.assert_eq(shown.as_deref().unwrap_or("nothing"));
}

const FILE: &str = "{\n  \"parameters\": {\n    \"b\": {\n      \"value\": 1\n    }\n  }\n}";

#[test]
fn a_parameter_is_given_its_default() {
    check(
        r#""$0a": { "type": "string", "defaultValue": "x" }"#,
        FILE,
        expect![[r#"
        Add `a` to `web.parameters.json`
        {
          "parameters": {
            "b": {
              "value": 1
            },
            "a": {
              "value": "x"
            }
          }
        }
    "#]],
    );
    check(
        r#""a": { "type": "object", "defaultValue$0": { "x": [1, 2] } }"#,
        r#"{ "parameters": {} }"#,
        expect![[r#"
            Add `a` to `web.parameters.json`
            { "parameters": { "a": { "value": { "x": [1, 2] } } } }
        "#]],
    );
}

#[test]
fn without_one_it_is_given_something_to_fill_in() {
    check(
        r#""$0vm size": { "type": "String" }"#,
        FILE,
        expect![[r#"
        Add `vm size` to `web.parameters.json`
        {
          "parameters": {
            "b": {
              "value": 1
            },
            "vm size": {
              "value": "<vm-size>"
            }
          }
        }
    "#]],
    );
    check(
        r#""$0a": { "type": "string", "defaultValue": "[resourceGroup().location]" }"#,
        FILE,
        expect![[r#"
        Add `a` to `web.parameters.json`
        {
          "parameters": {
            "b": {
              "value": 1
            },
            "a": {
              "value": "<a>"
            }
          }
        }
    "#]],
    );
    check(
        r#""$0a": { "type": "string", "allowedValues": ["x", "y"] }"#,
        FILE,
        expect![[r#"
        Add `a` to `web.parameters.json`
        {
          "parameters": {
            "b": {
              "value": 1
            },
            "a": {
              "value": "x"
            }
          }
        }
    "#]],
    );
    check(
        r#""$0a": { "type": "int", "minValue": 3 }"#,
        FILE,
        expect![[r#"
        Add `a` to `web.parameters.json`
        {
          "parameters": {
            "b": {
              "value": 1
            },
            "a": {
              "value": 3
            }
          }
        }
    "#]],
    );
    check(
        r#""$0a": { "type": "array" }"#,
        FILE,
        expect![[r#"
        Add `a` to `web.parameters.json`
        {
          "parameters": {
            "b": {
              "value": 1
            },
            "a": {
              "value": []
            }
          }
        }
    "#]],
    );
}

#[test]
fn secrets_and_what_is_there_are_left_alone() {
    for declared in [
        r#""$0a": { "type": "secureString", "defaultValue": "x" }"#,
        r#""$0a": { "type": "secureObject" }"#,
        r#""$0B": { "type": "int" }"#,
        r#""$0a": {}"#,
        r#""$0a": { "type": "string", "defaultValue": "[[x]" }"#,
        r#""$0a": { "type": "object", "defaultValue": { /* why */ } }"#,
        r#""a": { "type": "int" }, $0"#,
    ] {
        check(declared, FILE, expect!["nothing"]);
    }
}

#[test]
fn the_rule_that_is_fixed_exists() {
    assert!(rules::find(give_value::MISSING).is_some());
}
