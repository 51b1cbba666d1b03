//! Resource IDs: what the files mention, and the rest of one that was begun.

use aib_ls::ide::completion::completion;
use expect_test::{Expect, expect};

use crate::ide::Scene;
use crate::ide::completion::{check_accepted, check_labels};

const KNOWN: &str =
    "/subscriptions/s1/resourceGroups/images/providers/Microsoft.Compute/galleries/web/images/web-2022/versions/1.0.0";

fn check_known(fragment: &str, expected: Expect) {
    let scene = Scene::new("in=properties", fragment);
    let mut items = completion(&scene.doc, scene.cursors.0, &|| vec![KNOWN.to_owned()]);
    items.sort_by_key(|it| it.rank);
    let labels: Vec<_> = items.into_iter().map(|it| it.label).collect();
    expected.assert_eq(&labels.join("\n"));
}

#[test]
fn ids_of_other_files_come_whole_then_by_what_they_share() {
    check_known(
        r#""source": { "type": "SharedImageVersion", "imageVersionId": "$0" }"#,
        expect![[r#"
        /subscriptions/s1/resourceGroups/images/providers/Microsoft.Compute/galleries/web/images/web-2022/versions/1.0.0
        /subscriptions/s1/resourceGroups/images/providers/Microsoft.Compute/galleries/web/images/web-2022/versions/latest
        /subscriptions/s1/resourceGroups/images/providers/Microsoft.Compute/galleries/web/images/<image>/versions/latest
        /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.Compute/galleries/<gallery>/images/<image>/versions/latest
        /subscriptions/s1/resourceGroups/images/providers/Microsoft.Compute/galleries/<gallery>/images/<image>/versions/latest
        /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/<gallery>/images/<image>/versions/latest
        /subscriptions/s1/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/<gallery>/images/<image>/versions/latest
        /subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/<gallery>/images/<image>/versions/latest"#]],
    );
    check_known(
        r#""source": { "type": "ManagedImage", "imageId": "$0" }"#,
        expect![[r#"
        /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.Compute/images/<image>
        /subscriptions/s1/resourceGroups/images/providers/Microsoft.Compute/images/<image>
        /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/images/<image>
        /subscriptions/s1/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/images/<image>
        /subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/images/<image>"#]],
    );
    check_known(
        r#""stagingResourceGroup": "$0""#,
        expect![[r#"
        /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images
        /subscriptions/s1/resourceGroups/images
        /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/<resourceGroup>
        /subscriptions/s1/resourceGroups/<resourceGroup>
        /subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>"#]],
    );
}

#[test]
fn an_id_that_was_begun_is_continued() {
    check_labels(
        "in=properties",
        r#""vmProfile": { "vnetConfig": { "subnetId": "/subscriptions/mine/$0" } }"#,
        expect![
            "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.Network/virtualNetworks/<vnet>/subnets/<subnet> /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/<resourceGroup>/providers/Microsoft.Network/virtualNetworks/<vnet>/subnets/<subnet> /subscriptions/mine/resourceGroups/<resourceGroup>/providers/Microsoft.Network/virtualNetworks/<vnet>/subnets/<subnet> /subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Network/virtualNetworks/<vnet>/subnets/<subnet>"
        ],
    );
    check_accepted(
        "in=distribute",
        r#"{ "type": "SharedImage", "runOutputName": "web", "galleryImageId": "$0" }"#,
        "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/<gallery>/images/<image>",
        expect![[r#"
            plain: { "type": "SharedImage", "runOutputName": "web", "galleryImageId": "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/<gallery>/images/<image>" }
            snippet: { "type": "SharedImage", "runOutputName": "web", "galleryImageId": "/subscriptions/‹<subscriptionId>›/resourceGroups/‹<resourceGroup>›/providers/Microsoft.Compute/galleries/‹<gallery>›/images/‹<image>›" }
        "#]],
    );
}

#[test]
fn identities_are_offered_as_keys_and_as_items() {
    let text = r#""identity": { "type": "UserAssigned", "userAssignedIdentities": { $0 } }, "properties": { "vmProfile": { "userAssignedIdentities": ["/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vm"] } }"#;
    let text = format!(r#"{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", {text} }}"#);
    check_accepted(
        "",
        &text,
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vm",
        expect![[r#"
            plain: { "type": "Microsoft.VirtualMachineImages/imageTemplates", "identity": { "type": "UserAssigned", "userAssignedIdentities": { "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vm": {} } }, "properties": { "vmProfile": { "userAssignedIdentities": ["/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vm"] } } }
            snippet: { "type": "Microsoft.VirtualMachineImages/imageTemplates", "identity": { "type": "UserAssigned", "userAssignedIdentities": { "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vm": {} } }, "properties": { "vmProfile": { "userAssignedIdentities": ["/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vm"] } } }
        "#]],
    );
}

#[test]
fn resources_of_the_same_deployment_are_named_by_expressions() {
    let text = |value: &str| {
        format!(
            r#"{{ "resources": [
  {{ "type": "Microsoft.Compute/galleries/images", "name": "[format('{{0}}/{{1}}', parameters('gallery'), 'web')]" }},
  {{ "type": "Microsoft.Compute/galleries/images", "name": "own/base" }},
  {{ "type": "Microsoft.ManagedIdentity/userAssignedIdentities", "name": "[variables('identity')]" }},
  {{ "type": "Microsoft.VirtualMachineImages/imageTemplates", {value} }}] }}"#
        )
    };
    let target = r#""properties": { "distribute": [{ "type": "SharedImage", "galleryImageId": "$0" }] }"#;
    check_labels(
        "",
        &text(target),
        expect![
            "[resourceId('Microsoft.Compute/galleries/images', parameters('gallery'), 'web')] [resourceId('Microsoft.Compute/galleries/images', 'own', 'base')] [resourceId('Microsoft.Compute/galleries/images', '<gallery>', '<image>')] /subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/<gallery>/images/<image>"
        ],
    );
    check_labels(
        "",
        &text(r#""dependsOn": ["$0"]"#),
        expect![
            "[resourceId('Microsoft.Compute/galleries/images', parameters('gallery'), 'web')] [resourceId('Microsoft.Compute/galleries/images', 'own', 'base')] [resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', variables('identity'))]"
        ],
    );
}
