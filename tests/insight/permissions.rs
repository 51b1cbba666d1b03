//! What a template's identity needs.

use aib_ls::insight::permissions::access::{Access, Grant};
use aib_ls::insight::permissions::{self, Permissions};
use aib_ls::locale::Lang;
use expect_test::{Expect, expect};

use crate::insight::document;

/// The needs, one a line: access, scope, and the values that ask for it.
fn shown(all: &[Permissions<'_>]) -> String {
    let mut shown = String::new();
    for need in all.iter().flat_map(|it| &it.needs) {
        let because: Vec<String> = need.required_by.iter().map(|it| it.path()).collect();
        let (access, scope) = (need.access, need.scope.description().en.replace(SUBSCRIPTION, "…"));
        shown += &format!("{access:?} on {scope}\n  {}\n", because.join(", "));
    }
    if shown.is_empty() {
        "nothing\n".to_owned()
    } else {
        shown
    }
}

const SUBSCRIPTION: &str = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups";

fn check(frame: &str, fragment: &str, expected: Expect) {
    let doc = document(frame, &fragment.replace('…', SUBSCRIPTION));
    expected.assert_eq(&shown(&permissions::of_document(&doc)));
}

/// What is said to stay in the dark, beyond what always does.
fn check_limits(frame: &str, fragment: &str, expected: Expect) {
    const ALWAYS: usize = 4;
    let doc = document(frame, &fragment.replace('…', SUBSCRIPTION));
    let all = permissions::of_document(&doc);
    let limits: String = all
        .iter()
        .flat_map(|it| it.limits.iter().skip(ALWAYS))
        .map(|it| format!("{}\n", it.en))
        .collect();
    expected.assert_eq(&limits);
}

#[test]
fn a_marketplace_image_and_a_disk_of_the_service_need_nothing() {
    check(
        "in=distribute",
        r#"{ "type": "VHD", "runOutputName": "disk" }"#,
        expect![[r#"
            nothing
        "#]],
    );
}

#[test]
fn a_disk_at_an_address_needs_a_role_on_its_container() {
    check(
        "in=distribute",
        r#"{ "type": "VHD", "runOutputName": "disk", "uri": "https://disks.blob.core.windows.net/vhds/web.vhd" }"#,
        expect![[r#""#]],
    );
    check(
        "in=properties",
        "",
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn sources() {
    check(
        "in=source",
        r#""source": { "type": "ManagedImage", "imageId": "…/hub/providers/Microsoft.Compute/images/base" }"#,
        expect![[r#"
            ReadImage on …/hub/providers/Microsoft.Compute/images/base
              properties.source.imageId
        "#]],
    );
    check(
        "in=source",
        r#""source": { "type": "SharedImageVersion", "imageVersionId": "…/hub/providers/Microsoft.Compute/galleries/base/images/linux/versions/latest" }"#,
        expect![[r#"
            ReadGallery on …/hub/providers/Microsoft.Compute/galleries/base
              properties.source.imageVersionId
        "#]],
    );
    check(
        "in=source version=2024-02-01",
        r#""source": { "type": "SharedImageVersion", "imageVersionId": "[parameters('base')]" }"#,
        expect![[r#"
            ReadGallery on unknown, computed by `[parameters('base')]`
              properties.source.imageVersionId
            WriteBlobs on container `$root` of the storage account `example`
              properties.distribute[0].uri
        "#]],
    );
    check(
        "in=source",
        r#""source": { "type": "SharedImageVersion", "imageVersionId": "linux-base" }"#,
        expect![[r#"
            ReadGallery on unknown, "linux-base"
              properties.source.imageVersionId
        "#]],
    );
    check(
        "in=source",
        r#""source": { "type": "SharedImageVersion", "imageVersionId": "/CommunityGalleries/base-1/Images/linux/Versions/latest" }"#,
        expect![[r#"
            nothing
        "#]],
    );
}

#[test]
fn targets() {
    check(
        "in=distribute",
        r#"{ "type": "SharedImage", "runOutputName": "a", "galleryImageId": "…/images/providers/Microsoft.Compute/galleries/main/images/web" },
        { "type": "SharedImage", "runOutputName": "b", "galleryImageId": "…/IMAGES/providers/Microsoft.Compute/galleries/main/images/web/versions/1.0.0" },
        { "type": "ManagedImage", "runOutputName": "c", "imageId": "…/images/providers/Microsoft.Compute/images/web" },
        { "type": "ManagedImage", "runOutputName": "d", "imageId": "" },
        { "type": "VHD", "runOutputName": "e" }"#,
        expect![[r#"
            WriteImage on …/images
              properties.distribute[2].imageId
            WriteGallery on …/images
              properties.distribute[0].galleryImageId, properties.distribute[1].galleryImageId
        "#]],
    );
}

#[test]
fn networks_identities_and_groups() {
    check(
        "in=properties os=windows version=2024-02-01",
        r#""stagingResourceGroup": "…/staging/",
        "vmProfile": {
            "userAssignedIdentities": ["…/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vault", "[parameters('other')]"],
            "vnetConfig": {
                "subnetId": "…/net/providers/Microsoft.Network/virtualNetworks/build/subnets/vm",
                "containerInstanceSubnetId": "…/net/providers/Microsoft.Network/virtualNetworks/Build/subnets/containers"
            }
        }"#,
        expect![[r#"
            JoinNetwork on …/net/providers/Microsoft.Network/virtualNetworks/build
              properties.vmProfile.vnetConfig.subnetId, properties.vmProfile.vnetConfig.containerInstanceSubnetId
            AssignIdentity on …/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vault
              properties.vmProfile.userAssignedIdentities[0]
            AssignIdentity on unknown, computed by `[parameters('other')]`
              properties.vmProfile.userAssignedIdentities[1]
            UseGroup on …/staging
              properties.stagingResourceGroup
            ServiceUsesGroup on …/staging
              properties.stagingResourceGroup
            WriteBlobs on container `$root` of the storage account `example`
              properties.distribute[0].uri
        "#]],
    );
    // Only with both, a network of one's own and Windows, the service itself needs a role.
    check(
        "in=properties version=2024-02-01",
        r#""stagingResourceGroup": "…/staging",
        "vmProfile": { "userAssignedIdentities": "[parameters('all')]", "vnetConfig": { "subnetId": "[parameters('subnet')]" } }"#,
        expect![[r#"
            JoinNetwork on unknown, computed by `[parameters('subnet')]`
              properties.vmProfile.vnetConfig.subnetId
            AssignIdentity on unknown, computed by `[parameters('all')]`
              properties.vmProfile.userAssignedIdentities
            UseGroup on …/staging
              properties.stagingResourceGroup
            WriteBlobs on container `$root` of the storage account `example`
              properties.distribute[0].uri
        "#]],
    );
    check(
        "in=properties version=2024-02-01",
        r#""stagingResourceGroup": "", "vmProfile": { "userAssignedIdentities": [], "vnetConfig": { "subnetId": "" } }"#,
        expect![[r#"
            WriteBlobs on container `$root` of the storage account `example`
              properties.distribute[0].uri
        "#]],
    );
}

#[test]
fn scripts_and_files() {
    check(
        "in=properties version=2024-02-01",
        r#""customize": [
            { "type": "Shell", "scriptUri": "https://scripts.blob.core.windows.net/linux/a.sh" },
            { "type": "File", "sourceUri": "https://scripts-secondary.blob.core.windows.net/linux/b", "destination": "/tmp/b" },
            { "type": "Shell", "scriptUri": "https://scripts.blob.core.windows.net/c.sh" },
            { "type": "Shell", "scriptUri": "https://scripts.blob.core.windows.net/linux/d.sh?sv=1&sig=abc" },
            { "type": "Shell", "scriptUri": "https://example.com/e.sh" },
            { "type": "Shell", "scriptUri": "[concat('https://', variables('account'), '.blob.core.windows.net/f.sh')]" },
            { "type": "Shell", "scriptUri": "[concat('https://x.blob.core.windows.net/g.sh', parameters('sasToken'))]" }
        ],
        "validate": { "inVMValidations": [{ "type": "Shell", "scriptUri": "https://scripts.blob.core.windows.net/linux/h.sh" }] }"#,
        expect![[r#"
            ReadBlobs on container `linux` of the storage account `scripts`
              properties.customize[0].scriptUri, properties.customize[1].sourceUri, properties.validate.inVMValidations[0].scriptUri
            ReadBlobs on container `$root` of the storage account `scripts`
              properties.customize[2].scriptUri
            ReadBlobs on unknown, computed by `[concat('https://', variables('account'), '.blob.core.windows.net/f.sh')]`
              properties.customize[5].scriptUri
            WriteBlobs on container `$root` of the storage account `example`
              properties.distribute[0].uri
        "#]],
    );
}

#[test]
fn unknown_scopes_are_listed() {
    check_limits(
        "in=properties",
        "",
        expect![[r#"
        whether a policy adds a DDoS protection plan to the network of the build; the identity must be allowed to join it
    "#]],
    );
    check_limits(
        "in=properties version=2024-02-01",
        r#""stagingResourceGroup": "…/staging",
        "vmProfile": { "vnetConfig": "[parameters('network')]" },
        "source": { "type": "SharedImageVersion", "imageVersionId": "/SharedGalleries/base/Images/linux/Versions/latest" },
        "customize": [{ "type": "File", "sourceUri": "[parameters('file')]", "destination": "/tmp/b" }, "[parameters('step')]"],
        "distribute": [
            { "type": "VHD", "runOutputName": "a", "uri": "https://disks.blob.core.windows.net/vhds" },
            { "type": "ManagedImage", "runOutputName": "b", "imageId": "[parameters('image')]" }
        ]"#,
        expect![[r#"
            whether a policy adds a DDoS protection plan to the network of the build; the identity must be allowed to join it
            whether the staging resource group exists; one that the service creates needs no permission
            the values of the expressions that are listed as unknown
            what expressions add to `customize`, `vmProfile.vnetConfig`
            whether the owner of the source gallery shares it with this subscription or tenant
            which role can write to the storage account of `uri`; the documentation of the service names none
            whether scripts and files with computed addresses are in a storage account
        "#]],
    );
}

/// Two templates of one identity, one of another, and one without.
pub(crate) const SEVERAL: &str = r#"{ "resources": [
    { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "web",
      "identity": { "userAssignedIdentities": { "[parameters('identity')]": {} } },
      "properties": { "distribute": [{ "type": "ManagedImage", "imageId": "/subscriptions/s/resourceGroups/images/providers/Microsoft.Compute/images/web" }] } },
    { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "[parameters('name')]",
      "identity": { "userAssignedIdentities": { "[parameters('identity')]": {} } },
      "properties": { "distribute": [{ "type": "ManagedImage", "imageId": "/subscriptions/s/resourceGroups/images/providers/Microsoft.Compute/images/db" }] } },
    { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "old",
      "identity": { "userAssignedIdentities": { "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/gone": null, "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/new": {} } },
      "properties": { "distribute": [{ "type": "VHD" }] } },
    { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "bare", "properties": {} }
] }"#;

#[test]
fn an_identity_is_listed_once_with_all_its_templates() {
    let doc = document("", SEVERAL);
    let line = |it: &Permissions<'_>| {
        let identity = it.identity.as_ref().map(|it| it.description().en.into_owned());
        format!("{} | {identity:?} | {} needs\n", it.label(), it.needs.len())
    };
    let all = permissions::of_document(&doc);
    expect![[r#"
        web, image template 2 | Some("unknown, computed by `[parameters('identity')]`") | 1 needs
        old | Some("/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/new") | 0 needs
        bare | None | 0 needs
    "#]].assert_eq(&all.iter().map(line).collect::<String>());
    expect![[r#"
        WriteImage on /subscriptions/s/resourceGroups/images
          properties.distribute[0].imageId, properties.distribute[0].imageId
    "#]]
    .assert_eq(&shown(&all));
}

#[test]
fn every_access_has_its_words_and_its_grant() {
    let all = [
        Access::ReadImage,
        Access::ReadGallery,
        Access::ReadBlobs,
        Access::JoinNetwork,
        Access::AssignIdentity,
        Access::UseGroup,
        Access::ServiceUsesGroup,
        Access::WriteImage,
        Access::WriteGallery,
        Access::WriteBlobs,
    ];
    for access in all {
        match access.grant() {
            Grant::Actions(actions) => assert!(
                actions
                    .iter()
                    .all(|it| it.starts_with("Microsoft.") && it.matches('/').count() >= 2),
                "{actions:?}"
            ),
            Grant::Role(role) => assert_eq!(role.id.len(), 36),
        }
        let (reason, object) = (access.reason(), access.object());
        assert!(
            Lang::ALL
                .iter()
                .all(|it| !reason.get(*it).is_empty() && !object.get(*it).is_empty())
        );
    }
}
