//! The role assignments that a deployment creates for the identity of a template: on which scopes, and what they allow.

use crate::expr::scope;
use crate::model::deployed::{self, Deployed};
use crate::model::neighbours::Text;
use crate::model::storage::Container;
use crate::model::template::Template;
use crate::syntax::tree::{Kind, Node};

/// The IDs of built-in roles, the same in every directory. Source: "Azure built-in roles".
pub const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
pub const CONTRIBUTOR: &str = "b24988ac-6180-42a0-ab88-20f7382dd24c";
pub const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
pub const NETWORK_CONTRIBUTOR: &str = "4d97b98b-1d4f-4787-a291-c67834d212e7";
pub const IDENTITY_OPERATOR: &str = "f1a07417-d97a-45cb-824c-7a7467783830";
pub const BLOB_READER: &str = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";
pub const BLOB_CONTRIBUTOR: &str = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
pub const BLOB_OWNER: &str = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";

/// Its type, in lower case.
pub const TYPE: &str = "microsoft.authorization/roleassignments";
const DEFINITIONS: &str = "microsoft.authorization/roledefinitions";

/// A role assignment.
pub struct Assignment<'d> {
    pub node: Node<'d>,
    pub principal: Principal,
    scope: Option<Text>,
    role: Option<Role>,
}

enum Role {
    /// The ID of a built-in role, or of one that exists already, in lower case.
    Existing(String),
    /// The actions of a role that the deployment defines.
    Defined(Vec<String>),
}

/// Whom a role assignment is for.
pub enum Principal {
    /// A managed identity, by its ID.
    Identity(Text),
    /// Somebody whose object ID is written out.
    Other,
    Unknown,
}

/// The entry of the identity that a template uses. A key set to null drops an old one in an update.
pub fn identity_entry(template: Template<'_>) -> Option<Node<'_>> {
    let identities = template.root.get("identity")?.get("userAssignedIdentities")?;
    let is_one = |it: &Node<'_>| it.key_span().is_some() && !matches!(it.kind(), Kind::Null | Kind::Broken);
    identities.children().find(is_one)
}

/// The role assignments that a deployment creates.
pub struct RoleAssignments<'d> {
    deployed: Deployed<'d>,
    all: Vec<Assignment<'d>>,
}

impl<'d> RoleAssignments<'d> {
    /// The assignments of a deployment.
    pub fn of(deployed: Deployed<'d>) -> Self {
        let definitions: Vec<Node<'d>> = deployed.declared(DEFINITIONS).collect();
        let assignment = |node| Assignment {
            node,
            principal: principal(node, &deployed),
            scope: assigned_scope(node, &deployed),
            role: role(node, &definitions, &deployed),
        };
        Self {
            all: deployed.declared(TYPE).map(assignment).collect(),
            deployed,
        }
    }

    /// Those for the identity of a template that are created whenever the template is; none if that identity is unknown.
    pub fn for_template(&self, template: Template<'d>) -> Vec<&Assignment<'d>> {
        let entry = identity_entry(template).filter(|_| !self.all.is_empty());
        let Some(identity) = entry.and_then(|it| self.deployed.key(it)) else {
            return Vec::new();
        };
        let is_own = |it: &&Assignment<'d>| matches!(&it.principal, Principal::Identity(it) if it.is_same(&identity));
        let own = self.all.iter().filter(is_own);
        own.filter(|it| deployed::is_created_with(it.node, template)).collect()
    }

    pub fn all(&self) -> &[Assignment<'d>] {
        &self.all
    }
}

fn principal<'d>(assignment: Node<'d>, deployed: &Deployed<'d>) -> Principal {
    let node = assignment.at(&["properties", "principalId"]);
    let Some(id) = node.and_then(|it| deployed.text(it)) else {
        return Principal::Unknown;
    };
    match deployed.subject(&id) {
        Some(identity) if identity.is_comparable() => Principal::Identity(identity),
        None if id.is_known && id.from.is_empty() => Principal::Other,
        _ => Principal::Unknown,
    }
}

fn assigned_scope<'d>(assignment: Node<'d>, deployed: &Deployed<'d>) -> Option<Text> {
    let Some(scope) = assignment.get("scope") else {
        return deployed.target(assignment);
    };
    let scope = deployed.text(scope)?;
    if scope.text.starts_with('/') {
        return Some(scope);
    }
    // `Microsoft.Storage/storageAccounts/name`, in the group of the deployment.
    let (provider, rest) = scope.text.split_once('/')?;
    let group = deployed.target(assignment)?;
    let id = format!("{}/providers/{provider}/{rest}", group.text);
    let is_whole = scope.is_comparable() && group.is_comparable();
    is_whole.then(|| deployed.part(&group, &id))
}

