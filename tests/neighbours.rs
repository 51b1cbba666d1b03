//! Templates whose answers rest on other resources of the same deployment.

use aib_ls::document::{Document, Language};
use aib_ls::insight::permissions::{self, Permissions};
use aib_ls::locale::Lang;
use aib_ls::report::permissions::{az, bicep, role};
use aib_ls::rules;
use aib_ls::rules::engine::memo::Memo;
use aib_ls::settings::Settings;
use aib_ls::text::lines::Lines;
use expect_test::{Expect, expect};

use crate::support::outside::outside;

fn document(text: &str) -> Document {
    Document::new(text.to_owned(), Language::Json, None)
}

/// A case of the folder of cases; `None` if there is no such folder.
fn case(name: &str) -> Option<Document> {
    let path = outside("AIB_LS_CASES")?.join("templates").join(name);
    Some(document(&std::fs::read_to_string(path).unwrap()))
}

/// The findings of some families, each with its text and the related texts.
fn check_findings(doc: &Document, families: &[&str], expected: Expect) {
    let mut shown = String::new();
    for it in rules::check(doc, &Settings::default()) {
        if families.iter().any(|family| it.rule.id.starts_with(family)) {
            shown += &format!("{} {} at {}\n", it.level.name(), it.rule.id, it.span.of(doc.text()));
            let related = it.related.iter().map(|it| it.span.of(doc.text()));
            related.for_each(|it| shown += &format!("  {it}\n"));
        }
    }
    expected.assert_eq(if shown.is_empty() { "nothing" } else { &shown });
}

/// Whose permissions are needed, and on which scopes; what the deployment grants itself is marked.
fn needs(all: &[Permissions<'_>]) -> String {
    let mut shown = String::new();
    for it in all {
        shown += &format!("{}\n", it.label());
        for need in &it.needs {
            let granted = if need.granted_by.is_some() { " (granted)" } else { "" };
            shown += &format!("  {:?} on {}{granted}\n", need.access, need.scope.description().en);
        }
    }
    shown
}

#[test]
fn each_value_of_a_definition_that_does_not_fit_is_an_error() {
    let Some(doc) = case("definition-mismatch.json") else {
        return;
    };
    check_findings(
        &doc,
        &["distribute/definition"],
        expect![[r#"
            error distribute/definition-mismatch at "Linux"
              "[resourceId('Microsoft.Compute/galleries/images', 'gal', 'def')]"
              "MicrosoftWindowsServer"
            error distribute/definition-mismatch at "Specialized"
              "[resourceId('Microsoft.Compute/galleries/images', 'gal', 'def')]"
            error distribute/definition-mismatch at "V1"
              "[resourceId('Microsoft.Compute/galleries/images', 'gal', 'def')]"
              "2022-datacenter-g2"
            error distribute/definition-mismatch at "Arm64"
              "[resourceId('Microsoft.Compute/galleries/images', 'gal', 'def')]"
              "2022-datacenter-g2"
        "#]],
    );
}

#[test]
fn equal_texts_in_two_deployments_are_two_scopes() {
    let Some(doc) = case("permissions-two-staging-groups.json") else {
        return;
    };
    let all = permissions::of_document(&doc);
    expect![[r#"
        web, db
          UseGroup on /subscriptions/{subscription().subscriptionId}/resourceGroups/web-stg
          UseGroup on /subscriptions/{subscription().subscriptionId}/resourceGroups/db-stg
          WriteGallery on /subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}
    "#]]
    .assert_eq(&needs(&all));
    let lines = Lines::new(doc.text());
    let commands = az::commands(&all, &lines, Lang::En);
    for text in [&commands, &bicep::file(&all, &lines, Lang::En)] {
        assert!(text.contains("/web-stg'") && text.contains("/db-stg'"), "{text}");
    }
    assert_eq!(commands.matches("--role 'Contributor'").count(), 2, "{commands}");
    check_findings(&doc, &["staging/shared"], expect!["nothing"]);
}

const IDENTITY: &str = "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'builder')]";

/// A template of the identity `builder`, which the deployment creates.
fn image(name: &str, properties: &str) -> String {
    format!(
        r#"{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "name": "{name}", "location": "westeurope",
  "identity": {{ "type": "UserAssigned", "userAssignedIdentities": {{ "{IDENTITY}": {{}} }} }},
  "properties": {{ {properties} }} }}"#
    )
}

fn deployment(members: &str, resources: &[&str]) -> String {
    format!(
        r#"{{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", {members}
"resources": [
  {{ "type": "Microsoft.ManagedIdentity/userAssignedIdentities", "apiVersion": "2023-01-31", "name": "builder", "location": "westeurope" }},
  {}
] }}"#,
        resources.join(",\n  ")
    )
}

/// A role assignment for an identity of the deployment; `members` end with a comma.
fn assignment(members: &str, identity: &str, role: &str) -> String {
    format!(
        r#"{{ "type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "[guid('{identity}', '{role}')]", {members}
  "properties": {{ "principalId": "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', '{identity}'), '2023-01-31').principalId]",
    "principalType": "ServicePrincipal", "roleDefinitionId": "{role}" }} }}"#
    )
}

