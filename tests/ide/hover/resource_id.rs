//! What a pop-up says of resource IDs.

use aib_ls::ide::hover;
use aib_ls::locale::Lang;
use expect_test::{Expect, expect};

use crate::ide::Scene;

/// The parts of the ID.
fn check_in(languages: &[Lang], frame: &str, fragment: &str, expected: Expect) {
    let scene = Scene::new(frame, fragment);
    let hover = hover::hover(&scene.doc, scene.cursors.0).unwrap();
    let lines = languages.iter().flat_map(|it| hover.words.get(*it).lines());
    let parts = lines.filter(|it| it.starts_with("- ") && it.contains(": `") || it.starts_with("Evaluates"));
    expected.assert_eq(&parts.map(|it| format!("{it}\n")).collect::<String>());
}

fn check(frame: &str, fragment: &str, expected: Expect) {
    check_in(&[Lang::En], frame, fragment, expected);
}

#[test]
fn a_written_id_is_taken_apart() {
    check_in(
        &Lang::ALL,
        "in=source version=2024-02-01",
        r#""source": { "type": "SharedImageVersion", "imageVersionId": "/subscriptions/1/resource$0Groups/images/providers/Microsoft.Compute/galleries/web/images/base/versions/1.0.0" }"#,
        expect![[r#"
            - Image version: `1.0.0`
            - Image definition: `base`
            - Gallery: `web`
            - Resource group: `images`
            - Subscription: `1`
            - Resource type: `Microsoft.Compute/galleries/images/versions`
            - Versão da imagem: `1.0.0`
            - Definição de imagem: `base`
            - Galeria: `web`
            - Grupo de recursos: `images`
            - Assinatura: `1`
            - Tipo de recurso: `Microsoft.Compute/galleries/images/versions`
        "#]],
    );
    check(
        "in=properties version=2024-02-01",
        r#""stagingResource$0Group": "/subscriptions/1/resourceGroups/staging""#,
        expect![[r#"
            - Resource group: `staging`
            - Subscription: `1`
        "#]],
    );
    check(
        "in=properties version=2024-02-01",
        r#""vmProfile": { "vnetConfig": { "subnetId": "/subscriptions/1/resourceGroups/net/providers/Microsoft.Network/$0virtualNetworks/a/subnets/b" } }"#,
        expect![[r#"
            - Subnet: `b`
            - Virtual network: `a`
            - Resource group: `net`
            - Subscription: `1`
            - Resource type: `Microsoft.Network/virtualNetworks/subnets`
        "#]],
    );
    check(
        "in=properties version=2024-02-01",
        r#""vmProfile": { "userAssignedIdentities": ["/subscriptions/1/resourceGroups/g/providers/Microsoft.ManagedIdentity/user$0AssignedIdentities/a"] }"#,
        expect![[r#"
            - User-assigned identity: `a`
            - Resource group: `g`
            - Subscription: `1`
            - Resource type: `Microsoft.ManagedIdentity/userAssignedIdentities`
        "#]],
    );
    check(
        "in=source version=2024-02-01",
        r#""source": { "type": "SharedImageVersion", "imageVersionId": "/shared$0Galleries/a/images/b/versions/latest" }"#,
        expect![[r#"
            - Image version: `latest`
            - Image definition: `b`
            - Shared gallery: `a`
        "#]],
    );
    check(
        "in=distribute version=2024-02-01",
        r#"{ "type": "ManagedImage", "imageId": "/subscriptions/1/resourceGroups/g/providers/Contoso.$0Shop/carts/a" }"#,
        expect![[r#"
            - `carts`: `a`
            - Resource group: `g`
            - Subscription: `1`
            - Resource type: `Contoso.Shop/carts`
        "#]],
    );
}

#[test]
fn an_identity_is_taken_apart_as_a_key() {
    check_in(
        &Lang::ALL,
        "in=root version=2024-02-01",
        r#""identity": { "type": "UserAssigned", "userAssignedIdentities": { "/subscriptions/1/resource$0Groups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder": {} } }"#,
        expect![[r#"
            - User-assigned identity: `builder`
            - Resource group: `g`
            - Subscription: `1`
            - Resource type: `Microsoft.ManagedIdentity/userAssignedIdentities`
            - Identidade atribuída pelo usuário: `builder`
            - Grupo de recursos: `g`
            - Assinatura: `1`
            - Tipo de recurso: `Microsoft.ManagedIdentity/userAssignedIdentities`
        "#]],
    );
}

#[test]
fn an_evaluated_id_is_taken_apart() {
    let text = |identity: &str, id: &str| {
        format!(
            r#"{{ "parameters": {{ "gallery": {{ "defaultValue": "web" }} }},
                "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01",
                    "identity": {{ "userAssignedIdentities": {{ {identity}: {{}} }} }},
                    "properties": {{ "distribute": [{{ "type": "SharedImage", {id} }}] }} }}] }}"#
        )
    };
    let (identity, id) = (
        r#""[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'builder')]""#,
        r#""galleryImageId": "[resourceId('Microsoft.Compute/galleries/images', parameters('gallery'), 'base')]""#,
    );
    check(
        "",
        &text(identity, &id.replace("gallery'", "gal$0lery'")),
        expect![[r#"
        Evaluates to `/subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}/providers/Microsoft.Compute/galleries/web/images/base`, from the default of `gallery`; the values in braces are known only at deployment time.
        - Image definition: `base`
        - Gallery: `web`
        - Resource group: `{resourceGroup().name}`
        - Subscription: `{subscription().subscriptionId}`
        - Resource type: `Microsoft.Compute/galleries/images`
    "#]],
    );
    check(
        "",
        &text(identity, &id.replace("galleryImage", "gallery$0Image")),
        expect![[r#"
            Evaluates to `/subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}/providers/Microsoft.Compute/galleries/web/images/base`, from the default of `gallery`; the values in braces are known only at deployment time.
            - Image definition: `base`
            - Gallery: `web`
            - Resource group: `{resourceGroup().name}`
            - Subscription: `{subscription().subscriptionId}`
            - Resource type: `Microsoft.Compute/galleries/images`
        "#]],
    );
    check(
        "",
        &text(&identity.replace("buil", "bu$0il"), id),
        expect![[r#"
        Evaluates to `/subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder`; the values in braces are known only at deployment time.
        - User-assigned identity: `builder`
        - Resource group: `{resourceGroup().name}`
        - Subscription: `{subscription().subscriptionId}`
        - Resource type: `Microsoft.ManagedIdentity/userAssignedIdentities`
    "#]],
    );
}

#[test]
fn a_half_written_id_is_not_taken_apart() {
    check(
        "in=distribute version=2024-02-01",
        r#"{ "type": "ManagedImage", "imageId": "/subscriptions/1/resourceGroups/$0" }"#,
        expect![""],
    );
}
