//! Roles that a deployment assigns to the identity of its template itself.

use aib_ls::insight::permissions;
use aib_ls::locale::Lang;
use aib_ls::report::permissions::{az, bicep, role};
use aib_ls::rules;
use aib_ls::settings::Settings;
use aib_ls::text::lines::Lines;
use expect_test::{Expect, expect};

use crate::neighbours::{IDENTITY, deployment, document, image, needs};

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

/// The names of identities are often computed by `uniqueString`, which gives the same for the same arguments.
#[test]
fn computed_names_are_the_same_where_their_arguments_are() {
    let of = |name: &str, other: &str| {
        let id = |name: &str| format!("[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', {name})]");
        let web = image(
            "web",
            r#""distribute": [{ "type": "ManagedImage", "runOutputName": "a", "imageId": "[resourceId('Microsoft.Compute/images', 'a')]" }]"#,
        );
        let role = assignment("", "builder", &built_in(CONTRIBUTOR));
        let text = deployment(
            "",
            &[
                &web.replace(IDENTITY, &id(name)),
                &role.replace(
                    "'Microsoft.ManagedIdentity/userAssignedIdentities', 'builder'",
                    &format!("'Microsoft.ManagedIdentity/userAssignedIdentities', {other}"),
                ),
            ],
        );
        let doc = document(&text);
        assert!(doc.tree().errors().is_empty(), "{text}");
        needs(&permissions::of_document(&doc)).contains("(granted)")
    };
    let computed = "concat('b-', uniqueString(resourceGroup().id))";
    assert!(of(computed, computed));
    assert!(of(computed, "format('b-{0}', uniqueString(resourceGroup().id))"));
    assert!(of("guid('a', subscription().id)", "guid('a', subscription().id)"));
    assert!(!of(computed, "concat('b-', uniqueString(subscription().id))"));
    assert!(!of("uniqueString('a')", "uniqueString('b')"));
    assert!(!of(
        "uniqueString(deployment().name)",
        "uniqueString(deployment().name)"
    ));
}
