//! What a pop-up says of permissions.

use aib_ls::ide::hover;
use aib_ls::locale::Lang;
use expect_test::{Expect, expect};

use crate::ide::Scene;

/// Everything below what the schema says of the member: the paragraphs from the third on.
fn check(languages: &[Lang], text: &str, expected: Expect) {
    let scene = Scene::new("", text);
    let hover = hover::hover(&scene.doc, scene.cursors.0).unwrap();
    let mut shown = String::new();
    for lang in languages {
        let own: Vec<&str> = hover.words.get(*lang).split("\n\n").skip(2).collect();
        shown += if own.is_empty() { "nothing" } else { "" };
        shown += &format!("{}\n", own.join("\n"));
    }
    expected.assert_eq(&shown);
}

/// A template with something in `identity` and in `properties`.
fn template(identity: &str, properties: &str) -> String {
    format!(
        r#"{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", {identity}: {{ "type": "UserAssigned", "userAssignedIdentities": {{ "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder": {{}} }} }}, "properties": {{ {properties} }} }}"#
    )
}

#[test]
fn an_identity_says_what_it_needs() {
    check(
        &Lang::ALL,
        &template(
            r#""identi$0ty""#,
            r#""source": { "type": "SharedImageVersion", "imageVersionId": "[parameters('base')]" },
            "stagingResourceGroup": "/subscriptions/s/resourceGroups/staging",
            "customize": [{ "type": "PowerShell", "scriptUri": "https://scripts.blob.core.windows.net/win/a.ps1" }],
            "vmProfile": { "vnetConfig": { "subnetId": "/subscriptions/s/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/build/subnets/vm" } },
            "distribute": [{ "type": "ManagedImage", "imageId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/images/web" }]"#,
        ),
        expect![[r#"
            What it needs, as predicted from the template alone:
            - `Microsoft.Compute/galleries/read`, `Microsoft.Compute/galleries/images/read`, `Microsoft.Compute/galleries/images/versions/read` on an unknown scope, `[parameters('base')]`: the build starts from this image version (`properties.source.imageVersionId`)
            - `Storage Blob Data Reader` on container win of the storage account scripts: this file is read with the identity, even where it is public (`properties.customize[0].scriptUri`)
            - `Microsoft.Network/virtualNetworks/read`, `Microsoft.Network/virtualNetworks/subnets/join/action` on `/subscriptions/s/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/build`: the build runs in this network (`properties.vmProfile.vnetConfig.subnetId`)
            - `Contributor` on `/subscriptions/s/resourceGroups/staging`: the build works in this group; needed where the group exists already (`properties.stagingResourceGroup`)
            - `Contributor` on `/subscriptions/s/resourceGroups/staging` for the service principal of Image Builder: with Windows in a network of your own the service itself works in this group; needed where the group exists already (`properties.stagingResourceGroup`)
            - `Microsoft.Compute/images/read`, `Microsoft.Compute/images/write`, `Microsoft.Compute/images/delete` on `/subscriptions/s/resourceGroups/g`: the finished image is written to this group (`properties.distribute[0].imageId`)
            `aib-ls permissions` writes this as a role, as commands or as Bicep, and tells what it cannot see.
            Do que ela precisa, pela previsão feita só com o template:
            - `Microsoft.Compute/galleries/read`, `Microsoft.Compute/galleries/images/read`, `Microsoft.Compute/galleries/images/versions/read` (escopo: desconhecido, `[parameters('base')]`): o build parte desta versão de imagem (`properties.source.imageVersionId`)
            - `Storage Blob Data Reader` (escopo: contêiner win da conta de armazenamento scripts): este arquivo é lido com a identidade, mesmo que seja público (`properties.customize[0].scriptUri`)
            - `Microsoft.Network/virtualNetworks/read`, `Microsoft.Network/virtualNetworks/subnets/join/action` (escopo: `/subscriptions/s/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/build`): o build roda nesta rede (`properties.vmProfile.vnetConfig.subnetId`)
            - `Contributor` (escopo: `/subscriptions/s/resourceGroups/staging`): o build usa este grupo; necessário se o grupo já existe (`properties.stagingResourceGroup`)
            - `Contributor` (escopo: `/subscriptions/s/resourceGroups/staging`) para a entidade de serviço do Image Builder: com Windows em uma rede sua, o próprio serviço usa este grupo; necessário se o grupo já existe (`properties.stagingResourceGroup`)
            - `Microsoft.Compute/images/read`, `Microsoft.Compute/images/write`, `Microsoft.Compute/images/delete` (escopo: `/subscriptions/s/resourceGroups/g`): a imagem pronta é gravada neste grupo (`properties.distribute[0].imageId`)
            `aib-ls permissions` escreve isto como função, comandos ou Bicep, e diz o que não enxerga.
        "#]],
    );
}

#[test]
fn an_identity_that_needs_nothing_says_so() {
    check(
        &Lang::ALL,
        &template(r#""identi$0ty""#, r#""distribute": [{ "type": "VHD" }]"#),
        expect![[r#"
            As far as the template shows, nothing has to be granted to this identity.
            Pelo que o template mostra, nada precisa ser concedido a esta identidade.
        "#]],
    );
}

#[test]
fn members_that_need_a_role_show_it_and_how_to_assign_it() {
    check(
        &Lang::ALL,
        &template(
            r#""identity""#,
            r#""customize": [{ "type": "Shell", "scri$0ptUri": "https://scripts.blob.core.windows.net/linux/a.sh" }]"#,
        ),
        expect![[r#"
            The template's identity needs the role `Storage Blob Data Reader`, because this file is read with the identity, even where it is public:
            ```sh
            az role assignment create --assignee-object-id "$(az identity show --ids '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder' --query principalId --output tsv)" --assignee-principal-type ServicePrincipal \
              --role 'Storage Blob Data Reader' --scope "$(az storage account list --query "[?name=='scripts'].id" --output tsv)"'/blobServices/default/containers/linux'
            ```
            A identidade do template precisa da função `Storage Blob Data Reader`, porque este arquivo é lido com a identidade, mesmo que seja público:
            ```sh
            az role assignment create --assignee-object-id "$(az identity show --ids '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder' --query principalId --output tsv)" --assignee-principal-type ServicePrincipal \
              --role 'Storage Blob Data Reader' --scope "$(az storage account list --query "[?name=='scripts'].id" --output tsv)"'/blobServices/default/containers/linux'
            ```
        "#]],
    );
    check(
        &[Lang::En],
        &template(
            r#""identity""#,
            r#""vmProfile": { "userAssi$0gnedIdentities": ["/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vault"] }"#,
        ),
        expect![[r#"
            The template's identity needs the role `Managed Identity Operator`, because the build VM is given this identity:
            ```sh
            az role assignment create --assignee-object-id "$(az identity show --ids '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder' --query principalId --output tsv)" --assignee-principal-type ServicePrincipal \
              --role 'Managed Identity Operator' --scope '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vault'
            ```
        "#]],
    );
    check(
        &[Lang::En],
        &template(
            r#""identity""#,
            r#""stagingResour$0ceGroup": "/subscriptions/s/resourceGroups/it's""#,
        ),
        expect![[r#"
            The template's identity needs the role `Contributor`, because the build works in this group; needed where the group exists already:
            ```sh
            az role assignment create --assignee-object-id "$(az identity show --ids '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder' --query principalId --output tsv)" --assignee-principal-type ServicePrincipal \
              --role 'Contributor' --scope '/subscriptions/s/resourceGroups/it'\''s'
            ```
        "#]],
    );
    check(
        &[Lang::En],
        &template(
            r#""identity""#,
            r#""customize": [{ "type": "Shell", "scri$0ptUri": "https://example.com/a.sh" }]"#,
        ),
        expect![[r#"
            nothing
        "#]],
    );
}

#[test]
fn the_list_of_identities_shows_no_permissions() {
    check(
        &[Lang::En],
        &template(r#""identity""#, "").replace("\"userAssigned", "\"user$0Assigned"),
        expect![[r#"
            nothing
        "#]],
    );
}
