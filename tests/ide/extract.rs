//! Values that get a name, as parameters and as variables.

mod everywhere;

use aib_ls::document::{Document, Language};
use aib_ls::ide::extract;
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
    check_in("", r#""tags": $0{ "a": "[toLower('B')]" }$0"#, expect!["nothing"]);
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
fn a_text_in_an_expression_is_written_as_json() {
    check_in(
        "",
        r#""name": "[concat('it''s $0\"[é]\"', '-', parameters('a'))]""#,
        expect![[r#"
        Extract `'it''s "[é]"'` to the parameter `name`
          "parameters": {
            "name": {
              "type": "string",
              "defaultValue": "it's \"[é]\""
          },
              "name": "[concat(parameters('name'), '-', parameters('a'))]"
        Extract `'it''s "[é]"'` to the variable `name`
          "variables": {
            "name": "it's \"[é]\""
          },
              "name": "[concat(variables('name'), '-', parameters('a'))]"
    "#]],
    );
    check_in(
        "",
        r#""name": "[concat('[$0x]', 'b')]""#,
        expect![[r#"
        Extract `'[x]'` to the parameter `name`
          "parameters": {
            "name": {
              "type": "string",
              "defaultValue": "[[x]"
          },
              "name": "[concat(parameters('name'), 'b')]"
        Extract `'[x]'` to the variable `name`
          "variables": {
            "name": "[[x]"
          },
              "name": "[concat(variables('name'), 'b')]"
        Extract `[concat('[x]', 'b')]` to the variable `name`
          "variables": {
            "name": "[concat('[x]', 'b')]"
          },
              "name": "[variables('name')]"
    "#]],
    );
    check_in(
        "",
        r#""name": "[take('abc', $02)]""#,
        expect![[r#"
        Extract `2` to the parameter `name`
          "parameters": {
            "name": {
              "type": "int",
              "defaultValue": 2
          },
              "name": "[take('abc', parameters('name'))]"
        Extract `2` to the variable `name`
          "variables": {
            "name": 2
          },
              "name": "[take('abc', variables('name'))]"
        Extract `[take('abc', 2)]` to the variable `name`
          "variables": {
            "name": "[take('abc', 2)]"
          },
              "name": "[variables('name')]"
    "#]],
    );
    check_in(
        "",
        r#""name": "[if(tr$0ue, 'a', null)]""#,
        expect![[r#"
        Extract `true` to the parameter `name`
          "parameters": {
            "name": {
              "type": "bool",
              "defaultValue": true
          },
              "name": "[if(parameters('name'), 'a', null)]"
        Extract `true` to the variable `name`
          "variables": {
            "name": true
          },
              "name": "[if(variables('name'), 'a', null)]"
        Extract `[if(true, 'a', null)]` to the variable `name`
          "variables": {
            "name": "[if(true, 'a', null)]"
          },
              "name": "[variables('name')]"
    "#]],
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

#[test]
fn a_call_becomes_a_variable_and_so_does_the_whole() {
    check_in(
        "  \"variables\": {\n    \"stem\": \"a\"\n  },\n",
        r#""name": "[concat(toLower(variables('stem$0')), '-', uniqueString(resourceGroup().id))]""#,
        expect![[r#"
            Extract `toLower(variables('stem'))` to the variable `name`
                "stem": "a",
                "name": "[toLower(variables('stem'))]"
                  "name": "[concat(variables('name'), '-', uniqueString(resourceGroup().id))]"
            Extract `[concat(toLower(variables('stem')), '-',…` to the variable `name`
                "stem": "a",
                "name": "[concat(toLower(variables('stem')), '-', uniqueString(resourceGroup().id))]"
                  "name": "[variables('name')]"
        "#]],
    );
    check_in(
        "",
        r#""name": "[concat('a', resourceGroup().$0id)]""#,
        expect![[r#"
        Extract `resourceGroup().id` to the variable `name`
          "variables": {
            "name": "[resourceGroup().id]"
          },
              "name": "[concat('a', variables('name'))]"
        Extract `[concat('a', resourceGroup().id)]` to the variable `name`
          "variables": {
            "name": "[concat('a', resourceGroup().id)]"
          },
              "name": "[variables('name')]"
    "#]],
    );
}

#[test]
fn a_selection_means_what_it_holds() {
    check_in(
        "",
        r#""name": "[concat('a', $0resourceGroup().id$0)]""#,
        expect![[r#"
        Extract `resourceGroup().id` to the variable `name`
          "variables": {
            "name": "[resourceGroup().id]"
          },
              "name": "[concat('a', variables('name'))]"
    "#]],
    );
    check_in(
        "",
        r#""name": "[$0concat('a', resourceGroup().id)$0]""#,
        expect![[r#"
        Extract `[concat('a', resourceGroup().id)]` to the variable `name`
          "variables": {
            "name": "[concat('a', resourceGroup().id)]"
          },
              "name": "[variables('name')]"
    "#]],
    );
    check_in(
        "",
        r#"$0"name": "[concat('a', resourceGroup().id)]"$0"#,
        expect![[r#"
        Extract `[concat('a', resourceGroup().id)]` to the variable `name`
          "variables": {
            "name": "[concat('a', resourceGroup().id)]"
          },
              "name": "[variables('name')]"
    "#]],
    );
    check_in(
        "",
        r#""name": "[concat($0'a', resource$0Group().id)]""#,
        expect!["nothing"],
    );
    check_in(
        "",
        r#"$0  "name": "a", $0"location": "b""#,
        expect![[r#"
        Extract `"a"` to the parameter `name`
          "parameters": {
            "name": {
              "type": "string",
              "defaultValue": "a"
          },
                "name": "[parameters('name')]", "location": "b"
        Extract `"a"` to the variable `name`
          "variables": {
            "name": "a"
          },
                "name": "[variables('name')]", "location": "b"
    "#]],
    );
}

#[test]
fn what_is_bound_to_its_place_stays_there() {
    for member in [
        // Only a deployment that runs knows these.
        r#""tags": "[refer$0ence('a').b]""#,
        r#""tags": { "a": "[concat(listKe$0ys('a', '2024-01-01').keys[0].value)]" }"#,
        // These have a meaning in a loop and in a lambda alone.
        r#""name": "[concat('a', copyInd$0ex())]""#,
        r#""name": "[copyIndex('$0loop')]""#,
        r#""tags": "[map(createArray(1), lambda('$0x', lambdaVariables('x')))]""#,
        // There is no such thing.
        r#""name": "[nothi$0ng('a')]""#,
        r#""name": "[concat('a'$0]""#,
        // It has a name.
        r#""name": "[parameters('a$0')]""#,
        r#""name": "[vari$0ables('a')]""#,
    ] {
        let found = |it: &str| it.contains("to the parameter") || it.contains("to the variable");
        let text = deployment("", member);
        let at = text.find("$0").unwrap() as u32;
        let doc = Document::new(text.replace("$0", ""), Language::Jsonc, None);
        let titles: Vec<String> = extract::extractions(&doc, Span::at(at))
            .into_iter()
            .map(|it| it.title.en.into_owned())
            .filter(|it| found(it) && !it.contains("`[map("))
            .collect();
        assert_eq!(titles, [""; 0], "{member}");
    }
    // A lambda moves with the function that calls it.
    check_in(
        "",
        r#""tags": "[ma$0p(createArray(1), lambda('x', lambdaVariables('x')))]""#,
        expect![[r#"
        Extract `[map(createArray(1), lambda('x', lambdaV…` to the variable `tags`
          "variables": {
            "tags": "[map(createArray(1), lambda('x', lambdaVariables('x')))]"
          },
              "tags": "[variables('tags')]"
    "#]],
    );
}

#[test]
fn only_what_is_computed_is_named() {
    for text in [
        r#"{ "resources": [{ "type": "Microsoft.VirtualMachine$0Images/imageTemplates" }] }"#,
        r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024$0-02-01" }] }"#,
        r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": { "customize": [{ "type": "Sh$0ell" }] } }] }"#,
        r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": $0{} }] }"#,
        r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "comments": "$0a" }] }"#,
        r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "copy": { "name": "$0a", "count": 2 } }] }"#,
        r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "dependsOn": $0[] }] }"#,
        r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "tags": { "[concat('a$0', 'b')]": "c" } }] }"#,
        r#"{ "resources": $0[{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }"#,
        r#"{ "resources": [$0{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }"#,
        r#"{ "contentVersion": "1.0$0.0.0", "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }"#,
        r#"{ "parameters": { "a": { "type": "string", "defaultValue": "b$0" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }"#,
        r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }], "outputs": { "a": { "type": "str$0ing", "value": "b" } } }"#,
        // A function sees no other names.
        r#"{ "functions": [{ "namespace": "a", "members": { "b": { "output": { "type": "string", "value": "c$0" } } } }], "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }"#,
        // A text that is broken anywhere, and one that nothing evaluates.
        r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "a$0" }], "outputs": }"#,
        r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "a$0" }"#,
    ] {
        check(
            text,
            expect![[r#"
            Extract `"c"` to the parameter `value`
            { "parameters": { "value": { "type": "string", "defaultValue": "c" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "tags": { "[concat('a', 'b')]": "[parameters('value')]" } }] }
            Extract `"c"` to the variable `value`
            { "variables": { "value": "c" }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "tags": { "[concat('a', 'b')]": "[variables('value')]" } }] }
        "#]],
        );
    }
}

#[test]
fn secrets_are_left_alone() {
    check_in("", r#""properties": { "adminPassword": "$0x" }"#, expect!["nothing"]);
    check_in(
        "",
        r#""properties": { "clientSecret": "[concat('$0x', 'y')]" }"#,
        expect!["nothing"],
    );
}

#[test]
fn all_of_a_variable_is_one_already() {
    let image = r#""resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }]"#;
    check(
        &format!("{{\n  \"variables\": {{\n    \"a\": \"b$0\"\n  }},\n  {image}\n}}"),
        expect![[r#"
        Extract `"b"` to the parameter `a`
          "parameters": {
            "a": {
              "type": "string",
              "defaultValue": "b"
            }
            "a": "[parameters('a')]"
    "#]],
    );
    check(
        &format!("{{\n  \"variables\": {{\n    \"a\": \"[concat('b$0', 'c')]\"\n  }},\n  {image}\n}}"),
        expect![[r#"
            Extract `'b'` to the parameter `a`
              "parameters": {
                "a": {
                  "type": "string",
                  "defaultValue": "b"
                }
                "a": "[concat(parameters('a'), 'c')]"
            Extract `'b'` to the variable `a2`
                "a": "[concat(variables('a2'), 'c')]",
                "a2": "b"
        "#]],
    );
    check(
        &format!("{{\n  \"variables\": {{\n    \"a\": {{ \"b\": \"c$0\" }}\n  }},\n  {image}\n}}"),
        expect![[r#"
            Extract `"c"` to the parameter `b`
              "parameters": {
                "b": {
                  "type": "string",
                  "defaultValue": "c"
                }
                "a": { "b": "[parameters('b')]" }
            Extract `"c"` to the variable `b`
                "a": { "b": "[variables('b')]" },
                "b": "c"
        "#]],
    );
}

#[test]
fn a_name_is_declared_where_the_place_looks_it_up() {
    let nested = |scope: &str| {
        format!(
            r#"{{
  "resources": [{{ "type": "Microsoft.Resources/deployments", "properties": {{
    "expressionEvaluationOptions": {{ "scope": "{scope}" }},
    "parameters": {{ "size": {{ "value": "D2" }} }},
    "template": {{
      "resources": [
        {{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "west$0europe" }}
      ]
    }}
  }} }}]
}}"#
        )
    };
    check(
        &nested("inner"),
        expect![[r#"
        Extract `"westeurope"` to the parameter `location`
              "parameters": {
                "location": {
                  "type": "string",
                  "defaultValue": "westeurope"
                }
              },
                { "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('location')]" }
        Extract `"westeurope"` to the variable `location`
              "variables": {
                "location": "westeurope"
              },
                { "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[variables('location')]" }
    "#]],
    );
    check(
        &nested("outer"),
        expect![[r#"
        Extract `"westeurope"` to the parameter `location`
          "parameters": {
            "location": {
              "type": "string",
              "defaultValue": "westeurope"
          },
                { "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('location')]" }
        Extract `"westeurope"` to the variable `location`
          "variables": {
            "location": "westeurope"
          },
                { "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[variables('location')]" }
    "#]],
    );
    let passed = nested("inner").replace("$0", "").replace("D2", "D$02");
    check(
        &passed,
        expect![[r#"
        Extract `"D2"` to the parameter `size`
          "parameters": {
            "size": {
              "type": "string",
              "defaultValue": "D2"
          },
            "parameters": { "size": { "value": "[parameters('size')]" } },
        Extract `"D2"` to the variable `size`
          "variables": {
            "size": "D2"
          },
            "parameters": { "size": { "value": "[variables('size')]" } },
    "#]],
    );
}
