//! Whole templates for a document that holds nothing yet.

use aib_ls::document::{Document, Language};
use aib_ls::rules;
use aib_ls::settings::Settings;
use expect_test::expect;

use crate::ide::Scene;
use crate::ide::completion::{accept, accept_snippet, check, check_accepted, items};

#[test]
fn an_empty_document_may_become_a_template() {
    check(
        "",
        "$0",
        expect![[r#"
        image template: Linux | Ubuntu to a gallery
        image template: Windows | Windows Server to a gallery
        image template: deployment | ARM deployment template
    "#]],
    );
    check(
        "",
        "{$0}",
        expect![[r#"
        image template: Linux | Ubuntu to a gallery
        image template: Windows | Windows Server to a gallery
        image template: deployment | ARM deployment template
    "#]],
    );
    check(
        "",
        " { $0 } ",
        expect![[r#"
        image template: Linux | Ubuntu to a gallery
        image template: Windows | Windows Server to a gallery
        image template: deployment | ARM deployment template
    "#]],
    );
    check(
        "",
        "{$0",
        expect![[r#"
        image template: Linux | Ubuntu to a gallery
        image template: Windows | Windows Server to a gallery
        image template: deployment | ARM deployment template
    "#]],
    );
}

#[test]
fn outside_the_braces_nothing_does() {
    check("", "{}\n$0", expect!["nothing"]);
    check("", "$0{\n}", expect!["nothing"]);
    check("", "[$0]", expect!["nothing"]);
}

#[test]
fn between_braces_on_lines_of_their_own() {
    // As a snippet it takes the indentation of its line; plain text stays as it is.
    check_accepted(
        "",
        "{\n  $0\n}",
        "image template: Linux",
        expect![[r#"
        plain: {
          "type": "Microsoft.VirtualMachineImages/imageTemplates",
        "location": "westeurope",
        "identity": {
          "type": "UserAssigned",
          "userAssignedIdentities": {
            "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.ManagedIdentity/userAssignedIdentities/<identity>": {}
          }
        },
        "properties": {
          "buildTimeoutInMinutes": 240,
          "source": {
            "type": "PlatformImage",
            "publisher": "Canonical",
            "offer": "ubuntu-24_04-lts",
            "sku": "server",
            "version": "latest"
          },
          "customize": [
            {
              "type": "Shell",
              "name": "prepare",
              "inline": [
                "echo ready"
              ]
            }
          ],
          "distribute": [
            {
              "type": "SharedImage",
              "galleryImageId": "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/<gallery>/images/<image>",
              "runOutputName": "gallery",
              "targetRegions": [
                {
                  "name": "westeurope"
                }
              ]
            }
          ]
        }
        }
        snippet: {
          "type": "Microsoft.VirtualMachineImages/imageTemplates",
          "location": "‹westeurope›",
          "identity": {
            "type": "UserAssigned",
            "userAssignedIdentities": {
              "/subscriptions/‹<subscriptionId>›/resourceGroups/‹<resourceGroup>›/providers/Microsoft.ManagedIdentity/userAssignedIdentities/‹<identity>›": {}
            }
          },
          "properties": {
            "buildTimeoutInMinutes": ‹240›,
            "source": {
              "type": "PlatformImage",
              "publisher": "‹Canonical›",
              "offer": "‹ubuntu-24_04-lts›",
              "sku": "‹server›",
              "version": "latest"
            },
            "customize": [
              {
                "type": "Shell",
                "name": "‹prepare›",
                "inline": [
                  "‹echo ready›"
                ]
              }
            ],
            "distribute": [
              {
                "type": "SharedImage",
                "galleryImageId": "/subscriptions/‹<subscriptionId>›/resourceGroups/‹<resourceGroup>›/providers/Microsoft.Compute/galleries/‹<gallery>›/images/‹<image>›",
                "runOutputName": "‹gallery›",
                "targetRegions": [
                  {
                    "name": "‹westeurope›"
                  }
                ]
              }
            ]
          }
        }
    "#]],
    );
}

#[test]
fn the_whole_text() {
    check_accepted(
        "",
        "{$0}",
        "image template: deployment",
        expect![[r#"
        plain: {
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0",
          "resources": [
            {
              "type": "Microsoft.VirtualMachineImages/imageTemplates",
              "apiVersion": "2025-10-01",
              "name": "image",
              "location": "westeurope",
              "identity": {
                "type": "UserAssigned",
                "userAssignedIdentities": {
                  "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.ManagedIdentity/userAssignedIdentities/<identity>": {}
                }
              },
              "properties": {
                "buildTimeoutInMinutes": 240,
                "source": {
                  "type": "PlatformImage",
                  "publisher": "Canonical",
                  "offer": "ubuntu-24_04-lts",
                  "sku": "server",
                  "version": "latest"
                },
                "customize": [
                  {
                    "type": "Shell",
                    "name": "prepare",
                    "inline": [
                      "echo ready"
                    ]
                  }
                ],
                "distribute": [
                  {
                    "type": "SharedImage",
                    "galleryImageId": "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/<gallery>/images/<image>",
                    "runOutputName": "gallery",
                    "targetRegions": [
                      {
                        "name": "westeurope"
                      }
                    ]
                  }
                ]
              }
            }
          ]
        }
        snippet: {
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0",
          "resources": [
            {
              "type": "Microsoft.VirtualMachineImages/imageTemplates",
              "apiVersion": "2025-10-01",
              "name": "‹image›",
              "location": "‹westeurope›",
              "identity": {
                "type": "UserAssigned",
                "userAssignedIdentities": {
                  "/subscriptions/‹<subscriptionId>›/resourceGroups/‹<resourceGroup>›/providers/Microsoft.ManagedIdentity/userAssignedIdentities/‹<identity>›": {}
                }
              },
              "properties": {
                "buildTimeoutInMinutes": ‹240›,
                "source": {
                  "type": "PlatformImage",
                  "publisher": "‹Canonical›",
                  "offer": "‹ubuntu-24_04-lts›",
                  "sku": "‹server›",
                  "version": "latest"
                },
                "customize": [
                  {
                    "type": "Shell",
                    "name": "‹prepare›",
                    "inline": [
                      "‹echo ready›"
                    ]
                  }
                ],
                "distribute": [
                  {
                    "type": "SharedImage",
                    "galleryImageId": "/subscriptions/‹<subscriptionId>›/resourceGroups/‹<resourceGroup>›/providers/Microsoft.Compute/galleries/‹<gallery>›/images/‹<image>›",
                    "runOutputName": "‹gallery›",
                    "targetRegions": [
                      {
                        "name": "‹westeurope›"
                      }
                    ]
                  }
                ]
              }
            }
          ]
        }
    "#]],
    );
}

#[test]
fn each_reads_as_a_template_in_which_only_names_are_missing() {
    for text in [
        "$0",
        "ima$0",
        "{$0}",
        "\u{feff}$0",
        "\u{feff}{$0}",
        "\n  {$0",
        "{\n  $0\n}",
        "{\r\n$0\r\n}\r\n",
    ] {
        let scene = Scene::new("", text);
        for item in items(&scene) {
            let plain = accept(&scene, &item, item.edit.clone());
            let snippet = accept_snippet(&scene, &item, str::to_owned).unwrap();
            for text in [plain, snippet] {
                let doc = Document::new(text, Language::Json, None);
                assert_eq!(doc.tree().errors(), [], "{}", doc.text());
                assert_eq!(doc.templates().count(), 1, "{}", doc.text());
                for finding in rules::check(&doc, &Settings::default()) {
                    assert_eq!(
                        finding.rule.id, "schema/placeholder-left",
                        "{}: {}",
                        item.label, finding.message.en
                    );
                }
            }
        }
    }
}
