//! What is offered inside expressions, and what they are once it is taken.

use expect_test::{Expect, expect};

use super::items;
use crate::ide::Scene;

/// A deployment whose template has this as the value of its VM size.
fn deployment(value: &str) -> String {
    format!(
        r#"{{
  "parameters": {{ "vmSize": {{ "type": "string", "defaultValue": "Standard_D2s_v3", "metadata": {{ "description": "How large." }} }}, "tags": {{ "type": "object", "defaultValue": {{ "team": "web", "cost": 7 }} }} }},
  "functions": [{{ "namespace": "contoso", "members": {{ "named": {{ "parameters": [{{ "name": "stem", "type": "string" }}], "output": {{ "type": "string", "value": "x" }} }} }} }}],
  "variables": {{ "prefix": "img", "list": ["a", "b"] }},
  "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "properties": {{ "vmProfile": {{ "vmSize": {value} }} }} }}]
}}"#
    )
}

/// The labels that are no functions of the language, and how many of those there are.
fn check(value: &str, expected: Expect) {
    let scene = Scene::new("", &deployment(value));
    let items = items(&scene);
    let is_function = |label: &str| aib_ls::expr::functions::find(label).is_some();
    let labels: Vec<_> = items
        .iter()
        .map(|it| it.label.as_str())
        .filter(|it| !is_function(it))
        .collect();
    let count = items.len() - labels.len();
    let more = if count > 20 {
        format!(" and {count} functions")
    } else {
        String::new()
    };
    expected.assert_eq(&format!("{}{more}", labels.join(" ")));
}

/// The value after an item was taken: in plain text, as a snippet, and in an editor that keeps what stands right.
fn check_taken(value: &str, label: &str, expected: Expect) {
    let text = deployment(value);
    let scene = Scene::new("", &text);
    let items = items(&scene);
    let item = items.iter().find(|it| it.label == label).expect("it is offered");
    let (start, end) = (
        text.find(value).unwrap(),
        text.len() - text.find(value).unwrap() - value.len(),
    );
    let shown = |put: &aib_ls::text::edit::Edit| {
        let taken = aib_ls::text::edit::apply(scene.doc.text(), std::slice::from_ref(put));
        taken[start..taken.len() - end].to_owned()
    };
    let insertion = &item.insertion;
    let mut lines = vec![shown(&insertion.edit)];
    if let Some(snippet) = &insertion.snippet {
        lines.push(shown(&aib_ls::text::edit::Edit::replace(
            insertion.edit.span,
            snippet.clone(),
        )));
    }
    lines.extend(insertion.narrow.iter().map(|it| shown(&it.edit)));
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn offers_parameters_variables_and_functions_in_an_expression() {
    check(
        r#""[$0]""#,
        expect![
            "parameters('vmSize') parameters('tags') variables('prefix') variables('list') contoso.named and 114 functions"
        ],
    );
    check(
        r#""[ $0 ]""#,
        expect![
            "parameters('vmSize') parameters('tags') variables('prefix') variables('list') contoso.named and 114 functions"
        ],
    );
    check(
        r#""[$0""#,
        expect![
            "parameters('vmSize') parameters('tags') variables('prefix') variables('list') contoso.named and 114 functions"
        ],
    );
    check(
        r#""[concat($0)]""#,
        expect![
            "parameters('vmSize') parameters('tags') variables('prefix') variables('list') contoso.named and 114 functions"
        ],
    );
    check(
        r#""[concat('a', $0)]""#,
        expect![
            "parameters('vmSize') parameters('tags') variables('prefix') variables('list') contoso.named and 114 functions"
        ],
    );
    check(
        r#""[toL$0]""#,
        expect![
            "parameters('vmSize') parameters('tags') variables('prefix') variables('list') contoso.named and 114 functions"
        ],
    );
}

#[test]
fn names_are_offered_between_their_quotes() {
    check(r#""[parameters('$0')]""#, expect!["vmSize tags"]);
    check(r#""[concat('a', variables('pre$0fix'))]""#, expect!["prefix"]);
    check(r#""[PARAMETERS('$0""#, expect!["vmSize tags"]);
    check(r#""[concat('$0')]""#, expect![[""]]);
}

#[test]
fn members_are_offered_behind_a_dot() {
    check(r#""[parameters('tags').$0]""#, expect!["team cost"]);
    check(r#""[parameters('tags').te$0am]""#, expect!["team cost"]);
    check(r#""[parameters('tags')['$0']]""#, expect!["team cost"]);
    check(
        r#""[resourceGroup().$0]""#,
        expect!["id name type location managedBy tags properties"],
    );
    check(r#""[contoso.$0]""#, expect!["contoso.named"]);
    check(r#""[parameters('vmSize').$0]""#, expect![[""]]);
}

#[test]
fn nothing_is_offered_behind_the_end_and_in_other_texts() {
    check(r#""[concat('a')$0]""#, expect![[""]]);
    check(r#""[[$0]""#, expect![[""]]);
}

#[test]
fn inserts_closing_quotes_and_brackets_where_they_are_missing() {
    check_taken(
        r#""[$0""#,
        "parameters('vmSize')",
        expect![[r#""[parameters('vmSize')]""#]],
    );
    check_taken(
        r#""[$0]""#,
        "concat",
        expect![[r#"
        "[concat()]"
        "[concat($1)$0]""#]],
    );
    check_taken(
        r#""[padL$0]""#,
        "padLeft",
        expect![[r#"
        "[padLeft()]"
        "[padLeft(${1:valueToPad}, ${2:totalLength})$0]""#]],
    );
    check_taken(
        r#""[pad$0Left('a', 2)]""#,
        "toLower",
        expect![[r#"
        "[toLower('a', 2)]"
        "[toLowerLeft('a', 2)]""#]],
    );
    check_taken(
        r#""[parameters('$0""#,
        "vmSize",
        expect![[r#""[parameters('vmSize')]""#]],
    );
    check_taken(
        r#""[parameters('$0']""#,
        "vmSize",
        expect![[r#""[parameters('vmSize']""#]],
    );
    check_taken(
        r#""[concat(parameters('$0)]""#,
        "vmSize",
        expect![[r#""[concat(parameters('vmSize)]""#]],
    );
    check_taken(
        r#""[parameters('vm$0Old')]""#,
        "vmSize",
        expect![[r#"
        "[parameters('vmSize')]"
        "[parameters('vmSizeOld')]""#]],
    );
    check_taken(
        r#""[contoso.$0]""#,
        "contoso.named",
        expect![[r#"
        "[contoso.named()]"
        "[contoso.named(${1:stem})$0]""#]],
    );
    check_taken(
        r#""[$0]""#,
        "parameters",
        expect![[r#"
        "[parameters()]"
        "[parameters('$1')$0]""#]],
    );
}
