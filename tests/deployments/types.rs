//! Expressions whose type a member of the image template does not take: told where it is certain, and nowhere else.

use aib_ls::rules;
use aib_ls::settings::Settings;
use expect_test::expect;

use super::{DISTRIBUTE, GROUP, check, deployment, image, image_with, read};

#[test]
fn the_type_of_an_expression_has_to_be_certain() {
    let parameters = r#""parameters": { "text": { "type": "string", "defaultValue": "60" }, "number": { "type": "int" }, "list": { "type": "array" }, "object": { "type": "object", "defaultValue": { "minutes": "60" } }, "secret": { "type": "secureString" }, "maybe": { "type": "string", "nullable": true } }, "variables": { "text": "60", "map": { "a": 60, "b": "60" } },"#;
    let of = |minutes: &str| {
        let web = image_with(
            r#""name": "web""#,
            &format!(r#""buildTimeoutInMinutes": "{minutes}", {DISTRIBUTE}"#),
        );
        deployment(GROUP, parameters, &format!("[{web}]"))
    };
    let is_told = |minutes: &str| {
        let findings = rules::check(&read(&of(minutes)), &Settings::default());
        findings.iter().any(|it| it.rule.id == "arm/parameter-type")
    };
    for certain in [
        "[parameters('text')]",
        "[parameters('secret')]",
        "[parameters('list')]",
        "[variables('text')]",
        "[variables('map')]",
        "[variables('map').b]",
        "[string(parameters('number'))]",
        "[if(equals(parameters('number'), 1), 'a', parameters('text'))]",
        "[createArray(1)]",
        "[resourceGroup()]",
    ] {
        assert!(is_told(certain), "{certain} is passed over");
    }
    for open in [
        "[parameters('number')]",
        "[int(parameters('text'))]",
        "[parameters('maybe')]",
        // Its default is a text, and the value may be a number.
        "[parameters('object').minutes]",
        "[variables('map')[parameters('text')]]",
        "[if(equals(parameters('number'), 1), 'a', 1)]",
        "[if(equals(parameters('text'), '60'), 'a', 1)]",
        "[coalesce(parameters('maybe'), 1)]",
        "[null()]",
        "[reference('x').minutes]",
        "[parameters('nobody')]",
        "[variables('map').a]",
    ] {
        assert!(!is_told(open), "{open} is told");
    }
}

#[test]
fn types_that_resource_manager_converts_are_accepted() {
    let parameters =
        r#""parameters": { "number": { "type": "int" }, "yes": { "type": "string" }, "list": { "type": "array" } },"#;
    let web = image(
        r#""name": "web", "condition": "[parameters('yes')]", "tags": { "a": "[parameters('number')]", "b": "[parameters('list')]" }"#,
    );
    check(
        &deployment(GROUP, parameters, &format!("[{web}]")),
        expect![[r#"
        warning arm/parameter-type at "[parameters('list')]"
    "#]],
    );
    let web = image(
        r#""name": "[parameters('number')]", "dependsOn": "[parameters('yes')]", "tags": "[parameters('list')]""#,
    );
    check(
        &deployment(GROUP, parameters, &format!("[{web}]")),
        expect![[r#"
        warning arm/parameter-type at "[parameters('yes')]"
        warning arm/parameter-type at "[parameters('list')]"
    "#]],
    );
}
