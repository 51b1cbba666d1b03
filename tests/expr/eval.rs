//! What expressions come to by their document and its parameter file: names, scopes, loops and limits. What each function
//! does is in the table of examples.

use aib_ls::document::{Document, Kind, Language};
use aib_ls::expr::eval::{self, Evaluation};
use aib_ls::expr::expression;
use aib_ls::expr::failure::Failure;
use aib_ls::locale::Lang;
use aib_ls::syntax;
use expect_test::{Expect, expect};

use crate::support::samples;

/// What `outputs.it` of a template comes to; `given` is the object of a parameter file's values.
fn outcome(template: &str, given: Option<&str>) -> String {
    let tree = syntax::parse(template.to_owned());
    let given = given.map(|it| syntax::parse(it.to_owned()));
    let found = expression::all(&tree);
    let wanted = found.iter().find(|it| it.node.has_key("it")).unwrap();
    let Evaluation { value, from } = eval::evaluate(wanted, given.as_ref().and_then(|it| it.root()));
    let said = match value {
        Ok(value) => value.json(),
        Err(failure) => failure.message().get(Lang::En).to_owned(),
    };
    let from: Vec<String> = from.iter().map(|it| format!("{it:?}")).collect();
    if from.is_empty() {
        said
    } else {
        format!("{said} ← {}", from.join(", "))
    }
}

