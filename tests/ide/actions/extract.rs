//! Values that get a name, as parameters and as variables.

mod everywhere;
mod expressions;
mod places;

use aib_ls::document::{Document, Language};
use aib_ls::ide::actions::extract;
use aib_ls::locale::Lang;
use aib_ls::syntax;
use aib_ls::text::edit;
use aib_ls::text::span::Span;
use expect_test::{Expect, expect};

/// Each offer at the cursor or the selection: its title, and the lines that are not in the text before.
fn check(marked: &str, expected: Expect) {
    let first = marked.find("$0").expect("there is a cursor");
    let text = marked.replacen("$0", "", 1);
    let second = text.find("$0").unwrap_or(first);
    let doc = Document::new(text.replacen("$0", "", 1), Language::Jsonc, None);
    let at = Span::new(first as u32, second as u32);
    let mut shown = String::new();
    for offer in extract::extractions(&doc, at) {
        let after = edit::apply(doc.text(), &offer.edits);
        assert_eq!(syntax::parse(after.clone()).errors(), []);
        assert!(!offer.title.get(Lang::PtBr).is_empty());
        shown += &format!("{}\n", offer.title.en);
        let new = after.lines().filter(|line| !doc.text().lines().any(|it| it == *line));
        shown.extend(new.map(|it| format!("{it}\n")));
    }
    expected.assert_eq(if shown.is_empty() { "nothing" } else { &shown });
}

/// The same for members of the image template of a deployment; what stands before its resources is `declared`.
fn check_in(declared: &str, members: &str, expected: Expect) {
    check(&deployment(declared, members), expected);
}

fn deployment(declared: &str, members: &str) -> String {
    format!(
        "{{\n{declared}  \"resources\": [\n    {{\n      \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\",\n      {members}\n    }}\n  ]\n}}\n"
    )
}