fn built_in(id: &str) -> String {
    format!("[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '{id}')]")
}

const CONTRIBUTOR: &str = "b24988ac-6180-42a0-ab88-20f7382dd24c";
const BLOB_READER: &str = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";
const OPERATOR: &str = "f1a07417-d97a-45cb-824c-7a7467783830";

const PROPERTIES: &str = r#""stagingResourceGroup": "[format('{0}/resourceGroups/stg', subscription().id)]",
    "vmProfile": { "userAssignedIdentities": ["[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'builder')]"] },
    "customize": [{ "type": "Shell", "scriptUri": "https://scripts.blob.core.windows.net/linux/a.sh" }],
    "distribute": [{ "type": "SharedImage", "runOutputName": "web", "galleryImageId": "[resourceId('Microsoft.Compute/galleries/images', 'main', 'web')]" }]"#;

fn check_granted(resources: &[String], expected: Expect) {
    let web = image("web", PROPERTIES);
    let all: Vec<&str> = resources.iter().map(String::as_str).chain([web.as_str()]).collect();
    let doc = document(&deployment(
        r#""parameters": { "build": { "type": "bool", "defaultValue": true } },"#,
        &all,
    ));
    assert!(doc.tree().errors().is_empty(), "{}", doc.text());
    let needs = needs(&permissions::of_document(&doc));
    let advice = rules::check(&doc, &Settings::default());
    let advice = advice
        .iter()
        .map(|it| it.rule.id)
        .filter(|it| it.starts_with("permissions/"));
    let advice: String = advice.map(|it| format!("{it}\n")).collect();
    expected.assert_eq(&format!("{needs}{advice}"));
}

