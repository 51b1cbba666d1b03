//! Moving templates to a newer API version.

mod any;
mod network;
mod regions;
mod start;
mod version;

use aib_ls::document::{Document, Language};
use aib_ls::insight::migrate::{self, TemplateMigration};
use aib_ls::text::edit::{self, Edit};
use expect_test::{Expect, expect};

/// A deployment with one image template of a version and with these properties.
fn deployment(version: &str, properties: &str) -> String {
    format!(
        r#"{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {{
      "type": "Microsoft.VirtualMachineImages/imageTemplates",
      "apiVersion": "{version}",
      "name": "web",
      "location": "westeurope",
      "identity": {{
        "type": "UserAssigned",
        "userAssignedIdentities": {{ "/subscriptions/1/resourceGroups/2/providers/Microsoft.ManagedIdentity/userAssignedIdentities/3": {{}} }}
      }},
      "properties": {{
{properties}
      }}
    }}
  ]
}}
"#
    )
}

const SOURCE: &str = r#"        "source": { "type": "ManagedImage", "imageId": "/subscriptions/1/resourceGroups/2/providers/Microsoft.Compute/images/3" }"#;
const TARGETS: &str = r#"        "distribute": [{ "type": "VHD", "runOutputName": "disk" }]"#;

/// Properties with a source and a target beside them.
fn with_source(properties: &str) -> String {
    format!("{SOURCE},\n{properties},\n{TARGETS}")
}

/// What becomes of a text: the steps, what is left, and the lines that change; or why nothing does.
fn check_text(text: &str, told: Option<&str>, to: &str, expected: Expect) {
    let doc = Document::new(text.to_owned(), Language::Jsonc, told);
    let moved = migrate::document(&doc, to, None);
    let mut shown: String = moved
        .outcomes
        .iter()
        .map(|it| words(it, moved.after.as_ref()))
        .collect();
    if let Some(after) = &moved.after {
        assert_eq!(after.tree().errors().len(), 0, "{}", after.text());
        let done = moved.outcomes.iter().filter_map(|it| it.result.as_ref().ok());
        let edits: Vec<Edit> = done.flat_map(|it| &it.steps).flat_map(|it| it.edits.clone()).collect();
        assert_eq!(edit::apply(text, &edits), after.text());
        shown += &changed(text, after.text());
    }
    expected.assert_eq(&shown);
}

fn check(version: &str, properties: &str, expected: Expect) {
    check_text(&deployment(version, properties), None, "2024-02-01", expected);
}

fn words(outcome: &TemplateMigration<'_>, after: Option<&Document>) -> String {
    let migration = match &outcome.result {
        Ok(migration) => migration,
        Err(refusal) => return format!("refused: {}\n", refusal.words().en),
    };
    let steps = migration.steps.iter().map(|it| format!("{}\n", it.title.en));
    let line = |at: u32| after.unwrap().text()[..at as usize].matches('\n').count() + 1;
    let left = migration.remaining.iter();
    let left = left.map(|it| format!("left in line {}: {}\n", line(it.at.start), it.why.en));
    steps.chain(left).collect()
}

