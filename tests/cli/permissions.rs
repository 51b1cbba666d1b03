//! `permissions`: what the identity of a template needs, in every shape.

use std::process::Command;

use aib_ls::locale::Lang;
use expect_test::expect;
use serde_json::Value;

use super::{Folder, GOOD};
use crate::support::html::stands_alone;

/// A template with a network, a script in storage, an identity for the build VM and a computed target.
fn template() -> String {
    GOOD.replace(
        "\"buildTimeoutInMinutes\": 60,",
        r#""vmProfile": {
          "userAssignedIdentities": ["/subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/it's/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vault"],
          "vnetConfig": { "subnetId": "[parameters('subnet')]" }
        },"#,
    )
    .replace(
        "\"inline\": [\"echo ready | sudo tee /etc/motd\"]",
        "\"scriptUri\": \"https://scripts.blob.core.windows.net/linux/a.sh\"",
    )
}

fn folder() -> Folder {
    Folder::with(&[("web.json", &template())])
}

#[test]
fn prints_permissions_grouped_by_scope() {
    let answer = folder().run(&["permissions", "web.json"]);
    expect![[r#"
        Permissions that the identity of the template needs (`web`): a prediction from the template alone
        Identity: /subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder

        Scope: container `linux` of the storage account `scripts`
          built-in role `Storage Blob Data Reader`
          - line 29, properties.customize[0].scriptUri: the identity reads this file, even if it is public

        Scope: unknown, computed by `[parameters('subnet')]`
          Microsoft.Network/virtualNetworks/read
          Microsoft.Network/virtualNetworks/subnets/join/action
          - line 19, properties.vmProfile.vnetConfig.subnetId: the build runs in this network

        Scope: /subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/it's/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vault
          built-in role `Managed Identity Operator`
          - line 18, properties.vmProfile.userAssignedIdentities[0]: this identity is assigned to the build
            VM

        Scope: /subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/images
          Microsoft.Compute/galleries/read
          Microsoft.Compute/galleries/images/read
          Microsoft.Compute/galleries/images/versions/read
          Microsoft.Compute/galleries/images/versions/write
          Microsoft.Compute/images/read
          Microsoft.Compute/images/write
          Microsoft.Compute/images/delete
          - line 34, properties.distribute[0].galleryImageId: the finished image becomes a version in this
            gallery

          The template does not show:
          - which roles the identity already has, on these scopes or on a parent
          - policies, locks, deny assignments and firewalls that block what a role allows
          - the permissions of the user who submits the template and starts the build
          - permissions that scripts need for the identities of the build VM
          - whether a policy adds a DDoS protection plan to the network of the build; the identity must be
            allowed to join it
          - the values of the expressions that are listed as unknown

        How to grant them
        Azure CLI: `aib-ls permissions --format az`
        Bicep: `aib-ls permissions --format bicep`
        Custom role (JSON): `aib-ls permissions --format role`
    "#]].assert_eq(&answer.out);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let answer = folder().run(&["permissions", "web.json", "--lang", "pt-br"]);
    expect![[r#"
        Permissões de que a identidade do template precisa (`web`): uma previsão feita só com o template
        Identidade: /subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder

        Escopo: contêiner `linux` da conta de armazenamento `scripts`
          função interna `Storage Blob Data Reader`
          - linha 29, properties.customize[0].scriptUri: a identidade lê este arquivo, mesmo que seja
            público

        Escopo: desconhecido, calculado por `[parameters('subnet')]`
          Microsoft.Network/virtualNetworks/read
          Microsoft.Network/virtualNetworks/subnets/join/action
          - linha 19, properties.vmProfile.vnetConfig.subnetId: o build é executado nesta rede

        Escopo: /subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/it's/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vault
          função interna `Managed Identity Operator`
          - linha 18, properties.vmProfile.userAssignedIdentities[0]: esta identidade é atribuída à VM de
            build

        Escopo: /subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/images
          Microsoft.Compute/galleries/read
          Microsoft.Compute/galleries/images/read
          Microsoft.Compute/galleries/images/versions/read
          Microsoft.Compute/galleries/images/versions/write
          Microsoft.Compute/images/read
          Microsoft.Compute/images/write
          Microsoft.Compute/images/delete
          - linha 34, properties.distribute[0].galleryImageId: a imagem pronta se torna uma versão nesta
            galeria

          O template não mostra:
          - quais funções a identidade já tem, nestes escopos ou em um escopo pai
          - políticas, bloqueios, atribuições de negação e firewalls que impedem o que uma função permite
          - as permissões de quem envia o template e inicia o build
          - permissões de que os scripts precisam para as identidades da VM de build
          - se uma política adiciona um plano de proteção contra DDoS à rede do build; a identidade precisa
            poder ingressar nele
          - os valores das expressões listadas como desconhecidas

        Como conceder
        Azure CLI: `aib-ls permissions --format az`
        Bicep: `aib-ls permissions --format bicep`
        Função personalizada (JSON): `aib-ls permissions --format role`
    "#]].assert_eq(&answer.out);
}

#[test]
fn a_role_goes_to_standard_output_and_the_rest_to_standard_error() {
    let answer = folder().run(&["permissions", "web.json", "--format", "role"]);
    let role: Value = serde_json::from_str(&answer.out).unwrap();
    let keys: Vec<&str> = role.as_object().unwrap().keys().map(String::as_str).collect();
    let wanted = [
        "Name",
        "IsCustom",
        "Description",
        "Actions",
        "NotActions",
        "AssignableScopes",
    ];
    assert_eq!(keys, wanted);
    assert_eq!(
        (&role["IsCustom"], &role["NotActions"]),
        (&Value::Bool(true), &Value::Array(Vec::new()))
    );
    expect![[r#"
        {
          "Name": "Image Builder web",
          "IsCustom": true,
          "Description": "Actions that the identity of an image template needs, predicted from the template. Not included, to be assigned as well: Storage Blob Data Reader, Managed Identity Operator",
          "Actions": [
            "Microsoft.Network/virtualNetworks/read",
            "Microsoft.Network/virtualNetworks/subnets/join/action",
            "Microsoft.Compute/galleries/read",
            "Microsoft.Compute/galleries/images/read",
            "Microsoft.Compute/galleries/images/versions/read",
            "Microsoft.Compute/galleries/images/versions/write",
            "Microsoft.Compute/images/read",
            "Microsoft.Compute/images/write",
            "Microsoft.Compute/images/delete"
          ],
          "NotActions": [],
          "AssignableScopes": [
            "<unknown, computed by [parameters('subnet')]>",
            "/subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/images"
          ]
        }
    "#]]
    .assert_eq(&answer.out);
    expect![[r#"
        Permissions that the identity of the template needs (web): a prediction from the template alone.
        Also assign the built-in role `Storage Blob Data Reader` to the identity on: container `linux` of the storage account `scripts`
        Also assign the built-in role `Managed Identity Operator` to the identity on: /subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/it's/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vault
        In AssignableScopes, replace each text in angle brackets with the value that it describes.
        The template does not show:
        - which roles the identity already has, on these scopes or on a parent
        - policies, locks, deny assignments and firewalls that block what a role allows
        - the permissions of the user who submits the template and starts the build
        - permissions that scripts need for the identities of the build VM
        - whether a policy adds a DDoS protection plan to the network of the build; the identity must be allowed to join it
        - the values of the expressions that are listed as unknown
    "#]].assert_eq(&answer.err);
    assert_eq!(answer.code, 0);
}

#[test]
fn commands_run_in_a_shell() {
    let folder = folder();
    let answer = folder.run(&["permissions", "web.json", "--format", "az"]);
    expect![[r##"
        # Permissions that the identity of the template needs (web): a prediction from the template alone.
        # The template does not show:
        # - which roles the identity already has, on these scopes or on a parent
        # - policies, locks, deny assignments and firewalls that block what a role allows
        # - the permissions of the user who submits the template and starts the build
        # - permissions that scripts need for the identities of the build VM
        # - whether a policy adds a DDoS protection plan to the network of the build; the identity must be allowed to join it
        # - the values of the expressions that are listed as unknown

        identity='/subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder'
        principal="$(az identity show --ids "$identity" --query principalId --output tsv)"

        # line 29, properties.customize[0].scriptUri: the identity reads this file, even if it is public
        az role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal \
          --role 'Storage Blob Data Reader' --scope "$(az storage account list --query "[?name=='scripts'].id" --output tsv)"'/blobServices/default/containers/linux'

        # unknown, computed by `[parameters('subnet')]`
        scope1='<resource ID of the virtual network>'
        # line 19, properties.vmProfile.vnetConfig.subnetId: the build runs in this network
        az role definition create --role-definition '{
          "Name": "Image Builder web: join the network",
          "IsCustom": true,
          "Description": "Actions that the identity of an image template needs, predicted from the template",
          "Actions": [
            "Microsoft.Network/virtualNetworks/read",
            "Microsoft.Network/virtualNetworks/subnets/join/action"
          ],
          "NotActions": [],
          "AssignableScopes": [
            "'"${scope1%/providers/*}"'"
          ]
        }'
        az role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal \
          --role 'Image Builder web: join the network' --scope "$scope1"

        # line 18, properties.vmProfile.userAssignedIdentities[0]: this identity is assigned to the build VM
        az role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal \
          --role 'Managed Identity Operator' --scope '/subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/it'\''s/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vault'

        # line 34, properties.distribute[0].galleryImageId: the finished image becomes a version in this gallery
        az role definition create --role-definition '{
          "Name": "Image Builder web: write image versions",
          "IsCustom": true,
          "Description": "Actions that the identity of an image template needs, predicted from the template",
          "Actions": [
            "Microsoft.Compute/galleries/read",
            "Microsoft.Compute/galleries/images/read",
            "Microsoft.Compute/galleries/images/versions/read",
            "Microsoft.Compute/galleries/images/versions/write",
            "Microsoft.Compute/images/read",
            "Microsoft.Compute/images/write",
            "Microsoft.Compute/images/delete"
          ],
          "NotActions": [],
          "AssignableScopes": [
            "/subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/images"
          ]
        }'
        az role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal \
          --role 'Image Builder web: write image versions' --scope '/subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/images'
    "##]].assert_eq(&answer.out);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    if cfg!(windows) {
        return;
    }
    // Each call of the stand-in is one line, with bars between its words.
    let stand_in = r#"az() { printf '%s|' "$@" | tr -d '\n' >&2; echo >&2; echo /found; }"#;
    let script = format!("{stand_in}\n{}", answer.out);
    let output = Command::new("sh").args(["-eu", "-c", &script]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let calls = String::from_utf8(output.stderr).unwrap();
    expect![[r#"
        identity|show|--ids|/subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder|--query|principalId|--output|tsv|
        storage|account|list|--query|[?name=='scripts'].id|--output|tsv|
        role|assignment|create|--assignee-object-id|/found|--assignee-principal-type|ServicePrincipal|--role|Storage Blob Data Reader|--scope|/found/blobServices/default/containers/linux|
        role|definition|create|--role-definition|{  "Name": "Image Builder web: join the network",  "IsCustom": true,  "Description": "Actions that the identity of an image template needs, predicted from the template",  "Actions": [    "Microsoft.Network/virtualNetworks/read",    "Microsoft.Network/virtualNetworks/subnets/join/action"  ],  "NotActions": [],  "AssignableScopes": [    "<resource ID of the virtual network>"  ]}|
        role|assignment|create|--assignee-object-id|/found|--assignee-principal-type|ServicePrincipal|--role|Image Builder web: join the network|--scope|<resource ID of the virtual network>|
        role|assignment|create|--assignee-object-id|/found|--assignee-principal-type|ServicePrincipal|--role|Managed Identity Operator|--scope|/subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/it's/providers/Microsoft.ManagedIdentity/userAssignedIdentities/vault|
        role|definition|create|--role-definition|{  "Name": "Image Builder web: write image versions",  "IsCustom": true,  "Description": "Actions that the identity of an image template needs, predicted from the template",  "Actions": [    "Microsoft.Compute/galleries/read",    "Microsoft.Compute/galleries/images/read",    "Microsoft.Compute/galleries/images/versions/read",    "Microsoft.Compute/galleries/images/versions/write",    "Microsoft.Compute/images/read",    "Microsoft.Compute/images/write",    "Microsoft.Compute/images/delete"  ],  "NotActions": [],  "AssignableScopes": [    "/subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/images"  ]}|
        role|assignment|create|--assignee-object-id|/found|--assignee-principal-type|ServicePrincipal|--role|Image Builder web: write image versions|--scope|/subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/images|
    "#]].assert_eq(&calls);
    for call in calls.lines().filter(|it| it.starts_with("role|definition|")) {
        let json = call.split('|').nth(4).unwrap();
        serde_json::from_str::<Value>(json).unwrap();
    }
}

#[test]
fn bicep_has_roles_and_their_assignments() {
    let answer = folder().run(&["permissions", "web.json", "--format", "bicep"]);
    let resources: Vec<&str> = answer.out.lines().filter(|it| it.starts_with("resource ")).collect();
    expect![[r#"
        resource target1 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = {
        resource assignment1 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (startsWith(toLower('${scope1}/'), here)) {
        resource role2 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (startsWith(toLower('${scope2}/'), here)) {
        resource target2 'Microsoft.Network/virtualNetworks@2023-11-01' existing = {
        resource assignment2 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (startsWith(toLower('${scope2}/'), here)) {
        resource target3 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
        resource assignment3 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (startsWith(toLower('${scope3}/'), here)) {
        resource role4 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (startsWith(toLower('${scope4}/'), here)) {
        resource assignment4 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (startsWith(toLower('${scope4}/'), here)) {
    "#]].assert_eq(&(resources.join("\n") + "\n"));
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
}

#[test]
fn every_shape_says_that_it_is_a_prediction() {
    for lang in Lang::ALL {
        let word = match lang {
            Lang::En => "a prediction from the template alone",
            Lang::PtBr => "uma previsão feita só com o template",
        };
        for format in ["human", "role", "az", "bicep", "html", "markdown"] {
            let answer = folder().run(&["permissions", "web.json", "--format", format, "--lang", lang.tag()]);
            let told = if format == "role" { &answer.err } else { &answer.out };
            assert!(told.contains(word), "{format} in {}: {told}", lang.tag());
        }
    }
}

#[test]
fn standard_input_is_read_too() {
    let answer = Folder::new().run_with(&["permissions", "-"], GOOD);
    assert!(
        answer.out.contains("Microsoft.Compute/galleries/images/versions/write"),
        "{}",
        answer.out
    );
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
}

#[test]
fn a_file_without_a_template_has_no_permissions() {
    let folder = Folder::with(&[("package.json", "{ \"name\": \"package\" }")]);
    for (path, why) in [
        ("package.json", "error: package.json contains no image template\n"),
        ("gone.json", "error: gone.json does not exist\n"),
    ] {
        let answer = folder.run(&["permissions", path]);
        assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (2, "", why));
    }
    let answer = folder.run(&["permissions", "."]);
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
    assert!(answer.err.starts_with("error: "), "{}", answer.err);
    assert_eq!(folder.run(&["permissions"]).code, 2);
}

#[test]
fn pages_have_every_form_of_the_grants() {
    let html = folder().run(&["permissions", "web.json", "--format", "html"]);
    stands_alone(&html.out);
    let markdown = folder().run(&["permissions", "web.json", "--format", "markdown"]);
    assert!(markdown.out.starts_with("# `web.json`\n"), "{}", markdown.out);
    for page in [&html, &markdown] {
        for part in ["Azure CLI", "Bicep", "Custom role (JSON)", "az role definition create"] {
            assert!(page.out.contains(part), "{part} is missing in {}", page.out);
        }
        assert_eq!((page.code, page.err.as_str()), (0, ""));
    }
}