fn check(declared: &str, expression: &str, expected: Expect) {
    let template = format!(r#"{{ {declared}, "resources": [], "outputs": {{ "it": "[{expression}]" }} }}"#);
    expected.assert_eq(&outcome(&template, None));
}

#[test]
fn evaluates_defaults_and_variables() {
    check(
        r#""parameters": { "vmSize": { "type": "string", "defaultValue": "D2" } }, "variables": { "full": "[concat('Standard_', parameters('VMSIZE'), '_v3')]" }"#,
        "variables('Full')",
        expect![[r#""Standard_D2_v3" ← Default("vmSize")"#]],
    );
}

#[test]
fn an_unknown_value_keeps_its_name() {
    check(
        r#""parameters": { "name": { "type": "string" } }"#,
        "concat(toUpper(parameters('name')), '-', resourceGroup().location)",
        expect![[r#""{name}-{resourceGroup().location}""#]],
    );
    check(
        r#""parameters": { "key": { "type": "secureString", "defaultValue": "hunter2" } }"#,
        "concat('x', parameters('key'))",
        expect![[r#""x{key}""#]],
    );
}

#[test]
fn a_parameter_file_comes_before_the_default() {
    let template = r#"{ "parameters": { "a": { "type": "int", "defaultValue": 1 }, "b": { "type": "int", "defaultValue": 2 }, "c": { "type": "int", "defaultValue": 3 } },
        "outputs": { "it": "[createArray(parameters('a'), parameters('b'), parameters('c'))]" } }"#;
    let given = r#"{ "A": { "value": 10 }, "c": { "reference": {} } }"#;
    expect![[r#"[10,2,{c}] ← File("a"), Default("b")"#]].assert_eq(&outcome(template, Some(given)));
}

#[test]
fn members_items_and_escapes() {
    let declared = r#""variables": { "o": { "list": ["a", "[[b]", "[concat('c', 'd')]"], "[concat('k', 'ey')]": { "x": true } } }"#;
    check(declared, "variables('o').list[1]", expect![[r#""[b]""#]]);
    check(declared, "variables('o').List[add(1, 1)]", expect![[r#""cd""#]]);
    check(declared, "variables('o')['key'].x", expect!["true"]);
    check(declared, "variables('o').none", expect!["there is no property `none`"]);
    check(
        declared,
        "variables('o').list[3]",
        expect!["there is no element at index 3"],
    );
    check(declared, "coalesce(variables('o').?none, 'd')", expect![[r#""d""#]]);
}

#[test]
fn a_copy_makes_a_list() {
    check(
        r#""variables": { "copy": [{ "name": "disks", "count": 2, "input": { "lun": "[copyIndex('disks', 1)]" } }], "o": { "copy": [{ "name": "p", "count": "[length(variables('disks'))]", "input": "[copyIndex()]" }] } }"#,
        "createArray(variables('disks'), variables('o').p, copyIndex())",
        expect![[r#"[[{"lun":1},{"lun":2}],[0,1],{copyIndex()}]"#]],
    );
}

#[test]
fn a_function_of_the_document() {
    check(
        r#""functions": [{ "namespace": "contoso", "members": { "name": { "parameters": [{ "name": "p", "type": "string" }], "output": { "type": "string", "value": "[concat('c-', parameters('p'))]" } } } }]"#,
        "contoso.Name('x')",
        expect![[r#""c-x""#]],
    );
    check(
        r#""variables": {}"#,
        "contoso.name('x')",
        expect!["there is no function `contoso.name`"],
    );
}

#[test]
fn an_inner_deployment_gets_its_values_from_the_outer() {
    let template = r#"{
      "parameters": { "a": { "type": "string", "defaultValue": "outer" } },
      "resources": [{ "type": "Microsoft.Resources/deployments", "properties": {
        "expressionEvaluationOptions": { "scope": "inner" },
        "parameters": { "a": { "value": "[concat(parameters('a'), '!')]" } },
        "template": { "parameters": { "a": { "type": "string", "defaultValue": "inner" } },
          "outputs": { "it": "[parameters('a')]" } } } }] }"#;
    expect![[r#""outer!" ← Passed("a"), Default("a")"#]].assert_eq(&outcome(template, None));
}

/// A deployment inside another one that evaluates `it`; `around` is its place, `own` what it declares.
fn inside(around: &str, scope: &str, it: &str) -> String {
    format!(
        r#"{{ "parameters": {{ "group": {{ "type": "string" }} }}, "resources": [{{ "type": "Microsoft.Resources/deployments", {around} "name": "d", "properties": {{
        "expressionEvaluationOptions": {{ "scope": "{scope}" }},
        "template": {{ "resources": [], "outputs": {{ "it": "[{it}]" }} }} }} }}] }}"#
    )
}

#[test]
fn an_inner_deployment_has_a_target_of_its_own() {
    let id = "resourceId('Microsoft.Compute/galleries', 'g')";
    for (around, scope, it, expected) in [
        (
            "",
            "inner",
            id,
            "\"/subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}/providers/Microsoft.Compute/galleries/g\"",
        ),
        (
            r#""resourceGroup": "images","#,
            "inner",
            id,
            "\"/subscriptions/{subscription().subscriptionId}/resourceGroups/images/providers/Microsoft.Compute/galleries/g\"",
        ),
        (
            r#""resourceGroup": "images","#,
            "outer",
            id,
            "\"/subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}/providers/Microsoft.Compute/galleries/g\"",
        ),
        (
            r#""resourceGroup": "[parameters('group')]", "subscriptionId": "s","#,
            "inner",
            "resourceGroup().id",
            "\"/subscriptions/s/resourceGroups/{group}\"",
        ),
        (
            r#""resourceGroup": "images","#,
            "inner",
            "resourceGroup().name",
            "\"images\"",
        ),
        (
            r#""resourceGroup": "images","#,
            "inner",
            "resourceGroup().location",
            "{resourceGroup('images').location}",
        ),
        (
            r#""subscriptionId": "s","#,
            "inner",
            "subscription().id",
            "\"/subscriptions/s\"",
        ),
        (
            r#""resourceGroup": "images","#,
            "inner",
            "resourceId('other', 'Microsoft.Compute/galleries', 'g')",
            "\"/subscriptions/{subscription().subscriptionId}/resourceGroups/other/providers/Microsoft.Compute/galleries/g\"",
        ),
    ] {
        assert_eq!(
            outcome(&inside(around, scope, it), None),
            expected,
            "{around} {scope} {it}"
        );
    }
}

#[test]
fn a_deployment_hands_values_back() {
    let of = |resources: &str, it: &str| {
        let template = format!(r#"{{ {resources}, "outputs": {{ "it": "[{it}]" }} }}"#);
        outcome(&template, None)
    };
    let deployment = r#"{ "type": "Microsoft.Resources/deployments", "name": "d", "resourceGroup": "images", "properties": {
        "expressionEvaluationOptions": { "scope": "inner" }, "parameters": { "p": { "value": "x" } },
        "template": { "parameters": { "p": { "type": "string" } }, "resources": [], "outputs": { "Name": { "type": "string", "value": "[concat(parameters('p'), '-', resourceGroup().name)]" } } } } }"#;
    let list = format!(r#""resources": [{deployment}]"#);
    let by_id =
        "reference(resourceId('images', 'Microsoft.Resources/deployments', 'd'), '2022-09-01').outputs.name.value";
    expect![[r#""x-images" ← Passed("p")"#]].assert_eq(&of(&list, by_id));
    let named = format!(r#""languageVersion": "2.0", "resources": {{ "d": {deployment} }}"#);
    expect![[r#""x-images" ← Passed("p")"#]].assert_eq(&of(&named, "reference('d').outputs['name'].value"));
    // Another deployment is not in the text.
    expect!["{reference(…).outputs.name.value}"].assert_eq(&of(&list, &by_id.replace("'d'", "'e'")));
    let circle = deployment.replace(
        "[concat(parameters('p'), '-', resourceGroup().name)]",
        "[reference('d').outputs.name.value]",
    );
    let circle = format!(r#""languageVersion": "2.0", "resources": {{ "d": {circle} }}"#);
    expect!["{reference(…).outputs.name.value}"].assert_eq(&of(&circle, "reference('d').outputs.name.value"));
}

#[test]
fn a_mistake_in_an_unused_branch_does_not_matter() {
    check(r#""variables": {}"#, "if(true(), 'a', div(1, 0))", expect![[r#""a""#]]);
    check(r#""variables": {}"#, "or(true(), variables('none'))", expect!["true"]);
    check(
        r#""variables": {}"#,
        "div(1, 0)",
        expect!["a number is out of range, or there is a division by zero"],
    );
}

#[test]
fn cycles_and_exponential_growth_end() {
    check(
        r#""variables": { "a": "[variables('b')]", "b": "[variables('A')]" }"#,
        "variables('a')",
        expect!["`a` refers to itself"],
    );
    let doubled: Vec<String> = (1..40)
        .map(|it| format!(r#""v{it}": "[concat(variables('v{0}'), variables('v{0}'))]""#, it - 1))
        .collect();
    let declared = format!(r#""variables": {{ "v0": "0123456789", {} }}"#, doubled.join(", "));
    check(
        &declared,
        "variables('v39')",
        expect!["the expression is too large to evaluate"],
    );
    check(
        r#""variables": { "copy": [{ "name": "a", "count": 99999999999, "input": "[range(0, 10000)]" }] }"#,
        "variables('a')",
        expect!["the expression is too large to evaluate"],
    );
    let nested = format!("{}1{}", "add(1, ".repeat(60), ")".repeat(60));
    check(r#""variables": {}"#, &nested, expect!["61"]);
}

#[test]
fn most_expressions_of_real_templates_evaluate() {
    let (mut known, mut partly, mut unknown, mut failed) = (0, 0, 0, Vec::new());
    for (name, text) in samples::templates() {
        let doc = Document::new(text, Language::Json, None);
        if doc.kind() != Kind::Arm {
            continue;
        }
        for expression in expression::all(doc.tree()) {
            match eval::evaluate(&expression, None).value {
                Ok(value) if value.is_known() => known += 1,
                Ok(value) if value.inside_text().is_some() => partly += 1,
                Ok(_) => unknown += 1,
                // No expression is evaluated where it stands: in `metadata`, say.
                Err(Failure::Broken) => unknown += 1,
                Err(failure) => failed.push(format!(
                    "{name}: {}: {}",
                    expression.text,
                    failure.message().get(Lang::En)
                )),
            }
        }
    }
    let all = known + partly + unknown + failed.len();
    println!(
        "{all} expressions: {known} evaluate, {partly} in part, {unknown} stay unknown, {} fail",
        failed.len()
    );
    println!("{}", failed.join("\n"));
    assert!(known + partly > all / 2, "{known} and {partly} of {all}");
}

#[test]
fn an_expression_that_is_read_in_two_scopes_has_two_values() {
    let text = r#"{
        "variables": { "it": "outer" },
        "resources": [{
            "type": "Microsoft.Resources/deployments",
            "properties": {
                "expressionEvaluationOptions": { "scope": "inner" },
                "template": { "variables": { "it": "inner" }, "outputs": { "it": "[variables('it')]" } }
            }
        }]
    }"#;
    let tree = syntax::parse(text.to_owned());
    let found = expression::all(&tree);
    let own = |it: &expression::Expression<'_>| eval::evaluate(it, None).value.unwrap().json();
    let resources = tree.root().unwrap().get("resources").unwrap();
    let around = || eval::value_of(resources, None).value.unwrap().json();
    let (before, inside) = (around(), own(&found[0]));
    assert_eq!(
        (inside.as_str(), before.contains(r#""it":"outer""#)),
        (r#""inner""#, true),
        "{before}"
    );
    assert_eq!(around(), before);
}