/// The lines that go and the lines that come, with what they have in common left out.
fn changed(before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    // How many lines the rest of the one and the rest of the other have in common.
    let mut common = vec![vec![0; after.len() + 1]; before.len() + 1];
    for i in (0..before.len()).rev() {
        for j in (0..after.len()).rev() {
            common[i][j] = match before[i] == after[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j, mut shown) = (0, 0, String::new());
    while i < before.len() || j < after.len() {
        if i < before.len() && j < after.len() && before[i] == after[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == after.len() || (i < before.len() && common[i + 1][j] >= common[i][j + 1]) {
            shown += &format!("- {}\n", before[i]);
            i += 1;
        } else {
            shown += &format!("+ {}\n", after[j]);
            j += 1;
        }
    }
    shown
}

#[test]
fn corrects_the_case_of_values_and_migrates_what_depends_on_them() {
    check(
        "2018-02-01-preview",
        &with_source(
            r#"        "customize": [
          // One of the first.
          { "type": "shell", "name": "motd", "script": "https://example.com/motd.sh" }, // Here.
          { "Type": "powershell", "script": "[parameters('script')]", "runElevated": true }
        ]"#,
        ),
        expect![[r#"
            Set the API version to 2024-02-01
            Replace `shell` with `Shell`
            Rename `script` to `scriptUri`
            Rename `Type` to `type`
            Replace `powershell` with `PowerShell`
            Rename `script` to `scriptUri`
            -       "apiVersion": "2018-02-01-preview",
            +       "apiVersion": "2024-02-01",
            -           { "type": "shell", "name": "motd", "script": "https://example.com/motd.sh" }, // Here.
            -           { "Type": "powershell", "script": "[parameters('script')]", "runElevated": true }
            +           { "type": "Shell", "name": "motd", "scriptUri": "https://example.com/motd.sh" }, // Here.
            +           { "type": "PowerShell", "scriptUri": "[parameters('script')]", "runElevated": true }
        "#]],
    );
}

#[test]
fn corrects_the_case_of_names() {
    check(
        "2020-02-14",
        &with_source(
            "        \"buildTimeoutInminutes\": 60,\n        \"vmprofile\": { \"VmSize\": \"Standard_D2s_v5\", \"VMSize\": \"Standard_D4s_v5\" }",
        ),
        expect![[r#"
            Set the API version to 2024-02-01
            Rename `buildTimeoutInminutes` to `buildTimeoutInMinutes`
            Rename `vmprofile` to `vmProfile`
            left in line 16: Use `vmSize`, not `VmSize`: the service compares names case-sensitively
            left in line 16: Use `vmSize`, not `VMSize`: the service compares names case-sensitively
            -       "apiVersion": "2020-02-14",
            +       "apiVersion": "2024-02-01",
            -         "buildTimeoutInminutes": 60,
            -         "vmprofile": { "VmSize": "Standard_D2s_v5", "VMSize": "Standard_D4s_v5" },
            +         "buildTimeoutInMinutes": 60,
            +         "vmProfile": { "VmSize": "Standard_D2s_v5", "VMSize": "Standard_D4s_v5" },
        "#]],
    );
}

#[test]
fn removes_read_only_members() {
    check(
        "2021-10-01",
        &format!(
            r#"        "provisioningState": "Succeeded",
{SOURCE},
{TARGETS},
        // Of the last run.
        "lastRunStatus": {{ "runState": "Succeeded" }},
        "exactStagingResourceGroup": "/subscriptions/1/resourceGroups/IT_2""#
        ),
        expect![[r#"
            Set the API version to 2024-02-01
            Remove `provisioningState`, `lastRunStatus`, `exactStagingResourceGroup`, which only the service sets
            -       "apiVersion": "2021-10-01",
            +       "apiVersion": "2024-02-01",
            -         "provisioningState": "Succeeded",
            -         "distribute": [{ "type": "VHD", "runOutputName": "disk" }],
            +         "distribute": [{ "type": "VHD", "runOutputName": "disk" }]
            -         "lastRunStatus": { "runState": "Succeeded" },
            -         "exactStagingResourceGroup": "/subscriptions/1/resourceGroups/IT_2"
            +         
        "#]],
    );
}

#[test]
fn unsupported_and_newly_required_members_are_manual_steps() {
    let text = deployment(
        "2019-02-01-preview",
        r#"        "source": { "type": "ISO", "sourceURI": "http://example.com/a.iso", "sha256Checksum": "1" },
        "distribute": [{ "type": "managedImage", "tags": {}, "imageId": "[parameters('image')]", "location": "westeurope" }]"#,
    );
    let (before, rest) = text.split_once("      \"identity\"").unwrap();
    let after = rest.split_once("      },\n").unwrap().1;
    check_text(
        &format!("{before}{after}"),
        None,
        "2024-02-01",
        expect![[r#"
        Set the API version to 2024-02-01
        Replace `managedImage` with `ManagedImage`
        left in line 5: A template needs one user-assigned identity; submission fails with `Missing field 'identity'`
        left in line 10: `ISO` was removed after the 2019 preview; use `PlatformImage`, `ManagedImage` or `SharedImageVersion`
        left in line 11: Missing required property `runOutputName`
        left in line 11: Unknown property `tags`; the service rejects the template
        -       "apiVersion": "2019-02-01-preview",
        +       "apiVersion": "2024-02-01",
        -         "distribute": [{ "type": "managedImage", "tags": {}, "imageId": "[parameters('image')]", "location": "westeurope" }]
        +         "distribute": [{ "type": "ManagedImage", "tags": {}, "imageId": "[parameters('image')]", "location": "westeurope" }]
    "#]],
    );
}

#[test]
fn computed_values_that_must_change_are_manual_steps() {
    check(
        "2021-10-01",
        &format!(
            r#"{SOURCE},
        "customize": "[parameters('steps')]",
        "vmProfile": "[parameters('profile')]",
        "distribute": "[parameters('targets')]""#
        ),
        expect![[r#"
            Set the API version to 2024-02-01
            left in line 17: `distribute` is computed, and its schema changed between the versions: check that its value is valid in the new version
            -       "apiVersion": "2021-10-01",
            +       "apiVersion": "2024-02-01",
        "#]],
    );
    check(
        "2021-10-01",
        &format!(
            r#"{SOURCE},
        "copy": [{{ "name": "distribute", "count": 2, "input": {{ "type": "SharedImage", "replicationRegions": [] }} }}]"#
        ),
        expect![[r#"
            Set the API version to 2024-02-01
            left in line 15: `distribute` is computed, and its schema changed between the versions: check that its value is valid in the new version
            left in line 15: Missing required properties: `galleryImageId`, `runOutputName`
            left in line 15: `targetRegions` replaces `replicationRegions` and sets replicas and storage per region
            -       "apiVersion": "2021-10-01",
            +       "apiVersion": "2024-02-01",
        "#]],
    );
    // Between these two nothing has changed for a target.
    let text = deployment(
        "2022-07-01",
        &format!("{SOURCE},\n        \"distribute\": \"[parameters('targets')]\""),
    );
    check_text(
        &text,
        None,
        "2025-10-01",
        expect![[r#"
        Set the API version to 2025-10-01
        -       "apiVersion": "2022-07-01",
        +       "apiVersion": "2025-10-01",
    "#]],
    );
}

#[test]
fn a_body_is_migrated_without_a_version_in_it() {
    let body = r#"{
  "location": "westeurope",
  "identity": { "type": "UserAssigned", "userAssignedIdentities": { "/subscriptions/1/resourceGroups/2/providers/Microsoft.ManagedIdentity/userAssignedIdentities/3": {} } },
  "properties": {
    "source": { "type": "ManagedImage", "imageId": "/subscriptions/1/resourceGroups/2/providers/Microsoft.Compute/images/3" },
    "distribute": [{ "type": "vhd", "runOutputName": "disk" }]
  }
}
"#;
    check_text(
        body,
        Some("2020-02-14"),
        "2024-02-01",
        expect![[r#"
        Replace `vhd` with `VHD`
        left in line 1: The API version of this template comes from the command that submits it or from the settings: change it to 2024-02-01 there
        -     "distribute": [{ "type": "vhd", "runOutputName": "disk" }]
        +     "distribute": [{ "type": "VHD", "runOutputName": "disk" }]
    "#]],
    );
    check_text(
        body,
        None,
        "2024-02-01",
        expect![[r#"
            Replace `vhd` with `VHD`
            left in line 1: The API version of this template comes from the command that submits it or from the settings: change it to 2024-02-01 there
            -     "distribute": [{ "type": "vhd", "runOutputName": "disk" }]
            +     "distribute": [{ "type": "VHD", "runOutputName": "disk" }]
        "#]],
    );
    let dated = body.replacen('{', "{\n  \"apiVersion\": \"2020-02-14\",", 1);
    check_text(
        &dated,
        None,
        "2024-02-01",
        expect![[r#"
        Set the API version to 2024-02-01
        Replace `vhd` with `VHD`
        left in line 2: `apiVersion` does not belong in a standalone template; the command that submits it sets the version
        -   "apiVersion": "2020-02-14",
        +   "apiVersion": "2024-02-01",
        -     "distribute": [{ "type": "vhd", "runOutputName": "disk" }]
        +     "distribute": [{ "type": "VHD", "runOutputName": "disk" }]
    "#]],
    );
    check_text(
        &dated,
        None,
        "2022-07-01",
        expect![[r#"
        Set the API version to 2022-07-01
        Replace `vhd` with `VHD`
        -   "apiVersion": "2020-02-14",
        +   "apiVersion": "2022-07-01",
        -     "distribute": [{ "type": "vhd", "runOutputName": "disk" }]
        +     "distribute": [{ "type": "VHD", "runOutputName": "disk" }]
    "#]],
    );
}
