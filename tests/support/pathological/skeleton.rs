//! The template and the deployment around a construct. Each slot is behind the first member or item of its container.

use crate::support::pathological::Dialect;

/// A container of a template or of the deployment around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    Root,
    Tags,
    Identities,
    Properties,
    VmProfile,
    Source,
    Customize,
    Validate,
    Distribute,
    Regions,
    Filters,
    Inline,
    DeploymentRoot,
    Parameters,
    Variables,
    Functions,
    Resources,
    Outputs,
}

/// A comment for which a text is read, though it may be no template.
pub const MARK: &str = "/* Microsoft.VirtualMachineImages/imageTemplates */\n";

const TEMPLATE: &str = r#"{
  <name>"location": "westeurope"<Root>,
  "tags": { "owner": "team"<Tags> },
  "identity": {
    "type": "UserAssigned",
    "userAssignedIdentities": {
      "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder": {}<Identities>
    }
  },
  "properties": {
    "buildTimeoutInMinutes": 120<Properties>,
    "vmProfile": { "osDiskSizeGB": 127<VmProfile> },
    "source": { <source>, "version": "latest"<Source> },
    "customize": [
      { "type": "<type>", <script> },
      { "type": "WindowsUpdate", "filters": ["include:$true"<Filters>] }<Customize>
    ],
    "validate": { "inVMValidations": [{ "type": "<type>", "inline": ["exit 0"] }<Validate>] },
    "distribute": [
      {
        "type": "SharedImage",
        "runOutputName": "gallery",
        "galleryImageId": "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.Compute/galleries/company/images/web",
        "targetRegions": [{ "name": "westeurope" }<Regions>]
      }<Distribute>
    ]
  }
}"#;

const DEPLOYMENT: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0"<DeploymentRoot>,
  "parameters": { "value": { "type": "string", "defaultValue": "westeurope" }<Parameters> },
  "functions": [{ "namespace": "own", "members": { "same": { "parameters": [{ "name": "it", "type": "string" }], "output": { "type": "string", "value": "[parameters('it')]" } }<Functions> } }],
  "variables": { "variable": "westeurope"<Variables> },
  "resources": [
<template><Resources>
  ],
  "outputs": { "output": { "type": "string", "value": "[parameters('value')]" }<Outputs> }
}
"#;

const LINUX: &str =
    r#""type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server""#;
const WINDOWS: &str = r#""type": "PlatformImage", "publisher": "MicrosoftWindowsServer", "offer": "WindowsServer", "sku": "2022-datacenter-g2""#;
const NAME: &str = "\"type\": \"Microsoft.VirtualMachineImages/imageTemplates\",\n  \"apiVersion\": \"2024-02-01\",\n  \"name\": \"image\",\n  ";

/// The template with a text in its slot.
pub fn around(slot: Slot, separator: &str, body: &str) -> String {
    let is_outside = matches!(
        slot,
        Slot::DeploymentRoot | Slot::Parameters | Slot::Functions | Slot::Variables | Slot::Resources | Slot::Outputs
    );
    let template = of_windows(r#""inline": ["Get-Date"<Inline>]"#);
    let whole = match is_outside {
        true => within_deployment(&template),
        false => template.replace("<name>", ""),
    };
    let marker = format!("<{slot:?}>");
    let (before, after) = whole.split_once(&marker).unwrap_or((&whole, ""));
    format!("{}{separator}{body}{}", without_slots(before), without_slots(after))
}

/// A template with a step for each of these lists of items.
pub fn steps(dialect: Dialect, scripts: &[String]) -> String {
    let (kind, template) = match dialect {
        Dialect::Bash => ("Shell", of_linux("\"inline\": []")),
        Dialect::PowerShell => ("PowerShell", of_windows("\"inline\": []")),
    };
    let (before, after) = template.split_once("<Customize>").unwrap_or((&template, ""));
    let (before, after) = (before.replace("<name>", ""), without_slots(after));
    let step = |(at, items): (usize, &String)| {
        format!(",\n{{ \"type\": \"{kind}\", \"name\": \"step {at}\", \"inline\": [\n{items}\n] }}")
    };
    let steps: String = scripts.iter().enumerate().map(step).collect();
    without_slots(&before) + &steps + &after
}

/// A template with a step that runs a file, and the name of the file.
pub fn with_script(dialect: Dialect) -> (String, &'static str) {
    let (name, template): (_, fn(&str) -> String) = match dialect {
        Dialect::Bash => ("prepare.sh", of_linux),
        Dialect::PowerShell => ("prepare.ps1", of_windows),
    };
    let address = format!(r#""scriptUri": "https://example.blob.core.windows.net/scripts/{name}""#);
    (without_slots(&template(&address).replace("<name>", "")), name)
}

/// A template with nothing repeated in it.
pub fn template() -> String {
    around(Slot::Root, "", "")
}

/// A deployment of one template.
pub fn deployment() -> String {
    around(Slot::Resources, "", "")
}

/// A parameter file with these values.
pub fn parameters(values: &str) -> String {
    let schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#";
    format!(
        "{{ \"$schema\": \"{schema}\", \"contentVersion\": \"1.0.0.0\", \"parameters\": {{ \"value\": {{ \"value\": \"a\" }},\n{values} }} }}\n"
    )
}

fn of_linux(script: &str) -> String {
    let template = TEMPLATE.replace("<source>", LINUX).replace("<type>", "Shell");
    // The update of Windows goes: Linux has none.
    let lines = template.lines().filter(|it| !it.contains("WindowsUpdate"));
    let template = lines.collect::<Vec<_>>().join("\n");
    let template = template.replace("<script> },\n", "<script> }<Customize>\n");
    template.replace("<script>", script)
}

fn of_windows(script: &str) -> String {
    let template = TEMPLATE.replace("<source>", WINDOWS).replace("<type>", "PowerShell");
    template.replace("<script>", script)
}

fn within_deployment(template: &str) -> String {
    DEPLOYMENT.replace("<template>", &template.replace("<name>", NAME))
}

/// The text without the markers of slots, which are names in angle brackets.
fn without_slots(text: &str) -> String {
    let mut parts = text.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once('>').map_or(part, |it| it.1))
}
