//! Where a value may stand that gets a name, and where the name is declared.

use expect_test::expect;

use super::{check, check_in};

#[test]
fn only_evaluated_values_can_be_extracted() {
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
        check(text, expect!["nothing"]);
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
fn the_whole_value_of_a_variable_is_not_extracted() {
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
