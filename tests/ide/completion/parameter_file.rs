//! What is offered in a parameter file, and what the file is once it is taken.

use aib_ls::document::{Document, Language};
use aib_ls::ide::completion::{Item, parameter_file};
use aib_ls::locale::Lang;
use aib_ls::text::edit;
use expect_test::{Expect, expect};

use crate::ide::completion::wide;

const TEMPLATE: &str = r#"{
  "parameters": {
    "size": { "type": "string", "defaultValue": "D2", "metadata": { "description": "How *large*." } },
    "minutes": { "type": "int" },
    "sku": { "type": "string", "allowedValues": ["Basic", "Standard"], "defaultValue": "Standard" },
    "fast": { "type": "bool" },
    "tags": { "type": "object", "defaultValue": { "a": "b" } },
    "cost$": { "type": "secureString" }
  },
  "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }]
}"#;

fn items(file: &str) -> (Document, Vec<Item>) {
    let at = file.find("$0").unwrap() as u32;
    let template = Document::new(TEMPLATE.to_owned(), Language::Json, None);
    let file = Document::parameter_file(file.replace("$0", ""), Language::Json);
    let mut items = parameter_file::items(&template, &file, at);
    items.sort_by_key(|it| it.rank);
    (file, items)
}

fn check(file: &str, expected: Expect) {
    let line = |it: &Item| {
        let detail = it.detail.as_ref().map_or("", |it| it.get(Lang::En));
        let words = it.words.as_ref().map_or("", |it| it.get(Lang::En));
        format!("{} | {detail} | {words}\n", it.label)
    };
    let shown: String = items(file).1.iter().map(line).collect();
    expected.assert_eq(if shown.is_empty() { "nothing" } else { &shown });
}

/// The file after an item was taken, in plain text, and the snippet.
fn check_taken(file: &str, label: &str, expected: Expect) {
    let (doc, items) = items(file);
    let item = items.iter().find(|it| it.label == label).expect("it is offered");
    let mut shown = format!("{}\n", edit::apply(doc.text(), &wide(&item.insertion)));
    shown.extend(item.insertion.snippet.iter().map(|it| format!("{it}\n")));
    expected.assert_eq(&shown);
}

#[test]
fn names_without_a_value_are_offered_the_needed_first() {
    check(
        r#"{ "parameters": { "MINUTES": { "value": 3 }, $0 } }"#,
        expect![[r#"
            fast | bool, required | 
            cost$ | secureString, required | 
            size | string | How \*large\*.
            sku | string | 
            tags | object | 
        "#]],
    );
    check(
        r#"{ "parameters": { "si$0" } }"#,
        expect![[r#"
            minutes | int, required | 
            fast | bool, required | 
            cost$ | secureString, required | 
            size | string | How \*large\*.
            sku | string | 
            tags | object | 
        "#]],
    );
    check(
        r#"{ "parameters": { "size$0": { "value": "D4" } } }"#,
        expect![[r#"
            minutes | int, required | 
            fast | bool, required | 
            cost$ | secureString, required | 
            size | string | How \*large\*.
            sku | string | 
            tags | object | 
        "#]],
    );
    check(r#"{ $0 }"#, expect!["nothing"]);
    check(
        r#"{ "parameters": { "size": { "value": { $0 } } } }"#,
        expect!["nothing"],
    );
}

#[test]
fn a_name_brings_its_value() {
    check_taken(
        r#"{ "parameters": { "fast": { "value": true } $0 } }"#,
        "minutes",
        expect![[r#"
            { "parameters": { "fast": { "value": true }, "minutes": { "value": 0 } } }
            "minutes": { "value": ${1:0} \}
        "#]],
    );
    check_taken(
        r#"{ "parameters": { "s$0" } }"#,
        "sku",
        expect![[r#"
        { "parameters": { "sku": { "value": "Standard" } } }
        "sku": { "value": "${1:Standard}" \}
    "#]],
    );
    check_taken(
        r#"{ "parameters": { "s$0": { "value": "a" } } }"#,
        "sku",
        expect![[r#"
        { "parameters": { "sku": { "value": "a" } } }
    "#]],
    );
    check_taken(
        r#"{ "parameters": { $0 } }"#,
        "cost$",
        expect![[r#"
        { "parameters": { "cost$": { "value": "" } } }
        "cost\$": { "value": "$1" \}
    "#]],
    );
    check_taken(
        r#"{ "parameters": { $0 } }"#,
        "tags",
        expect![[r#"
        { "parameters": { "tags": { "value": { "a": "b" } } } }
        "tags": { "value": ${1:{ "a": "b" \}} \}
    "#]],
    );
}

#[test]
fn an_entry_says_a_value_or_where_a_secret_is() {
    check(
        r#"{ "parameters": { "sku": { $0 } } }"#,
        expect![[r#"
        value | string | 
        reference |  | A Key Vault secret, which Resource Manager resolves.
    "#]],
    );
    check_taken(
        r#"{ "parameters": { "sku": { $0 } } }"#,
        "value",
        expect![[r#"
        { "parameters": { "sku": { "value": "Standard" } } }
        "value": "${1:Standard}"
    "#]],
    );
    check_taken(
        r#"{ "parameters": { "cost$": { $0 } } }"#,
        "reference",
        expect![[r#"
        { "parameters": { "cost$": { "reference": { "keyVault": { "id": "" }, "secretName": "" } } } }
        "reference": { "keyVault": { "id": "$1" \}, "secretName": "$2" \}
    "#]],
    );
    check(
        r#"{ "parameters": { "sku": { "value": "a", $0 } } }"#,
        expect!["nothing"],
    );
    check(r#"{ "parameters": { "nobody": { $0 } } }"#, expect!["nothing"]);
}

#[test]
fn values_that_are_allowed_are_offered() {
    check(
        r#"{ "parameters": { "sku": { "value": $0 } } }"#,
        expect![[r#"
        Standard | default | 
        Basic |  | 
    "#]],
    );
    check(
        r#"{ "parameters": { "SKU": { "value": "Ba$0" } } }"#,
        expect![[r#"
        Standard | default | 
        Basic |  | 
    "#]],
    );
    check(
        r#"{ "parameters": { "fast": { "value": $0 } } }"#,
        expect![[r#"
        true |  | 
        false |  | 
    "#]],
    );
    check(
        r#"{ "parameters": { "tags": { "value": $0 } } }"#,
        expect![[r#"
        { "a": "b" } | default | 
    "#]],
    );
    check(
        r#"{ "parameters": { "minutes": { "value": $0 } } }"#,
        expect!["nothing"],
    );
    check_taken(
        r#"{ "parameters": { "sku": { "value": "Ba$0" }, "size": {} } }"#,
        "Basic",
        expect![[r#"
            { "parameters": { "sku": { "value": "Basic" }, "size": {} } }
        "#]],
    );
}
