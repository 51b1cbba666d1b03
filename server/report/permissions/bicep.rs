//! Permissions as a Bicep file. A deployment of a file is limited to one resource group, so the file is deployed to each
//! group that contains a scope and takes effect on the scopes of that group.

use crate::insight::permissions::access::{Access, BuiltIn, Grant};
use crate::insight::permissions::scope::Scope;
use crate::insight::permissions::{Need, Permissions};
use crate::locale::{Lang, Message};
use crate::report::permissions::az::{self, role_name};
use crate::report::permissions::{role, sentences};
use crate::say;
use crate::text::lines::Lines;
use crate::text::plain::plain;

/// A Bicep file with custom roles and assignments for all these identities. `lines` are those of
/// the document.
pub fn file(all: &[Permissions<'_>], lines: &Lines<'_>, lang: Lang) -> String {
    let preambles = all.iter().map(|it| sentences::preamble(it, "//", lines, lang));
    let mut out: String = preambles.collect();
    let all: Vec<Permissions<'_>> = all.iter().map(Permissions::to_grant).collect();
    let granted: Vec<Granted<'_, '_>> = granted(&all);
    if granted.is_empty() {
        return out + &format!("//\n// {}\n", sentences::no_needs().get(lang));
    }
    out += &deployments(&granted, lang);
    out += &principals(&all, lang);
    for it in &granted {
        out += &scope(it, lines, lang);
    }
    out += "\nvar here = toLower('${resourceGroup().id}/')\n";
    for group in granted.chunk_by(|a, b| a.identity == b.identity && a.need.access == b.need.access) {
        out += &resources(group, lang);
    }
    out
}

/// One need of one identity, with the number of its scope.
struct Granted<'p, 'd> {
    need: &'p Need<'d>,
    label: String,
    /// The number of the identity, from 1.
    identity: usize,
    /// The number of the scope, from 1.
    scope: usize,
}

fn granted<'p, 'd>(all: &'p [Permissions<'d>]) -> Vec<Granted<'p, 'd>> {
    let mut granted = Vec::new();
    for (n, permissions) in all.iter().enumerate() {
        for need in &permissions.needs {
            granted.push(Granted {
                need,
                label: permissions.label(),
                identity: n + 1,
                scope: granted.len() + 1,
            });
        }
    }
    granted
}

/// The commands that deploy the file to each known resource group.
fn deployments(granted: &[Granted<'_, '_>], lang: Lang) -> String {
    let groups = role::distinct(granted.iter().filter_map(|it| it.need.scope.group_to_fill_in()));
    let how = say! {
        en: "Deploy this file to each resource group that contains a scope; it applies only to the scopes of that group:",
        pt_br: "Implante este arquivo em cada grupo de recursos que contém um escopo; ele se aplica somente aos escopos desse grupo:",
    };
    let mut out = format!("//\n// {}\n", how.get(lang));
    for group in groups {
        let mut parts = group.split('/').skip(2).step_by(2);
        let (subscription, name) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let (subscription, name) = (az::quoted(subscription), az::quoted(name));
        out += &format!(
            "//   az deployment group create --subscription {subscription} --resource-group {name} --template-file FILE\n"
        );
    }
    out
}

/// The parameters of the principals.
fn principals(all: &[Permissions<'_>], lang: Lang) -> String {
    let mut out = String::new();
    let asks = |it: &Permissions<'_>, service: bool| it.needs.iter().any(|it| it.access.is_of_service() == service);
    for (n, permissions) in all.iter().enumerate().filter(|(_, it)| asks(it, false)) {
        let label = permissions.label();
        let identity = permissions
            .identity
            .as_ref()
            .map(Scope::description)
            .unwrap_or_default();
        let (en, pt_br) = (colon(&identity.en), colon(&identity.pt_br));
        let what = say! {
            en: "Object (principal) ID of the template's identity ({label}){en}",
            pt_br: "ID de objeto (principal) da identidade do template ({label}){pt_br}",
        };
        out += &parameter(&what, lang, &principal(n + 1), None);
    }
    if all.iter().any(|it| asks(it, true)) {
        let what = say! {
            en: "Object ID of the service principal Azure Virtual Machine Image Builder",
            pt_br: "ID de objeto da entidade de serviço Azure Virtual Machine Image Builder",
        };
        out += &parameter(&what, lang, SERVICE, None);
    }
    out
}

/// The parameter of a scope; without a default if the template does not show the scope.
fn scope(it: &Granted<'_, '_>, lines: &Lines<'_>, lang: Lang) -> String {
    let positions = it.need.required_by.iter().map(|it| sentences::position(lines, *it));
    let positions: Vec<String> = positions.map(|it| it.get(lang).to_owned()).collect();
    let description = match &it.need.scope {
        Scope::Id(_) => String::new(),
        other => format!(" ({})", other.description().get(lang)),
    };
    let (positions, reason) = (positions.join("; "), it.need.access.reason());
    let (en, pt_br) = (&reason.en, &reason.pt_br);
    let Message {
        en: object,
        pt_br: objeto,
    } = it.need.access.object();
    let what = say! { en: "The {object}; {positions}: {en}{description}", pt_br: "O {objeto}; {positions}: {pt_br}{description}" };
    parameter(&what, lang, &format!("scope{}", it.scope), default(&it.need.scope))
}

/// A scope as a string of Bicep; `None` if the file cannot know it. It is deployed to several groups, so the one of the
/// template is unknown to it.
fn default(scope: &Scope) -> Option<String> {
    const SUBSCRIPTION: &str = "{subscription().subscriptionId}";
    match scope {
        Scope::Id(id) => Some(quoted(id)),
        Scope::Partial(id) if !id.replace(SUBSCRIPTION, "").contains('{') => {
            Some(quoted(id).replace(SUBSCRIPTION, &format!("${SUBSCRIPTION}")))
        }
        _ => None,
    }
}

fn parameter(words: &Message, lang: Lang, name: &str, default: Option<String>) -> String {
    let default = default.map_or(String::new(), |it| format!(" = {it}"));
    format!(
        "\n@description({})\nparam {name} string{default}\n",
        quoted(words.get(lang))
    )
}

fn colon(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!(": {text}")
    }
}

