//! Large templates: many of everything that may be in one, and many resources around them.

use crate::support::pathological::skeleton::Slot;
use crate::support::pathological::{Kind, Location, kind};

const STEPS: Location = Location::In(Slot::Customize);
const CHECKS: Location = Location::In(Slot::Validate);
const TARGETS: Location = Location::In(Slot::Distribute);
const PROFILE: Location = Location::In(Slot::VmProfile);
const RESOURCES: Location = Location::In(Slot::Resources);

pub const KINDS: [Kind; 49] = [
    kind("shell steps", STEPS, r#"{ "type": "Shell", "name": "s{n}", "inline": ["echo {n}"] }"#),
    kind("PowerShell steps", STEPS, r#"{ "type": "PowerShell", "name": "s{n}", "inline": ["Write-Host {n}"] }"#),
    kind("PowerShell steps on one line", STEPS, r#"{ "type": "PowerShell", "inline": ["Write-Host {n}"] }"#).joined_by(","),
    kind("steps of the same name", STEPS, r#"{ "type": "PowerShell", "name": "same", "inline": ["Write-Host a"] }"#),
    kind("steps with the same script", STEPS, r#"{ "type": "PowerShell", "scriptUri": "https://example.com/prepare.ps1" }"#),
    kind("steps with scripts", STEPS, r#"{ "type": "PowerShell", "scriptUri": "https://example.com/prepare{n}.ps1" }"#),
    kind("files", STEPS, r#"{ "type": "File", "name": "f{n}", "sourceUri": "https://example.com/{n}.zip", "destination": "C:\\{n}.zip" }"#),
    kind("files that later files overwrite", STEPS, r#"{ "type": "File", "sourceUri": "https://example.com/a.zip", "destination": "C:\\a.zip" }"#),
    kind("restarts", STEPS, r#"{ "type": "WindowsRestart", "restartTimeout": "5m" }"#),
    kind("updates", STEPS, r#"{ "type": "WindowsUpdate", "updateLimit": 20 }"#),
    kind("steps of no type", STEPS, r#"{ "name": "s{n}" }"#),
    kind("steps of an unknown type", STEPS, r#"{ "type": "Powershel", "inline": [] }"#),
    kind("empty steps", STEPS, "{}"),
    kind("steps that are lists", STEPS, "[]"),
    kind("steps with two sources", STEPS, r#"{ "type": "PowerShell", "inline": ["Get-Date"], "scriptUri": "https://example.com/a.ps1" }"#),
    kind("installations in steps", STEPS, r#"{ "type": "Shell", "inline": ["apt-get update", "apt-get install -y nginx{n}"] }"#),
    kind("deprovisioning in steps", STEPS, r#"{ "type": "Shell", "inline": ["waagent -force -deprovision+user"] }"#),
    kind("sysprep in steps", STEPS, r#"{ "type": "PowerShell", "inline": ["C:\\Windows\\System32\\Sysprep\\sysprep.exe /generalize /oobe"] }"#),
    kind("writes and runs in steps", STEPS, r#"{ "type": "PowerShell", "inline": ["Set-Content C:\\a{n}.ps1 1", "C:\\a{p}.ps1"] }"#),
    kind("update filters", Location::In(Slot::Filters), r#""exclude:$_.Title -like '*{n}*'""#),
    kind("inline numbers", Location::In(Slot::Inline), "1"),
    kind("inline objects", Location::In(Slot::Inline), "{}"),
    kind("validators", CHECKS, r#"{ "type": "PowerShell", "name": "v{n}", "inline": ["exit 0"] }"#),
    kind("shell validators", CHECKS, r#"{ "type": "Shell", "name": "v{n}", "inline": ["exit 0"] }"#),
    kind("file validators", CHECKS, r#"{ "type": "File", "sourceUri": "https://example.com/{n}", "destination": "C:\\{n}" }"#),
    kind("galleries", TARGETS, r#"{ "type": "SharedImage", "runOutputName": "r{n}", "galleryImageId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/c/images/i{n}", "targetRegions": [{ "name": "westeurope" }] }"#),
    kind("galleries of the same name", TARGETS, r#"{ "type": "SharedImage", "runOutputName": "same", "galleryImageId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/c/images/i", "replicationRegions": ["westeurope"] }"#),
    kind("managed images", TARGETS, r#"{ "type": "ManagedImage", "runOutputName": "m{n}", "location": "westeurope", "imageId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/images/i{n}" }"#),
    kind("disks", TARGETS, r#"{ "type": "VHD", "runOutputName": "same" }"#),
    kind("targets of no type", TARGETS, "{}"),
    kind("regions", Location::In(Slot::Regions), r#"{ "name": "westeurope", "replicaCount": 1 }"#),
    kind("unknown regions", Location::In(Slot::Regions), r#"{ "name": "region{n}" }"#),
    kind("tags", Location::In(Slot::Tags), r#""tag{n}": "value""#),
    kind("tags in other letters", Location::In(Slot::Tags), r#""OWNER": "value", "owner": "value""#),
    kind("identities", Location::In(Slot::Identities), r#""/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i{n}": {}"#),
    kind("identities of the build VM", PROFILE, r#""/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i{n}""#)
        .framed_by("\"userAssignedIdentities\": [", "]"),
    kind("VM profiles", Location::In(Slot::Properties), r#""vmProfile": { "vmSize": "Standard_D{n}s_v5" }"#),
    kind("image templates", RESOURCES, r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "name": "t{n}", "location": "westeurope", "properties": {} }"#),
    kind("image templates on one line", RESOURCES, r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "name": "t{n}" }"#).joined_by(","),
    kind("image templates with parts", RESOURCES, r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "name": "t{n}", "location": "westeurope", "properties": { "source": { "type": "SharedImageVersion", "imageVersionId": "[resourceId('Microsoft.Compute/galleries/images', 'company', 'image{n}')]" }, "customize": [{ "type": "Shell", "inline": ["echo {n}"] }], "distribute": [{ "type": "SharedImage", "runOutputName": "r", "galleryImageId": "[resourceId('Microsoft.Compute/galleries/images', 'company', 'image{n}')]" }] } }"#),
    kind("triggers", RESOURCES, r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates/triggers", "apiVersion": "2024-02-01", "name": "image/t{n}", "properties": { "kind": "SourceImage" } }"#),
    kind("other resources", RESOURCES, r#"{ "type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": "s{n}", "location": "westeurope" }"#),
    kind("definitions of images", RESOURCES, r#"{ "type": "Microsoft.Compute/galleries/images", "apiVersion": "2023-07-03", "name": "company/web{n}", "properties": { "osType": "Windows", "hyperVGeneration": "V2" } }"#),
    kind("role assignments", RESOURCES, r#"{ "type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "[guid('{n}')]", "properties": { "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')]", "principalId": "p" } }"#),
    kind("role assignments that depend on all", RESOURCES, r#"{ "type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "r{n}", "dependsOn": ["r{p}", "image"], "properties": { "principalId": "p" } }"#),
    kind("identities as resources", RESOURCES, r#"{ "type": "Microsoft.ManagedIdentity/userAssignedIdentities", "apiVersion": "2023-01-31", "name": "i{n}", "location": "westeurope" }"#),
    kind("nested deployments", RESOURCES, r#"{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d{n}", "properties": { "mode": "Incremental", "template": { "resources": [] } } }"#),
    kind("deployments inside each other", RESOURCES, r#"{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d{n}", "properties": { "mode": "Incremental", "template": { "resources": ["#)
        .joined_by("")
        .closed_by("] } } }").framed_by(",", ""),
    kind("loops of resources", RESOURCES, r#"{ "type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": "[concat('s', copyIndex())]", "copy": { "name": "c{n}", "count": 3 } }"#),
];
