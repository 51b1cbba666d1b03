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
            Required permissions, a prediction from the template alone:
            - `Microsoft.Compute/galleries/read`, `Microsoft.Compute/galleries/images/read`, `Microsoft.Compute/galleries/images/versions/read` · unknown, computed by `[parameters('base')]`: the build starts from this image version (`properties.source.imageVersionId`)
            - built-in role `Storage Blob Data Reader` · container `win` of the storage account `scripts`: the identity reads this file, even if it is public (`properties.customize[0].scriptUri`)
            - `Microsoft.Network/virtualNetworks/read`, `Microsoft.Network/virtualNetworks/subnets/join/action` · `/subscriptions/s/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/build`: the build runs in this network (`properties.vmProfile.vnetConfig.subnetId`)
            - built-in role `Contributor` · `/subscriptions/s/resourceGroups/staging`: the build uses this group; required if the group already exists (`properties.stagingResourceGroup`)
            - built-in role `Contributor` · `/subscriptions/s/resourceGroups/staging` (for the service principal of Image Builder): for Windows in your own virtual network, the service itself uses this group; required if the group already exists (`properties.stagingResourceGroup`)
            - `Microsoft.Compute/images/read`, `Microsoft.Compute/images/write`, `Microsoft.Compute/images/delete` · `/subscriptions/s/resourceGroups/g`: the finished image is written to this resource group (`properties.distribute[0].imageId`)
            `aib-ls permissions` prints them as a role, as Azure CLI commands or as Bicep.
            Permissões necessárias, uma previsão feita só com o template:
            - `Microsoft.Compute/galleries/read`, `Microsoft.Compute/galleries/images/read`, `Microsoft.Compute/galleries/images/versions/read` · desconhecido, calculado por `[parameters('base')]`: o build parte desta versão de imagem (`properties.source.imageVersionId`)
            - função interna `Storage Blob Data Reader` · contêiner `win` da conta de armazenamento `scripts`: a identidade lê este arquivo, mesmo que seja público (`properties.customize[0].scriptUri`)
            - `Microsoft.Network/virtualNetworks/read`, `Microsoft.Network/virtualNetworks/subnets/join/action` · `/subscriptions/s/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/build`: o build é executado nesta rede (`properties.vmProfile.vnetConfig.subnetId`)
            - função interna `Contributor` · `/subscriptions/s/resourceGroups/staging`: o build usa este grupo; necessário se o grupo já existe (`properties.stagingResourceGroup`)
            - função interna `Contributor` · `/subscriptions/s/resourceGroups/staging` (para a entidade de serviço do Image Builder): para Windows em uma rede virtual própria, o próprio serviço usa este grupo; necessário se o grupo já existe (`properties.stagingResourceGroup`)
            - `Microsoft.Compute/images/read`, `Microsoft.Compute/images/write`, `Microsoft.Compute/images/delete` · `/subscriptions/s/resourceGroups/g`: a imagem pronta é gravada neste grupo de recursos (`properties.distribute[0].imageId`)
            `aib-ls permissions` as mostra como função, comandos da CLI do Azure ou Bicep.
        "#]],
    );
}

#[test]
fn an_identity_that_needs_nothing_says_so() {
    check(
        &Lang::ALL,
        &template(r#""identi$0ty""#, r#""distribute": [{ "type": "VHD" }]"#),
        expect![[r#"
            No permission needs to be granted.
            Nenhuma permissão precisa ser concedida.
        "#]],
    );
}

#[test]
fn members_that_need_a_permission_show_it() {
    check(
        &Lang::ALL,
        &template(
            r#""identity""#,
            r#""customize": [{ "type": "Shell", "scri$0ptUri": "https://scripts.blob.core.windows.net/linux/a.sh" }]"#,
        ),
        expect![[r#"
            The template's identity needs the role `Storage Blob Data Reader`, because the identity reads this file, even if it is public:
            ```sh
            az role assignment create --assignee-object-id "$(az identity show --ids '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder' --query principalId --output tsv)" --assignee-principal-type ServicePrincipal \
              --role 'Storage Blob Data Reader' --scope "$(az storage account list --query "[?name=='scripts'].id" --output tsv)"'/blobServices/default/containers/linux'
            ```
            A identidade do template precisa da função `Storage Blob Data Reader`, porque a identidade lê este arquivo, mesmo que seja público:
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
            The template's identity needs the role `Managed Identity Operator`, because this identity is assigned to the build VM:
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
            - Resource group: `it's`
            - Subscription: `s`
            The template's identity needs the role `Contributor`, because the build uses this group; required if the group already exists:
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
            r#""distribute": [{ "type": "SharedImage", "gallery$0ImageId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/a/images/b" }]"#,
        ),
        expect![[r#"
            - Image definition: `b`
            - Gallery: `a`
            - Resource group: `g`
            - Subscription: `s`
            - Resource type: `Microsoft.Compute/galleries/images`
            The template's identity needs these actions, because the finished image becomes a version in this gallery. Scope: `/subscriptions/s/resourceGroups/g`.
            - `Microsoft.Compute/galleries/read`
            - `Microsoft.Compute/galleries/images/read`
            - `Microsoft.Compute/galleries/images/versions/read`
            - `Microsoft.Compute/galleries/images/versions/write`
            - `Microsoft.Compute/images/read`
            - `Microsoft.Compute/images/write`
            - `Microsoft.Compute/images/delete`
        "#]],
    );
    check(
        &Lang::ALL,
        &template(
            r#""identity""#,
            r#""source": { "type": "ManagedImage", "image$0Id": "[parameters('image')]" }"#,
        ),
        expect![[r#"
            The template's identity needs these actions, because the build starts from this managed image. Scope: unknown, computed by `[parameters('image')]`.
            - `Microsoft.Compute/images/read`
            A identidade do template precisa destas ações, porque o build parte desta imagem gerenciada. Escopo: desconhecido, calculado por `[parameters('image')]`.
            - `Microsoft.Compute/images/read`
        "#]],
    );
    check(
        &[Lang::En],
        &template(
            r#""identity""#,
            r#""vmProfile": { "vnetConfig": { "subn$0etId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/a/subnets/b" } }"#,
        ),
        expect![[r#"
            - Subnet: `b`
            - Virtual network: `a`
            - Resource group: `g`
            - Subscription: `s`
            - Resource type: `Microsoft.Network/virtualNetworks/subnets`
            The template's identity needs these actions, because the build runs in this network. Scope: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/a`.
            - `Microsoft.Network/virtualNetworks/read`
            - `Microsoft.Network/virtualNetworks/subnets/join/action`
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

#[test]
fn each_of_several_identities_shows_its_own_role() {
    let identity = |name| {
        format!(
            "\"/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}\""
        )
    };
    let list = format!("[{}, {}]", identity("on$0e"), identity("two"));
    let scene = Scene::new(
        "",
        &template(
            r#""identity""#,
            &format!(r#""vmProfile": {{ "userAssignedIdentities": {list} }}"#),
        ),
    );
    let hover = hover::hover(&scene.doc, scene.cursors.0).unwrap();
    let commands = hover.words.en.lines().filter(|it| it.contains("--scope"));
    let commands: Vec<&str> = commands.collect();
    assert_eq!(commands.len(), 1);
    assert!(commands.iter().all(|it| it.contains("/one'")));
}
