//! The forms of a permissions report: role, commands, Bicep.

use aib_ls::insight::permissions;
use aib_ls::locale::Lang;
use aib_ls::report::permissions::{az, bicep, role};
use aib_ls::text::lines::Lines;
use expect_test::expect;
use serde_json::Value;

use crate::insight::document;
use crate::insight::permissions::SEVERAL;

/// A template whose names try to break out of comments, strings and commands.
const NASTY: &str = r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "a'b\nrm -rf /\n`id`\\",
    "identity": { "userAssignedIdentities": { "[parameters('x')\n$(touch /tmp/nasty)]": {} } },
    "properties": {
        "vmProfile": { "userAssignedIdentities": ["/subscriptions/s'; touch x; '/resourceGroups/g$(id)/providers/Microsoft.ManagedIdentity/userAssignedIdentities/`id`"] },
        "distribute": [
            { "type": "ManagedImage", "imageId": "[concat('\n', '$(id)')]" },
            { "type": "ManagedImage", "imageId": "/subscriptions/s/resourceGroups/${resourceGroup().name}/providers/Microsoft.Compute/images/x" }
        ] } }] }"#;

#[test]
fn nothing_breaks_out_of_a_comment_or_a_string() {
    let doc = document("", NASTY);
    let (all, lines) = (permissions::of_document(&doc), Lines::new(doc.text()));
    expect![[r##"
        # Permissions that the identity of the template needs (a'b\nrm -rf /\n`id`\): a prediction from the template alone.
        # The template does not show:
        # - which roles the identity already has, on these scopes or on a parent
        # - policies, locks, deny assignments and firewalls that block what a role allows
        # - the permissions of the user who submits the template and starts the build
        # - permissions that scripts need for the identities of the build VM
        # - whether a policy adds a DDoS protection plan to the network of the build; the identity must be allowed to join it
        # - the values of the expressions that are listed as unknown

        # unknown, computed by `[parameters('x')\n$(touch /tmp/nasty)]`
        identity='<resource ID of the identity>'
        principal="$(az identity show --ids "$identity" --query principalId --output tsv)"

        # line 4, properties.vmProfile.userAssignedIdentities[0]: this identity is assigned to the build VM
        az role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal \
          --role 'Managed Identity Operator' --scope '/subscriptions/s'\''; touch x; '\''/resourceGroups/g$(id)/providers/Microsoft.ManagedIdentity/userAssignedIdentities/`id`'

        # unknown, computed by `[concat('\n', '$(id)')]`
        scope1='<resource ID of the resource group>'
        # line 6, properties.distribute[0].imageId: the finished image is written to this resource group
        # line 7, properties.distribute[1].imageId: the finished image is written to this resource group
        az role definition create --role-definition '{
          "Name": "Image Builder a'\''b\\nrm -rf /\\n`id`\\: write managed images",
          "IsCustom": true,
          "Description": "Actions that the identity of an image template needs, predicted from the template",
          "Actions": [
            "Microsoft.Compute/images/read",
            "Microsoft.Compute/images/write",
            "Microsoft.Compute/images/delete"
          ],
          "NotActions": [],
          "AssignableScopes": [
            "'"${scope1%/providers/*}"'",
            "/subscriptions/s/resourceGroups/${resourceGroup().name}"
          ]
        }'
        az role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal \
          --role 'Image Builder a'\''b\nrm -rf /\n`id`\: write managed images' --scope "$scope1"
        az role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal \
          --role 'Image Builder a'\''b\nrm -rf /\n`id`\: write managed images' --scope '/subscriptions/s/resourceGroups/${resourceGroup().name}'
    "##]].assert_eq(&az::commands(&all, &lines, Lang::En));
    expect![[r#"
        // Permissions that the identity of the template needs (a'b\nrm -rf /\n`id`\): a prediction from the template alone.
        // The template does not show:
        // - which roles the identity already has, on these scopes or on a parent
        // - policies, locks, deny assignments and firewalls that block what a role allows
        // - the permissions of the user who submits the template and starts the build
        // - permissions that scripts need for the identities of the build VM
        // - whether a policy adds a DDoS protection plan to the network of the build; the identity must be allowed to join it
        // - the values of the expressions that are listed as unknown
        //
        // Deploy this file to each resource group that contains a scope; it applies only to the scopes of that group:
        //   az deployment group create --subscription 's'\''; touch x; '\''' --resource-group 'g$(id)' --template-file FILE
        //   az deployment group create --subscription 's' --resource-group '${resourceGroup().name}' --template-file FILE

        @description('Object (principal) ID of the template\'s identity (a\'b\\nrm -rf /\\n`id`\\): unknown, computed by `[parameters(\'x\')\\n$(touch /tmp/nasty)]`')
        param principalId string

        @description('The resource ID of the identity; line 4, properties.vmProfile.userAssignedIdentities[0]: this identity is assigned to the build VM')
        param scope1 string = '/subscriptions/s\'; touch x; \'/resourceGroups/g$(id)/providers/Microsoft.ManagedIdentity/userAssignedIdentities/`id`'

        @description('The resource ID of the resource group; line 6, properties.distribute[0].imageId: the finished image is written to this resource group (unknown, computed by `[concat(\'\\n\', \'$(id)\')]`)')
        param scope2 string

        @description('The resource ID of the resource group; line 7, properties.distribute[1].imageId: the finished image is written to this resource group')
        param scope3 string = '/subscriptions/s/resourceGroups/\${resourceGroup().name}'

        var here = toLower('${resourceGroup().id}/')

        // Managed Identity Operator
        resource target1 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
          name: last(split(scope1, '/'))
        }

        resource assignment1 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (startsWith(toLower('${scope1}/'), here)) {
          name: guid(scope1, principalId, subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'f1a07417-d97a-45cb-824c-7a7467783830'))
          scope: target1
          properties: {
            principalId: principalId
            principalType: 'ServicePrincipal'
            roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'f1a07417-d97a-45cb-824c-7a7467783830')
          }
        }

        resource role2 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (startsWith(toLower('${scope2}/'), here) || startsWith(toLower('${scope3}/'), here)) {
          name: guid(resourceGroup().id, 'Image Builder a\'b\\nrm -rf /\\n`id`\\: write managed images')
          properties: {
            roleName: 'Image Builder a\'b\\nrm -rf /\\n`id`\\: write managed images (${resourceGroup().name})'
            description: 'Actions that the identity of an image template needs, predicted from the template'
            type: 'CustomRole'
            permissions: [
              {
                actions: [
                  'Microsoft.Compute/images/read'
                  'Microsoft.Compute/images/write'
                  'Microsoft.Compute/images/delete'
                ]
                notActions: []
              }
            ]
            assignableScopes: [
              resourceGroup().id
            ]
          }
        }

        resource assignment2 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (startsWith(toLower('${scope2}/'), here) || startsWith(toLower('${scope3}/'), here)) {
          name: guid(resourceGroup().id, principalId, role2.id)
          properties: {
            principalId: principalId
            principalType: 'ServicePrincipal'
            roleDefinitionId: role2.id
          }
        }
    "#]].assert_eq(&bicep::file(&all, &lines, Lang::En));
    let json: Value = serde_json::from_str(&role::role(&all, Lang::En).json.unwrap()).unwrap();
    assert_eq!(json["Name"], "Image Builder a'b\\nrm -rf /\\n`id`\\");
}

#[test]
fn a_role_holds_each_action_and_group_once() {
    let doc = document("", SEVERAL);
    let role = role::role(&permissions::of_document(&doc), Lang::PtBr);
    expect![[r#"
        {
          "Name": "Image Builder web, image template 2, old, bare",
          "IsCustom": true,
          "Description": "Ações de que a identidade de um template de imagem precisa, previstas a partir do template",
          "Actions": [
            "Microsoft.Compute/images/read",
            "Microsoft.Compute/images/write",
            "Microsoft.Compute/images/delete"
          ],
          "NotActions": [],
          "AssignableScopes": [
            "/subscriptions/s/resourceGroups/images"
          ]
        }
    "#]]
    .assert_eq(&role.json.unwrap());
}

#[test]
fn no_role_definition_without_actions() {
    let doc = document("in=properties", "\"optimize\": {}");
    let role = role::role(&permissions::of_document(&doc), Lang::En);
    assert_eq!(role.json, None);
    assert!(role.notes.iter().any(|it| it.en == "No custom role is needed."));
    let (all, lines) = (permissions::of_document(&doc), Lines::new(doc.text()));
    for text in [
        az::commands(&all, &lines, Lang::En),
        bicep::file(&all, &lines, Lang::En),
    ] {
        assert!(text.ends_with("No permission needs to be granted.\n"), "{text}");
    }
}
