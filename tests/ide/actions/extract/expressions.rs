//! Parts of expressions that get a name.

use expect_test::expect;

use super::check_in;

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
        r#""tags": { "a": "[lambda('$0x', lambdaVariables('x'))]" }"#,
        // There is no such thing.
        r#""name": "[nothi$0ng('a')]""#,
        r#""name": "[concat('a'$0]""#,
        // It has a name.
        r#""name": "[parameters('a$0')]""#,
        r#""name": "[vari$0ables('a')]""#,
    ] {
        check_in("", member, expect!["nothing"]);
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
