//! What a pop-up says of expressions.

use std::sync::Arc;

use aib_ls::ide::hover;
use aib_ls::locale::Lang;
use aib_ls::model::parameters::ParameterFile;
use expect_test::{Expect, expect};

use crate::ide::Scene;

/// What the pop-up is on and says above the member's own words; `given` is a parameter file's object of values.
fn check_given(given: Option<&str>, languages: &[Lang], value: &str, expected: Expect) {
    let text = format!(
        r#"{{
  "parameters": {{ "vmSize": {{ "type": "string", "defaultValue": "Standard_D2s_v3", "metadata": {{ "description": "How large." }} }}, "name": {{ "type": "string" }}, "key": {{ "type": "secureString", "defaultValue": "hunter2" }} }},
  "variables": {{ "full": "[concat(parameters('vmSize'), '!')]", "circle": "[variables('circle')]" }},
  "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "tags": {{ "it": {value} }}, "properties": {{}} }}]
}}"#
    );
    let mut scene = Scene::new("", &text);
    if let Some(given) = given {
        let file = ParameterFile::parse("web.parameters.json", format!("{{ \"parameters\": {given} }}")).unwrap();
        scene.doc = scene.doc.with_parameters(Some(Arc::new(file)));
    }
    let Some(hover) = hover::hover(&scene.doc, scene.cursors.0) else {
        return expected.assert_eq("nothing");
    };
    let mut shown = format!("on {}\n", hover.span.of(scene.doc.text()));
    for lang in languages {
        let words = hover.words.get(*lang);
        let own = words.split("\n\n---").next().unwrap();
        shown.extend(own.lines().filter(|it| !it.is_empty()).map(|it| format!("{it}\n")));
    }
    expected.assert_eq(&shown);
}

fn check(value: &str, expected: Expect) {
    check_given(None, &[Lang::En], value, expected);
}

#[test]
fn an_expression_shows_its_value_and_origin() {
    check_given(
        None,
        &Lang::ALL,
        r#""[para$0meters('vmSize')]""#,
        expect![[r#"
            on parameters('vmSize')
            Evaluates to `Standard_D2s_v3`, from the default of `vmSize`.
            Parameter **`vmSize`** · string · default `"Standard_D2s_v3"`
            How large.
            Resulta em `Standard_D2s_v3`, a partir do valor padrão de `vmSize`.
            Parâmetro **`vmSize`** · string · padrão `"Standard_D2s_v3"`
            How large.
        "#]],
    );
    check_given(
        Some(r#"{ "vmSize": { "value": "Standard_D4s_v3" } }"#),
        &Lang::ALL,
        r#""[concat('x-', variables('fu$0ll'))]""#,
        expect![[r#"
            on variables('full')
            Evaluates to `x-Standard_D4s_v3!`, from `vmSize` in `web.parameters.json`.
            Resulta em `x-Standard_D4s_v3!`, a partir de `vmSize` em `web.parameters.json`.
        "#]],
    );
    check(
        r#""[con$0cat('a', 'b')]""#,
        expect![[r#"
        on concat('a', 'b')
        Evaluates to `ab`.
        `concat([arg], …)`: Joins strings into one string, or arrays into one array.
    "#]],
    );
}

#[test]
fn values_known_only_at_deployment_time_stay_unknown() {
    check(
        r#""[concat(para$0meters('name'), '-image')]""#,
        expect![[r#"
        on parameters('name')
        Evaluates to `{name}-image`; the values in braces are known only at deployment time.
        Parameter **`name`** · string
    "#]],
    );
    check(
        r#""[resourceGroup().$0location]""#,
        expect![[r#"
        on "[resourceGroup().location]"
        **`tags`** · object with custom keys
        Tags on the template resource. To mark the image it produces use `artifactTags`, and for the temporary resources of the build `managedResourceTags`.
    "#]],
    );
    check(
        r#""[parameters('k$0ey')]""#,
        expect![[r#"
        on parameters('key')
        Parameter **`key`** · secureString
    "#]],
    );
}

#[test]
fn a_failed_evaluation_shows_its_reason() {
    check(
        r#""[variables('ci$0rcle')]""#,
        expect![[r#"
        on variables('circle')
        Cannot be evaluated: `circle` refers to itself.
    "#]],
    );
    check(
        r#""[variables('no$0ne')]""#,
        expect![[r#"
        on variables('none')
        Cannot be evaluated: `none` is not declared.
    "#]],
    );
    check(
        r#""[div(1, $00)]""#,
        expect![[r#"
        on div(1, 0)
        Cannot be evaluated: a number is out of range, or there is a division by zero.
        `div(operand1, operand2)`: Divides an integer by another and drops the remainder.
    "#]],
    );
    check(
        r#""[concat('a$0'""#,
        expect![[r#"
        on concat('a'
        `concat([arg], …)`: Joins strings into one string, or arrays into one array.
    "#]],
    );
}

#[test]
fn a_subexpression_shows_its_own_value() {
    check(
        r#""[concat('a', toUp$0per('b'))]""#,
        expect![[r#"
        on toUpper('b')
        Evaluates to `aB`.
        `toUpper(stringToChange)`: Converts a string to upper case.
        Evaluates to `B`.
    "#]],
    );
}

#[test]
fn declarations_show_their_values() {
    let text = r#"{ "parameters": { "size": { "type": "string" } }, "variables": { "full": "[concat(parameters('size'), '!')]" }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }"#;
    let hover_on = |key: &str| {
        let file = ParameterFile::parse(
            "web.parameters.json",
            r#"{ "parameters": { "size": { "value": "D4" } } }"#.to_owned(),
        )
        .unwrap();
        let doc = aib_ls::document::Document::new(text.to_owned(), aib_ls::document::Language::Json, None)
            .with_parameters(Some(Arc::new(file)));
        let at = text.find(&format!("\"{key}\"")).unwrap() as u32 + 1;
        hover::hover(&doc, at).map_or("nothing".to_owned(), |it| it.words.get(Lang::En).to_owned())
    };
    expect!["Evaluates to `D4`, from `web.parameters.json`."].assert_eq(&hover_on("size"));
    expect!["Evaluates to `D4!`, from `size` in `web.parameters.json`."].assert_eq(&hover_on("full"));
    expect!["nothing"].assert_eq(&hover_on("resources"));
}