fn role<'d>(assignment: Node<'d>, definitions: &[Node<'d>], deployed: &Deployed<'d>) -> Option<Role> {
    let named = assignment.at(&["properties", "roleDefinitionId"])?;
    let id = deployed.text(named);
    let name = id.as_ref().and_then(|it| it.text.rsplit('/').next());
    let is_its = |it: &Node<'d>| it.get("name").is_some_and(|it| is_named(it, named, name, deployed));
    let definition = definitions.iter().copied().find(is_its);
    match (definition, name) {
        (Some(definition), _) => Some(Role::Defined(actions(definition, deployed)?)),
        (None, Some(name)) if !name.contains('{') => Some(Role::Existing(name.to_ascii_lowercase())),
        _ => None,
    }
}

/// Whether a role definition has the name that an ID ends with. A computed one is usually made by the same call at both places.
fn is_named<'d>(definition: Node<'d>, id: Node<'d>, last: Option<&str>, deployed: &Deployed<'d>) -> bool {
    let said = deployed.text(definition).filter(Text::is_comparable);
    if let (Some(said), Some(last)) = (said, last) {
        return said.text.eq_ignore_ascii_case(last);
    }
    let plain = |it: Node<'d>| -> String {
        let text = it.as_str().unwrap_or_default();
        text.chars().filter(|it| !it.is_whitespace()).collect()
    };
    let (definition_text, id_text) = (plain(definition), plain(id));
    let call = definition_text.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    scope::deployment(definition) == scope::deployment(id) && call.is_some_and(|it| id_text.contains(it))
}

/// The actions of a role definition; `None` if it takes some away, or some are unknown.
fn actions<'d>(definition: Node<'d>, deployed: &Deployed<'d>) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for permission in definition.at(&["properties", "permissions"])?.children() {
        let list = |key| permission.get(key).map_or(Some(Vec::new()), |it| deployed.texts(it));
        if !list("notActions")?.is_empty() {
            return None;
        }
        all.extend(list("actions")?);
    }
    Some(all)
}

impl Assignment<'_> {
    /// Whether it gives all actions of a built-in role on a scope. The ID of a scope may have names in braces that mean the
    /// same everywhere in the document.
    pub fn gives_role(&self, id: &str, scope: &str) -> bool {
        self.has_scope(scope) && self.includes(id)
    }

    /// The same for the data of a container. Names of accounts are unique, whatever their group.
    pub fn gives_role_on_container(&self, id: &str, container: &Container) -> bool {
        let Some(scope) = self.scope.as_ref().map(|it| it.text.to_ascii_lowercase()) else {
            return false;
        };
        let on_account = format!("/providers/microsoft.storage/storageaccounts/{}", container.account);
        let rest = scope.split_once(&on_account).map(|it| it.1);
        let on_container = format!("/blobservices/default/containers/{}", container.name);
        self.includes(id) && rest.is_some_and(|it| it.is_empty() || it == on_container)
    }

    /// Whether it allows an action on a scope.
    pub fn allows(&self, action: &str, scope: &str) -> bool {
        let actions: Vec<&str> = match &self.role {
            None => Vec::new(),
            Some(Role::Defined(actions)) => actions.iter().map(String::as_str).collect(),
            Some(Role::Existing(id)) => match id.as_str() {
                OWNER | CONTRIBUTOR => vec!["*"],
                READER => vec!["*/read"],
                NETWORK_CONTRIBUTOR => vec!["Microsoft.Network/*"],
                _ => Vec::new(),
            },
        };
        self.has_scope(scope) && actions.iter().any(|it| covers(it, action))
    }

    fn includes(&self, id: &str) -> bool {
        let larger: &[&str] = match id {
            CONTRIBUTOR | IDENTITY_OPERATOR => &[CONTRIBUTOR, OWNER],
            BLOB_READER => &[BLOB_CONTRIBUTOR, BLOB_OWNER],
            BLOB_CONTRIBUTOR => &[BLOB_OWNER],
            _ => &[],
        };
        match &self.role {
            Some(Role::Existing(own)) => own == id || larger.contains(&own.as_str()),
            Some(Role::Defined(actions)) if id == IDENTITY_OPERATOR => {
                let assign = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";
                actions.iter().any(|it| covers(it, assign))
            }
            Some(Role::Defined(_)) | None => false,
        }
    }

    fn has_scope(&self, scope: &str) -> bool {
        self.scope.as_ref().is_some_and(|it| it.encloses(scope))
    }
}

/// Whether an action of a role, in which `*` stands for anything, covers an action.
fn covers(pattern: &str, action: &str) -> bool {
    let (pattern, action) = (pattern.to_ascii_lowercase(), action.to_ascii_lowercase());
    let mut parts = pattern.split('*');
    let Some(mut rest) = action.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in between {
        let Some((_, behind)) = rest.split_once(part) else {
            return false;
        };
        rest = behind;
    }
    rest.ends_with(last)
}