/// The role of one access, where it is a custom one, and its assignments.
fn resources(group: &[Granted<'_, '_>], lang: Lang) -> String {
    let Some(first) = group.first() else {
        return String::new();
    };
    let mut out = String::new();
    let role = match first.need.access.grant() {
        Grant::Role(BuiltIn { name, id }) => {
            out += &format!("\n// {name}");
            format!("subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '{id}')")
        }
        Grant::Actions(actions) => {
            let number = first.scope;
            out += &definition(first, group, actions, lang);
            format!("role{number}.id")
        }
    };
    match resource_of(first.need.access) {
        // Several scopes can be in one group, where the role is assigned once.
        None => out += &assignment(first, &any_here(group), "resourceGroup().id", &role, ""),
        Some(kind) => group.iter().for_each(|it| out += &on_resource(it, kind, &role)),
    }
    out
}

fn definition(first: &Granted<'_, '_>, group: &[Granted<'_, '_>], actions: &[&str], lang: Lang) -> String {
    let number = first.scope;
    let name = role_name(&first.label, first.need.access);
    let listed: String = actions.iter().map(|it| format!("          {}\n", quoted(it))).collect();
    // Role names are unique in a directory, so the name of the group is part of the name.
    let shown = quoted(&name).trim_end_matches('\'').to_owned();
    format!(
        "\nresource role{number} 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if ({}) {{
  name: guid(resourceGroup().id, {})
  properties: {{
    roleName: {shown} (${{resourceGroup().name}})'
    description: {}
    type: 'CustomRole'
    permissions: [
      {{
        actions: [
{listed}        ]
        notActions: []
      }}
    ]
    assignableScopes: [
      resourceGroup().id
    ]
  }}
}}\n",
        any_here(group),
        quoted(&name),
        quoted(role::description().get(lang)),
    )
}

/// An assignment on a resource of the group.
fn on_resource(it: &Granted<'_, '_>, (kind, name): (&str, &str), role: &str) -> String {
    let number = it.scope;
    let scope = format!("scope{number}");
    let name = name.replace("ID", &scope);
    let target = format!("\nresource target{number} '{kind}' existing = {{\n  name: {name}\n}}\n");
    target
        + &assignment(
            it,
            &is_here(number),
            &scope,
            role,
            &format!("  scope: target{number}\n"),
        )
}

fn assignment(it: &Granted<'_, '_>, condition: &str, unique: &str, role: &str, scope: &str) -> String {
    let number = it.scope;
    let principal = if it.need.access.is_of_service() {
        SERVICE.to_owned()
    } else {
        principal(it.identity)
    };
    format!(
        "\nresource assignment{number} 'Microsoft.Authorization/roleAssignments@2022-04-01' = if ({condition}) {{
  name: guid({unique}, {principal}, {role})
{scope}  properties: {{
    principalId: {principal}
    principalType: 'ServicePrincipal'
    roleDefinitionId: {role}
  }}
}}\n"
    )
}

/// Whether at least one of several scopes is in the group of the deployment.
fn any_here(group: &[Granted<'_, '_>]) -> String {
    let conditions: Vec<String> = group.iter().map(|it| is_here(it.scope)).collect();
    conditions.join(" || ")
}

/// Whether a scope is the group of the deployment, or is in it.
fn is_here(scope: usize) -> String {
    format!("startsWith(toLower('${{scope{scope}}}/'), here)")
}

/// The parameter with the object ID of the service's own principal.
const SERVICE: &str = "servicePrincipalId";

/// The parameter with the object ID of an identity.
fn principal(identity: usize) -> String {
    if identity > 1 {
        format!("principalId{identity}")
    } else {
        "principalId".to_owned()
    }
}

/// The resource that an access is granted on, and its name by its `ID`; `None` for a group.
fn resource_of(access: Access) -> Option<(&'static str, &'static str)> {
    let last = "last(split(ID, '/'))";
    match access {
        Access::ReadImage => Some(("Microsoft.Compute/images@2024-03-01", last)),
        Access::ReadGallery => Some(("Microsoft.Compute/galleries@2023-07-03", last)),
        Access::JoinNetwork => Some(("Microsoft.Network/virtualNetworks@2023-11-01", last)),
        Access::AssignIdentity => Some(("Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31", last)),
        Access::ReadBlobs | Access::WriteBlobs => Some((
            "Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01",
            "'${split(ID, '/')[8]}/default/${last(split(ID, '/'))}'",
        )),
        Access::UseGroup | Access::ServiceUsesGroup | Access::WriteImage | Access::WriteGallery => None,
    }
}

/// A text as a string of Bicep.
fn quoted(text: &str) -> String {
    let text = plain(text)
        .replace('\\', "\\\\")
        .replace('\'', "\\'")
        .replace("${", "\\${");
    format!("'{text}'")
}
