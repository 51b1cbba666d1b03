//! What the names of expressions mean, in which scope.

use std::fmt::Write;

use aib_ls::expr::names;
use aib_ls::syntax;
use aib_ls::text::lines::Lines;
use aib_ls::text::rope::Encoding;
use expect_test::{Expect, expect};

fn check(text: &str, expected: Expect) {
    let tree = syntax::parse(text.to_owned());
    let lines = Lines::new(text);
    let line = |at: u32| lines.position(at, Encoding::Utf8).0 + 1;
    let mut out = String::new();
    for it in names::all(&tree) {
        let declared = it.declaration().map(|it| line(it.written.start).to_string());
        let declared = declared.unwrap_or_else(|| "nowhere".to_owned());
        let (symbol, name) = (it.symbol, it.span.of(text));
        writeln!(out, "{}: {symbol:?} {name} → {declared}", line(it.span.start)).unwrap();
    }
    expected.assert_eq(&out);
}

#[test]
fn names_are_found_without_regard_to_case() {
    check(
        r#"{
  "parameters": { "Size": { "type": "string", "defaultValue": "[variables('small')]" } },
  "variables": { "small": "a", "copy": [{ "name": "disks", "count": 2, "input": "[parameters('SIZE')]" }] },
  "resources": [{ "x": "[concat(parameters('size'), variables('disks')[0], variables('none'))]" }],
  "outputs": { "[parameters('size')]": { "value": "[Variables('SMALL')]" } }
}"#,
        expect![[r#"
            2: Variable small → 3
            3: Parameter SIZE → 2
            4: Parameter size → 2
            4: Variable disks → 3
            4: Variable none → nowhere
            5: Parameter size → 2
            5: Variable SMALL → 3
        "#]],
    );
}

#[test]
fn a_function_knows_its_own_parameters_alone() {
    check(
        r#"{
  "parameters": { "a": {} },
  "functions": [{ "namespace": "x", "members": { "f": {
    "parameters": [{ "name": "b", "type": "string" }],
    "output": { "type": "string", "value": "[concat(parameters('a'), parameters('b'))]" } } } }]
}"#,
        expect![[r#"
            5: Parameter a → nowhere
            5: Parameter b → 4
        "#]],
    );
}

#[test]
fn an_inner_deployment_has_names_of_its_own_where_it_says_so() {
    let template = |scope: &str| {
        format!(
            r#"{{
  "parameters": {{ "a": {{}} }},
  "resources": [{{ "type": "Microsoft.Resources/deployments", "properties": {{
    "expressionEvaluationOptions": {{ "scope": "{scope}" }},
    "parameters": {{ "a": {{ "value": "[parameters('a')]" }} }},
    "template": {{
      "parameters": {{ "a": {{}} }},
      "resources": [{{ "x": "[parameters('a')]" }}] }} }} }}]
}}"#
        )
    };
    check(
        &template("inner"),
        expect![[r#"
            5: Parameter a → 2
            8: Parameter a → 7
        "#]],
    );
    check(
        &template("outer"),
        expect![[r#"
            5: Parameter a → 2
            8: Parameter a → 2
        "#]],
    );
}

#[test]
fn metadata_is_not_evaluated() {
    check(
        r#"{
  "metadata": { "x": "[parameters('a')]" },
  "parameters": { "a": { "metadata": { "description": "[parameters('a')]" }, "allowedValues": ["[parameters('a')]"] } }
}"#,
        expect![[""]],
    );
}
