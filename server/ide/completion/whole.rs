//! Whole image templates, as patterns: what a build of a system to a target needs at least.

use crate::model::os::Os;
use crate::schema::slice;

/// Where the image goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    Gallery,
    ManagedImage,
    Vhd,
}

/// An image template that stands alone.
pub(super) fn standalone(system: Os, goal: Goal) -> String {
    let id = |rest: &str| {
        format!(
            "/subscriptions/‹subscription=<subscriptionId>›/resourceGroups/‹group=<resourceGroup>›/providers/{rest}"
        )
    };
    let head = r#""type": "Microsoft.VirtualMachineImages/imageTemplates",
  "location": "‹location=westeurope›","#;
    let identity = id("Microsoft.ManagedIdentity/userAssignedIdentities/‹<identity>›");
    let image = id(match goal {
        Goal::Gallery => "Microsoft.Compute/galleries/‹<gallery>›/images/‹<image>›",
        _ => "Microsoft.Compute/images/‹<image>›",
    });
    body(head, system, &identity, &target(goal, &image, "‹location=westeurope›"))
}

/// An image template as a resource of a deployment whose expressions give the location.
pub(super) fn resource(system: Os, goal: Goal, location: &str) -> String {
    let version = slice::newest();
    let head = format!(
        r#""type": "Microsoft.VirtualMachineImages/imageTemplates",
  "apiVersion": "{version}",
  "name": "‹image-template›",
  "location": "{location}","#
    );
    let identity = "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', '‹<identity>›')]";
    let image = match goal {
        Goal::Gallery => "[resourceId('Microsoft.Compute/galleries/images', '‹<gallery>›', '‹<image>›')]",
        _ => "[resourceId('Microsoft.Compute/images', '‹<image>›')]",
    };
    body(&head, system, identity, &target(goal, image, location))
}

/// A deployment template with an image template.
pub(super) fn deployment(system: Os, goal: Goal) -> String {
    let resource = resource(system, goal, "[parameters('location')]").replace('\n', "\n    ");
    format!(
        r#"{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {{
    "location": {{
      "type": "string",
      "defaultValue": "[resourceGroup().location]"
    }}
  }},
  "resources": [
    {resource}
  ]
}}"#
    )
}

fn body(head: &str, system: Os, identity: &str, target: &str) -> String {
    let (publisher, offer, sku, step, command) = match system {
        Os::Windows => (
            "MicrosoftWindowsServer",
            "WindowsServer",
            "2022-datacenter-g2",
            "PowerShell",
            "Write-Host ready",
        ),
        Os::Linux => ("Canonical", "ubuntu-24_04-lts", "server", "Shell", "echo ready"),
    };
    format!(
        r#"{{
  {head}
  "identity": {{
    "type": "UserAssigned",
    "userAssignedIdentities": {{
      "{identity}": {{}}
    }}
  }},
  "properties": {{
    "buildTimeoutInMinutes": ‹240›,
    "source": {{
      "type": "PlatformImage",
      "publisher": "‹{publisher}›",
      "offer": "‹{offer}›",
      "sku": "‹{sku}›",
      "version": "latest"
    }},
    "customize": [
      {{
        "type": "{step}",
        "name": "‹prepare›",
        "inline": [
          "‹{command}›"
        ]
      }}
    ],
    "distribute": [
      {target}
    ]
  }}
}}"#
    )
}

/// A target, on the level of an item of `distribute`.
fn target(goal: Goal, image: &str, location: &str) -> String {
    match goal {
        Goal::Gallery => format!(
            r#"{{
        "type": "SharedImage",
        "galleryImageId": "{image}",
        "runOutputName": "‹gallery›",
        "targetRegions": [
          {{
            "name": "{location}"
          }}
        ]
      }}"#
        ),
        Goal::ManagedImage => format!(
            r#"{{
        "type": "ManagedImage",
        "imageId": "{image}",
        "location": "{location}",
        "runOutputName": "‹image›"
      }}"#
        ),
        Goal::Vhd => r#"{
        "type": "VHD",
        "runOutputName": "‹vhd›",
        "uri": "https://‹<storageAccount>›.blob.core.windows.net/‹<container>›/‹image›.vhd"
      }"#
        .to_owned(),
    }
}
