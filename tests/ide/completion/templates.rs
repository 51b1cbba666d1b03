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
            image template: Windows, gallery | Windows Server 2022 to a gallery
            image template: Windows, managed image | Windows Server 2022 to a managed image
            image template: Windows, VHD | Windows Server 2022 to a VHD
            image template: Linux, gallery | Ubuntu 24.04 to a gallery
            image template: Linux, managed image | Ubuntu 24.04 to a managed image
            image template: Linux, VHD | Ubuntu 24.04 to a VHD
            image template: Windows, gallery, deployment | ARM deployment template: Windows Server 2022 to a gallery
            image template: Windows, managed image, deployment | ARM deployment template: Windows Server 2022 to a managed image
            image template: Windows, VHD, deployment | ARM deployment template: Windows Server 2022 to a VHD
            image template: Linux, gallery, deployment | ARM deployment template: Ubuntu 24.04 to a gallery
            image template: Linux, managed image, deployment | ARM deployment template: Ubuntu 24.04 to a managed image
            image template: Linux, VHD, deployment | ARM deployment template: Ubuntu 24.04 to a VHD
        "#]],
    );
    let labels = |text: &str| {
        let items = items(&Scene::new("", text)).into_iter();
        items.map(|it| it.label).collect::<Vec<_>>()
    };
    for text in ["{$0}", " { $0 } ", "{$0"] {
        assert_eq!(labels(text), labels("$0"), "{text}");
    }
}

#[test]
fn a_first_key_that_was_begun_is_replaced() {
    let first = |text: &str| {
        let scene = Scene::new("", text);
        let items = items(&scene);
        let text = items.first().map(|it| accept(&scene, it)).unwrap_or_default();
        text.lines().take(2).collect::<Vec<_>>().join(" ")
    };
    let head = r#"{   "type": "Microsoft.VirtualMachineImages/imageTemplates","#;
    for text in ["{ \"$0\" }", "{ \"$0", "{\n  \"$0\"\n}", "{\n  \"im$0\n}"] {
        assert_eq!(first(text), head, "{text}");
    }
    assert_eq!(first("{ \"name\": \"$0\" }"), "");
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
        "image template: Linux, gallery",
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
        "image template: Linux, gallery, deployment",
        expect![[r#"
            plain: {
              "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
              "contentVersion": "1.0.0.0",
              "parameters": {
                "location": {
                  "type": "string",
                  "defaultValue": "[resourceGroup().location]"
                }
              },
              "resources": [
                {
                  "type": "Microsoft.VirtualMachineImages/imageTemplates",
                  "apiVersion": "2025-10-01",
                  "name": "image-template",
                  "location": "[parameters('location')]",
                  "identity": {
                    "type": "UserAssigned",
                    "userAssignedIdentities": {
                      "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', '<identity>')]": {}
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
                        "galleryImageId": "[resourceId('Microsoft.Compute/galleries/images', '<gallery>', '<image>')]",
                        "runOutputName": "gallery",
                        "targetRegions": [
                          {
                            "name": "[parameters('location')]"
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
              "parameters": {
                "location": {
                  "type": "string",
                  "defaultValue": "[resourceGroup().location]"
                }
              },
              "resources": [
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
              ]
            }
            narrow: {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            "contentVersion": "1.0.0.0",
            "parameters": {
              "location": {
                "type": "string",
                "defaultValue": "[resourceGroup().location]"
              }
            },
            "resources": [
              {
                "type": "Microsoft.VirtualMachineImages/imageTemplates",
                "apiVersion": "2025-10-01",
                "name": "image-template",
                "location": "[parameters('location')]",
                "identity": {
                  "type": "UserAssigned",
                  "userAssignedIdentities": {
                    "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', '<identity>')]": {}
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
                      "galleryImageId": "[resourceId('Microsoft.Compute/galleries/images', '<gallery>', '<image>')]",
                      "runOutputName": "gallery",
                      "targetRegions": [
                        {
                          "name": "[parameters('location')]"
                        }
                      ]
                    }
                  ]
                }
              }
            ]}
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
            let plain = accept(&scene, &item);
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