/// A role on a resource of its own, by the relative form of `scope`.
fn on(scope: &str) -> String {
    format!(r#""scope": "{scope}","#)
}

#[test]
fn nothing_is_granted_without_assignments() {
    check_granted(
        &[],
        expect![[r#"
        web
          ReadBlobs on container `linux` of the storage account `scripts`
          AssignIdentity on /subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder
          UseGroup on /subscriptions/{subscription().subscriptionId}/resourceGroups/stg
          WriteGallery on /subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}
        permissions/existing-staging-group
        permissions/build-identity-operator
        permissions/storage-reader
    "#]],
    );
}

#[test]
fn what_the_deployment_grants_itself_is_marked() {
    let staging = format!(
        r#"{{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "staging", "resourceGroup": "stg", "properties": {{ "mode": "Incremental", "template": {{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [ {} ] }} }} }}"#,
        assignment("", "builder", &built_in(CONTRIBUTOR))
    );
    check_granted(
        &[
            staging,
            assignment(
                &on("Microsoft.ManagedIdentity/userAssignedIdentities/builder"),
                "builder",
                &built_in(OPERATOR),
            ),
            assignment(
                &on("[resourceId('Microsoft.Storage/storageAccounts', 'scripts')]"),
                "builder",
                &format!("/providers/Microsoft.Authorization/roleDefinitions/{BLOB_READER}"),
            ),
        ],
        expect![[r#"
            web
              ReadBlobs on container `linux` of the storage account `scripts` (granted)
              AssignIdentity on /subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder (granted)
              UseGroup on /subscriptions/{subscription().subscriptionId}/resourceGroups/stg (granted)
              WriteGallery on /subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}
        "#]],
    );
}

#[test]
fn a_role_of_the_deployment_counts_by_its_actions() {
    let role = |actions: &str| {
        format!(
            r#"{{ "type": "Microsoft.Authorization/roleDefinitions", "apiVersion": "2022-04-01", "name": "[guid(resourceGroup().id, 'images')]",
  "properties": {{ "roleName": "images", "type": "CustomRole", "permissions": [{{ "actions": {actions}, "notActions": [] }}], "assignableScopes": ["[resourceGroup().id]"] }} }}"#
        )
    };
    let assigned = || {
        assignment(
            "",
            "builder",
            "[resourceId('Microsoft.Authorization/roleDefinitions', guid(resourceGroup().id, 'images'))]",
        )
    };
    check_granted(
        &[
            role(r#"["Microsoft.Compute/galleries/*", "Microsoft.Compute/images/*"]"#),
            assigned(),
        ],
        expect![[r#"
            web
              ReadBlobs on container `linux` of the storage account `scripts`
              AssignIdentity on /subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder
              UseGroup on /subscriptions/{subscription().subscriptionId}/resourceGroups/stg
              WriteGallery on /subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name} (granted)
            permissions/existing-staging-group
            permissions/build-identity-operator
            permissions/storage-reader
        "#]],
    );
    check_granted(
        &[
            role(r#"["Microsoft.Compute/galleries/*/read", "Microsoft.Compute/images/*"]"#),
            assigned(),
        ],
        expect![[r#"
            web
              ReadBlobs on container `linux` of the storage account `scripts`
              AssignIdentity on /subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder
              UseGroup on /subscriptions/{subscription().subscriptionId}/resourceGroups/stg
              WriteGallery on /subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}
            permissions/existing-staging-group
            permissions/build-identity-operator
            permissions/storage-reader
        "#]],
    );
}

#[test]
fn assignments_to_others_elsewhere_and_on_condition_grant_nothing() {
    let contributor = built_in(CONTRIBUTOR);
    check_granted(
        &[
            assignment("", "other", &contributor),
            assignment(
                &on("[resourceId('Microsoft.Compute/galleries', 'next')]"),
                "builder",
                &contributor,
            ),
            assignment(r#""condition": "[parameters('build')]","#, "builder", &contributor),
        ],
        expect![[r#"
            web
              ReadBlobs on container `linux` of the storage account `scripts`
              AssignIdentity on /subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder
              UseGroup on /subscriptions/{subscription().subscriptionId}/resourceGroups/stg
              WriteGallery on /subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}
            permissions/existing-staging-group
            permissions/build-identity-operator
            permissions/storage-reader
        "#]],
    );
}

#[test]
fn granted_needs_have_no_commands() {
    let web = image("web", PROPERTIES);
    let doc = document(&deployment(
        "",
        &[&assignment("", "builder", &built_in(CONTRIBUTOR)), &web],
    ));
    let (all, lines) = (permissions::of_document(&doc), Lines::new(doc.text()));
    let commands = az::commands(&all, &lines, Lang::En);
    assert!(!commands.contains("role definition create"), "{commands}");
    assert!(
        commands.contains("(write image versions): granted by the role assignment in line 4"),
        "{commands}"
    );
    assert_eq!(role::role(&all, Lang::En).json, None);
    assert!(!bicep::file(&all, &lines, Lang::En).contains("CustomRole"));
}

/// A value written in two ways is one scope.
#[test]
fn one_value_written_in_two_ways_is_one_scope() {
    let target = |name: &str, id: &str| {
        image(
            name,
            &format!(r#""distribute": [{{ "type": "SharedImage", "runOutputName": "a", "galleryImageId": "{id}" }}]"#),
        )
    };
    let doc = document(&deployment(
        r#""parameters": { "group": { "type": "string" } },"#,
        &[
            &target(
                "a",
                "[resourceId(parameters('group'), 'Microsoft.Compute/galleries/images', 'main', 'a')]",
            ),
            &target(
                "b",
                "[format('{0}/resourceGroups/{1}/providers/Microsoft.Compute/galleries/main/images/b', subscription().id, parameters('group'))]",
            ),
        ],
    ));
    expect![[r#"
        a, b
          WriteGallery on /subscriptions/{subscription().subscriptionId}/resourceGroups/{group}
    "#]]
    .assert_eq(&needs(&permissions::of_document(&doc)));
}

#[test]
fn the_definition_of_the_source_decides_the_system_of_the_steps() {
    let source = r#""source": { "type": "SharedImageVersion", "imageVersionId": "[resourceId('Microsoft.Compute/galleries/images/versions', 'main', 'base', 'latest')]" },
    "vmProfile": { "vmSize": "Standard_D2_v2" },
    "customize": [{ "type": "PowerShell", "inline": ["Get-Service"] }],
    "distribute": [{ "type": "VHD", "runOutputName": "a" }]"#;
    let definition = |system: &str| {
        format!(
            r#"{{ "type": "Microsoft.Compute/galleries/images", "apiVersion": "2023-07-03", "name": "main/base", "location": "westeurope",
  "properties": {{ "osType": "{system}", "osState": "Generalized", "hyperVGeneration": "V2", "identifier": {{ "publisher": "p", "offer": "o", "sku": "s" }} }} }}"#
        )
    };
    let of = |system: &str| deployment("", &[&definition(system), &image("web", source)]);
    let families = ["source/os-mismatch", "vm-size/generation"];
    check_findings(
        &document(&of("Linux")),
        &families,
        expect![[r#"
        error vm-size/generation-mismatch at "Standard_D2_v2"
          "V2"
        error source/os-mismatch at "PowerShell"
          "Linux"
    "#]],
    );
    check_findings(
        &document(&of("Windows")),
        &families,
        expect![[r#"
        error vm-size/generation-mismatch at "Standard_D2_v2"
          "V2"
    "#]],
    );
    // A change of the definition alone changes what is found in the template.
    let (mut memo, settings) = (Memo::default(), Settings::default());
    for system in ["Windows", "Linux", "Windows"] {
        let doc = document(&of(system));
        let (found, next) = rules::check_again(&doc, &settings, &memo);
        let ids = |findings: &[rules::engine::finding::Finding]| -> Vec<&str> {
            findings.iter().map(|it| it.rule.id).collect()
        };
        assert_eq!(ids(&found.findings), ids(&rules::check(&doc, &settings)));
        memo = next;
    }
}