#[test]
fn a_text_gets_the_name_of_its_member() {
    check_in(
        "",
        r#""properties": { "vmProfile": { "vmSize": "Stand$0ard_D2s_v3" } }"#,
        expect![[r#"
            Extract `"Standard_D2s_v3"` to the parameter `vmSize`
              "parameters": {
                "vmSize": {
                  "type": "string",
                  "defaultValue": "Standard_D2s_v3"
              },
                  "properties": { "vmProfile": { "vmSize": "[parameters('vmSize')]" } }
            Extract `"Standard_D2s_v3"` to the variable `vmSize`
              "variables": {
                "vmSize": "Standard_D2s_v3"
              },
                  "properties": { "vmProfile": { "vmSize": "[variables('vmSize')]" } }
        "#]],
    );
}

#[test]
fn a_name_that_is_taken_gets_a_number() {
    check_in(
        "  \"parameters\": {\n    \"VMSIZE\": { \"type\": \"string\" }\n  },\n  \"variables\": {},\n",
        r#""properties": { "vmProfile": { "vmSize": "$0D2" }, "x": "[concat(parameters('vmSize'), variables('vmSize'), variables('vmSize2'))]" }"#,
        expect![[r#"
            Extract `"D2"` to the parameter `vmSize2`
                "VMSIZE": { "type": "string" },
                "vmSize2": {
                  "type": "string",
                  "defaultValue": "D2"
                  "properties": { "vmProfile": { "vmSize": "[parameters('vmSize2')]" }, "x": "[concat(parameters('vmSize'), variables('vmSize'), variables('vmSize2'))]" }
            Extract `"D2"` to the variable `vmSize3`
              "variables": {
                "vmSize3": "D2"
                  "properties": { "vmProfile": { "vmSize": "[variables('vmSize3')]" }, "x": "[concat(parameters('vmSize'), variables('vmSize'), variables('vmSize2'))]" }
        "#]],
    );
    check_in(
        "",
        r#""tags": { "cost center": "a$0", "[parameters('x')]": "b" }"#,
        expect![[r#"
            Extract `"a"` to the parameter `costCenter`
              "parameters": {
                "costCenter": {
                  "type": "string",
                  "defaultValue": "a"
              },
                  "tags": { "cost center": "[parameters('costCenter')]", "[parameters('x')]": "b" }
            Extract `"a"` to the variable `costCenter`
              "variables": {
                "costCenter": "a"
              },
                  "tags": { "cost center": "[variables('costCenter')]", "[parameters('x')]": "b" }
        "#]],
    );
    check_in(
        "",
        r#""tags": { "[parameters('x')]": "b$0" }"#,
        expect![[r#"
        Extract `"b"` to the parameter `value`
          "parameters": {
            "value": {
              "type": "string",
              "defaultValue": "b"
          },
              "tags": { "[parameters('x')]": "[parameters('value')]" }
        Extract `"b"` to the variable `value`
          "variables": {
            "value": "b"
          },
              "tags": { "[parameters('x')]": "[variables('value')]" }
    "#]],
    );
    check(
        r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }], "outputs": { "copy": { "type": "string", "value": "$0a" } } }"#,
        expect![[r#"
            Extract `"a"` to the parameter `copy`
            { "parameters": { "copy": { "type": "string", "defaultValue": "a" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }], "outputs": { "copy": { "type": "string", "value": "[parameters('copy')]" } } }
            Extract `"a"` to the variable `copy2`
            { "variables": { "copy2": "a" }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }], "outputs": { "copy": { "type": "string", "value": "[variables('copy2')]" } } }
        "#]],
    );
}

#[test]
fn numbers_and_truth_have_their_types() {
    check_in(
        "",
        r#""properties": { "buildTimeoutInMinutes": 12$00 }"#,
        expect![[r#"
        Extract `120` to the parameter `buildTimeoutInMinutes`
          "parameters": {
            "buildTimeoutInMinutes": {
              "type": "int",
              "defaultValue": 120
          },
              "properties": { "buildTimeoutInMinutes": "[parameters('buildTimeoutInMinutes')]" }
        Extract `120` to the variable `buildTimeoutInMinutes`
          "variables": {
            "buildTimeoutInMinutes": 120
          },
              "properties": { "buildTimeoutInMinutes": "[variables('buildTimeoutInMinutes')]" }
    "#]],
    );
    check_in(
        "",
        r#""condition": tr$0ue"#,
        expect![[r#"
        Extract `true` to the parameter `condition`
          "parameters": {
            "condition": {
              "type": "bool",
              "defaultValue": true
          },
              "condition": "[parameters('condition')]"
        Extract `true` to the variable `condition`
          "variables": {
            "condition": true
          },
              "condition": "[variables('condition')]"
    "#]],
    );
    // No parameter takes these.
    check_in(
        "",
        r#""tags": { "a": 1.$05 }"#,
        expect![[r#"
        Extract `1.5` to the variable `a`
          "variables": {
            "a": 1.5
          },
              "tags": { "a": "[variables('a')]" }
    "#]],
    );
    check_in(
        "",
        r#""tags": { "a": nu$0ll }"#,
        expect![[r#"
        Extract `null` to the variable `a`
          "variables": {
            "a": null
          },
              "tags": { "a": "[variables('a')]" }
    "#]],
    );
}

#[test]
fn lists_and_objects_are_named_at_their_key_and_brackets() {
    let list =
        "\"properties\": {\n        \"inl$0ine\": [\n          \"a  b\",\n          { \"c\": [] }\n        ]\n      }";
    check_in(
        "",
        list,
        expect![[r#"
        Extract `[ "a b", { "c": [] } ]` to the parameter `inline`
          "parameters": {
            "inline": {
              "type": "array",
              "defaultValue": [
                "a  b",
                { "c": [] }
              ]
          },
                "inline": "[parameters('inline')]"
        Extract `[ "a b", { "c": [] } ]` to the variable `inline`
          "variables": {
            "inline": [
              "a  b",
              { "c": [] }
            ]
          },
                "inline": "[variables('inline')]"
    "#]],
    );
    check_in(
        "",
        r#""tags": $0{ "a": "[toLower('B')]" }$0"#,
        expect![[r#"
        Extract `{ "a": "[toLower('B')]" }` to the variable `tags`
          "variables": {
            "tags": { "a": "[toLower('B')]" }
          },
              "tags": "[variables('tags')]"
    "#]],
    );
    check_in("", r#""tags": { $0 "a": "b" }"#, expect!["nothing"]);
    check_in("", r#""tags": { "a": "b", "c$0": "d$0" }"#, expect!["nothing"]);
    check_in("", r#""tags": $0{}"#, expect!["nothing"]);
    // A comment would be lost where all comes on one line, and a loop is bound to its place.
    check_in("", "\"tags\": $0{ // why\n \"a\": \"b\" }", expect!["nothing"]);
    check_in(
        "",
        r#""tags": $0{ "copy": [{ "name": "a", "count": 2, "input": "b" }] }"#,
        expect!["nothing"],
    );
}

#[test]
fn doubled_brackets_say_the_same_everywhere() {
    check_in(
        "",
        r#""tags": { "a": "[$0[b]" }"#,
        expect![[r#"
        Extract `"[[b]"` to the parameter `a`
          "parameters": {
            "a": {
              "type": "string",
              "defaultValue": "[[b]"
          },
              "tags": { "a": "[parameters('a')]" }
        Extract `"[[b]"` to the variable `a`
          "variables": {
            "a": "[[b]"
          },
              "tags": { "a": "[variables('a')]" }
    "#]],
    );
}
