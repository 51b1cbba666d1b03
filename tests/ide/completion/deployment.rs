//! A deployment around an image template: its sections, and where a template may begin.

use expect_test::expect;

use crate::ide::completion::{check, check_accepted, check_labels};

const SCHEMA: &str = r#""$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#""#;

#[test]
fn a_deployment_without_a_template_takes_one_among_its_resources() {
    let text = format!("{{ {SCHEMA}, \"resources\": [$0] }}");
    check_labels(
        "",
        &text,
        expect![
            "image template: Windows, gallery image template: Windows, managed image image template: Windows, VHD image template: Linux, gallery image template: Linux, managed image image template: Linux, VHD image template trigger"
        ],
    );
    let text = format!("{{ {SCHEMA}, \"parameters\": {{ \"location\": {{}} }}, \"resources\": [\n    $0\n  ] }}");
    check_accepted(
        "",
        &text,
        "image template: Windows, gallery",
        expect![[r#"
        plain: { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "parameters": { "location": {} }, "resources": [
            { "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2025-10-01", "name": "image-template", "location": "[parameters('location')]", "identity": { "type": "UserAssigned", "userAssignedIdentities": { "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', '<identity>')]": {} } }, "properties": { "buildTimeoutInMinutes": 240, "source": { "type": "PlatformImage", "publisher": "MicrosoftWindowsServer", "offer": "WindowsServer", "sku": "2022-datacenter-g2", "version": "latest" }, "customize": [{ "type": "PowerShell", "name": "prepare", "inline": ["Write-Host ready"] }], "distribute": [{ "type": "SharedImage", "galleryImageId": "[resourceId('Microsoft.Compute/galleries/images', '<gallery>', '<image>')]", "runOutputName": "gallery", "targetRegions": [{ "name": "[parameters('location')]" }] }] } }
          ] }
        snippet: { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "parameters": { "location": {} }, "resources": [
            {
              "type": "Microsoft.VirtualMachineImages/imageTemplates",
              "apiVersion": "2025-10-01",
              "name": "‹image-template›",
              "location": "[parameters('location')]",
              "identity": {
                "type": "UserAssigned",
                "userAssignedIdentities": {
                  "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', '‹<identity>›')]": {}
                }
              },
              "properties": {
                "buildTimeoutInMinutes": ‹240›,
                "source": {
                  "type": "PlatformImage",
                  "publisher": "‹MicrosoftWindowsServer›",
                  "offer": "‹WindowsServer›",
                  "sku": "‹2022-datacenter-g2›",
                  "version": "latest"
                },
                "customize": [
                  {
                    "type": "PowerShell",
                    "name": "‹prepare›",
                    "inline": [
                      "‹Write-Host ready›"
                    ]
                  }
                ],
                "distribute": [
                  {
                    "type": "SharedImage",
                    "galleryImageId": "[resourceId('Microsoft.Compute/galleries/images', '‹<gallery>›', '‹<image>›')]",
                    "runOutputName": "‹gallery›",
                    "targetRegions": [
                      {
                        "name": "[parameters('location')]"
                      }
                    ]
                  }
                ]
              }
            }
          ] }
    "#]],
    );
    let text = format!("{{ {SCHEMA}, \"resources\": [{{ \"type\": \"$0\" }}] }}");
    check_labels(
        "",
        &text,
        expect!["Microsoft.VirtualMachineImages/imageTemplates Microsoft.VirtualMachineImages/imageTemplates/triggers"],
    );
    for elsewhere in [
        "\"$0\"",
        "\"parameters\": { $0 }",
        "\"outputs\": { $0 }",
        "\"resources\": [{ $0 }]",
    ] {
        check("", &format!("{{ {SCHEMA}, {elsewhere} }}"), expect!["nothing"]);
    }
}

#[test]
fn a_type_that_begins_like_ours_is_completed() {
    check_labels(
        "",
        r#"{ "type": "Micro$0" }"#,
        expect!["Microsoft.VirtualMachineImages/imageTemplates Microsoft.VirtualMachineImages/imageTemplates/triggers"],
    );
    check("", r#"{ "type": "$0" }"#, expect!["nothing"]);
    check("", r#"{ "type": "module$0" }"#, expect!["nothing"]);
    check("", r#"{ "name": "a", "version": "Mic$0" }"#, expect!["nothing"]);
}

#[test]
fn sections_and_declarations() {
    let text = |rest: &str| {
        format!(r#"{{ {rest}, "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }}] }}"#)
    };
    check_labels(
        "",
        &text(r#""parameters": {}, $0"#),
        expect!["variables functions outputs"],
    );
    check_accepted(
        "",
        &text(r#""parameters": { $0 }"#),
        "parameter",
        expect![[r#"
        plain: { "parameters": { "name": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }
        snippet: { "parameters": { "‹name›": {
          "type": "‹string›"
        } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }
    "#]],
    );
    check_accepted(
        "",
        &text(r#""parameters": { "$0" }"#),
        "parameter",
        expect![[r#"
        plain: { "parameters": { "name": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }
        snippet: { "parameters": { "‹name›": {
          "type": "‹string›"
        } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }
        narrow: { "parameters": { "name" }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }
    "#]],
    );
    check_labels(
        "",
        &text(r#""parameters": { "size": { "type": "string", $0 } }"#),
        expect!["defaultValue allowedValues metadata minLength maxLength"],
    );
    check_labels(
        "",
        &text(r#""parameters": { "size": { "type": "$0" } }"#),
        expect!["string secureString int bool object secureObject array"],
    );
    check_accepted(
        "",
        &text(r#""outputs": { $0 }"#),
        "output",
        expect![[r#"
        plain: { "outputs": { "name": { "type": "string", "value": "" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }
        snippet: { "outputs": { "‹name›": {
          "type": "‹string›",
          "value": "‹›"
        } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }
    "#]],
    );
    check_labels(
        "",
        &text(r#""parameters": { "size": {} }, "outputs": { "a": { "type": "string", "value": "$0" } }"#),
        expect!["[parameters('size')]"],
    );
    check_labels(
        "",
        &text(r#""parameters": { "size": {} }, "variables": { "a": "$0", "b": 1 }"#),
        expect!["[parameters('size')] [variables('b')]"],
    );
}
