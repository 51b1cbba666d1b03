//! The permissions that the identity of a template needs: the actions, the scopes, and the values that require them.
//! They are predicted from the template alone.

pub mod access;
mod limits;
pub mod scope;

use std::borrow::Cow;

use crate::document::Document;
use crate::insight::permissions::access::{Access, Grant};
use crate::insight::permissions::scope::Scope;
use crate::locale::Message;
use crate::model::deployed::Deployed;
use crate::model::os::{self, Os};
use crate::model::role_assignment::{self, Assignment};
use crate::model::storage;
use crate::model::substitution::Assume;
use crate::model::template::{Role, Template};
use crate::model::value;
use crate::syntax::tree::{Kind, Node};
use crate::text::plain::plain;

/// Templates that the label of an identity names.
const MAX_LABELS: usize = 3;

/// What one identity needs.
#[derive(Debug, Clone)]
pub struct Permissions<'d> {
    /// The names of its templates.
    pub labels: Vec<String>,
    /// `None` if the template names none.
    pub identity: Option<Scope>,
    /// Sorted by kind of access; each scope once a kind.
    pub needs: Vec<Need<'d>>,
    /// What the template cannot show, a clause each.
    pub limits: Vec<Message>,
}

/// One access on one scope.
#[derive(Debug, Clone)]
pub struct Need<'d> {
    pub access: Access,
    pub scope: Scope,
    pub required_by: Vec<RequiredBy<'d>>,
    /// The role assignment of the same deployment that grants it.
    pub granted_by: Option<Node<'d>>,
}

/// A value that requires an access, and its template.
#[derive(Debug, Clone, Copy)]
pub struct RequiredBy<'d> {
    pub template: Template<'d>,
    pub node: Node<'d>,
}

impl RequiredBy<'_> {
    /// The path from the template to the value: `properties.distribute[0].galleryImageId`.
    pub fn path(self) -> String {
        let mut steps: Vec<String> = self
            .node
            .ancestors()
            .take_while(|node| *node != self.template.root)
            .map(|node| match node.key() {
                Some(key) => format!(".{key}"),
                None => format!("[{}]", node.index()),
            })
            .collect();
        steps.reverse();
        plain(steps.concat().trim_start_matches('.'))
    }
}

/// The permissions that a template needs.
pub fn permissions(template: Template<'_>) -> Permissions<'_> {
    let deployed = Deployed::of(template);
    let assignments = deployed.as_ref().map(|it| role_assignment::assignments(template, it));
    let mut needs = Needs {
        template,
        deployed,
        assignments: assignments.unwrap_or_default(),
        list: Vec::new(),
    };
    source(template, &mut needs);
    files(template, &mut needs);
    network(template, &mut needs);
    identities(template, &mut needs);
    staging(template, &mut needs);
    targets(template, &mut needs);
    let Needs { deployed, list, .. } = needs;
    let (deployed, mut needs) = (deployed.as_ref(), list);
    needs.sort_by_key(|it| it.access);
    let identity = identity(template, deployed);
    let limits = limits::limits(template, &needs, deployed);
    let labels = vec![label(template, deployed)];
    Permissions {
        labels,
        identity,
        limits,
        needs,
    }
}

/// The permissions that the image templates of a document need, by identity.
pub fn of_document(doc: &Document) -> Vec<Permissions<'_>> {
    let mut all: Vec<Permissions<'_>> = Vec::new();
    let templates: Vec<Template<'_>> = doc
        .templates_with(Assume::Defaults)
        .filter(|it| it.role == Role::Template)
        .collect();
    for (n, template) in templates.iter().enumerate() {
        let mut next = permissions(*template);
        if templates.len() > 1 {
            let unnamed = next.labels.iter_mut().filter(|it| *it == NAMELESS);
            unnamed.for_each(|it| *it = format!("{it} {}", n + 1));
        }
        match all.iter_mut().find(|it| it.is_of_same_identity(&next)) {
            Some(same) => same.merge(next),
            None => all.push(next),
        }
    }
    all
}

impl<'d> Permissions<'d> {
    /// The same without what the deployment grants itself.
    pub fn to_grant(&self) -> Self {
        let mut open = self.clone();
        open.needs.retain(|it| it.granted_by.is_none());
        open
    }

    /// The names of the first templates, and how many more there are.
    pub fn label(&self) -> String {
        let first = self.labels.get(..MAX_LABELS).unwrap_or(&self.labels).join(", ");
        match self.labels.len().saturating_sub(MAX_LABELS) {
            0 => first,
            more => format!("{first} + {more}"),
        }
    }

    /// Whether both are surely of one identity, or none has any.
    fn is_of_same_identity(&self, other: &Self) -> bool {
        match (&self.identity, &other.identity) {
            (Some(own), Some(other)) => own.is_same(other),
            (own, other) => own.is_none() && other.is_none(),
        }
    }

    /// Adds what another template of the same identity needs.
    fn merge(&mut self, other: Self) {
        self.labels.extend(other.labels);
        for need in other.needs {
            add(&mut self.needs, need);
        }
        self.needs.sort_by_key(|it| it.access);
        for limit in other.limits {
            if !self.limits.contains(&limit) {
                self.limits.push(limit);
            }
        }
    }
}

/// What a template without a known name is called.
const NAMELESS: &str = "image template";

/// The name of a template as far as the files determine it, or a generic one.
fn label(template: Template<'_>, deployed: Option<&Deployed<'_>>) -> String {
    let computed = || deployed?.text(template.root.get("name")?).filter(|it| it.is_known);
    let name = template.name().map(Cow::into_owned).or_else(|| Some(computed()?.text));
    match name.filter(|name| !name.trim().is_empty()) {
        Some(name) => plain(&name),
        None => NAMELESS.to_owned(),
    }
}

struct Needs<'d> {
    template: Template<'d>,
    deployed: Option<Deployed<'d>>,
    assignments: Vec<Assignment<'d>>,
    list: Vec<Need<'d>>,
}

impl<'d> Needs<'d> {
    /// Adds an access on the resource whose ID a value is.
    fn add_on(&mut self, access: Access, kind: &scope::Resource, node: Node<'d>) {
        let scope = scope::of(node, kind, self.deployed.as_ref());
        self.add(access, scope, node);
    }

    fn add(&mut self, access: Access, scope: Scope, node: Node<'d>) {
        let required_by = RequiredBy {
            template: self.template,
            node,
        };
        let need = Need {
            access,
            granted_by: self.granted(access, &scope),
            scope,
            required_by: vec![required_by],
        };
        add(&mut self.list, need);
    }

    /// A role assignment that grants an access, the first where several do so together.
    fn granted(&self, access: Access, scope: &Scope) -> Option<Node<'d>> {
        if access.is_of_service() {
            return None;
        }
        let first = |grants: &dyn Fn(&Assignment<'d>) -> bool| self.assignments.iter().find(|it| grants(it));
        let found = match (access.grant(), scope) {
            (Grant::Role(role), Scope::Id(id) | Scope::Partial(id)) => first(&|it| it.gives_role(role.id, id)),
            (Grant::Role(role), Scope::Blobs(container)) => first(&|it| it.gives_role_on_container(role.id, container)),
            (Grant::Actions(actions), Scope::Id(id) | Scope::Partial(id)) => {
                let found: Option<Vec<_>> = actions
                    .iter()
                    .map(|action| first(&|it| it.allows(action, id)))
                    .collect();
                found.and_then(|it| it.first().copied())
            }
            _ => None,
        };
        found.map(|it| it.node)
    }
}

fn add<'d>(list: &mut Vec<Need<'d>>, need: Need<'d>) {
    let same = |it: &&mut Need<'_>| it.access == need.access && it.scope.is_same(&need.scope);
    match list.iter_mut().find(same) {
        Some(there) => {
            there.required_by.extend(need.required_by);
            there.granted_by = there.granted_by.filter(|_| need.granted_by.is_some());
        }
        None => list.push(need),
    }
}

/// The template's identity. A key set to null drops an old one in an update.
fn identity(template: Template<'_>, deployed: Option<&Deployed<'_>>) -> Option<Scope> {
    let identity = template.root.get("identity")?;
    let map = identity.get("userAssignedIdentities").unwrap_or(identity);
    if value::is_expression(map) {
        return Some(scope::of(map, &scope::IDENTITY, deployed));
    }
    let is_one = |it: &Node<'_>| it.key_span().is_some() && !matches!(it.kind(), Kind::Null | Kind::Broken);
    let entry = identity.get("userAssignedIdentities")?.children().find(is_one)?;
    Some(scope::of_key(entry, &scope::IDENTITY, deployed))
}

fn source<'d>(template: Template<'d>, needs: &mut Needs<'d>) {
    let Some(source) = template.property("source") else {
        return;
    };
    if is_of(source, "ManagedImage") {
        if let Some(image) = filled(source, "imageId") {
            needs.add_on(Access::ReadImage, &scope::IMAGE, image);
        }
    } else if is_of(source, "SharedImageVersion") {
        // What others share is not opened with a role on their gallery.
        if let Some(version) = filled(source, "imageVersionId").filter(|it| !is_shared(*it)) {
            needs.add_on(Access::ReadGallery, &scope::GALLERY, version);
        }
    }
}

/// Whether an image version is one of a gallery that its owner shares with a subscription, a
/// directory or everybody.
fn is_shared(version: Node<'_>) -> bool {
    let text = version.as_str().unwrap_or_default().to_ascii_lowercase();
    ["sharedgalleries", "communitygalleries"]
        .iter()
        .any(|it| text.contains(it))
}

fn files<'d>(template: Template<'d>, needs: &mut Needs<'d>) {
    for blob in storage::addresses(template).filter_map(storage::unsigned_blob) {
        let node = blob.node;
        needs.add(Access::ReadBlobs, scope::of_blob(blob), node);
    }
}

fn network<'d>(template: Template<'d>, needs: &mut Needs<'d>) {
    let config = template.property("vmProfile").and_then(|it| it.get("vnetConfig"));
    for key in ["subnetId", "containerInstanceSubnetId"] {
        if let Some(subnet) = config.and_then(|it| filled(it, key)) {
            needs.add_on(Access::JoinNetwork, &scope::NETWORK, subnet);
        }
    }
}

fn identities<'d>(template: Template<'d>, needs: &mut Needs<'d>) {
    let Some(list) = template
        .property("vmProfile")
        .and_then(|it| it.get("userAssignedIdentities"))
    else {
        return;
    };
    let expression = value::is_expression(list).then_some(list);
    for one in list.children().chain(expression).filter(|it| it.kind() == Kind::String) {
        needs.add_on(Access::AssignIdentity, &scope::IDENTITY, one);
    }
}

fn staging<'d>(template: Template<'d>, needs: &mut Needs<'d>) {
    let group = template.property("stagingResourceGroup");
    // A parameter that is empty leaves the group to the service.
    let named = |it: &Node<'_>| {
        template
            .resolve(*it)
            .and_then(|it| it.as_str())
            .is_none_or(|it| !it.is_empty())
    };
    let Some(group) = group.filter(|it| it.kind() == Kind::String && named(it)) else {
        return;
    };
    let scope = scope::of_group(group, needs.deployed.as_ref());
    needs.add(Access::UseGroup, scope.clone(), group);
    let on_windows = os::operating_system(template).is_some_and(|it| it.os == Os::Windows);
    let config = template.property("vmProfile").and_then(|it| it.get("vnetConfig"));
    if on_windows && config.and_then(|it| filled(it, "subnetId")).is_some() {
        needs.add(Access::ServiceUsesGroup, scope, group);
    }
}

fn targets<'d>(template: Template<'d>, needs: &mut Needs<'d>) {
    for target in template.distributors() {
        let image = |kind, id| filled(target, id).filter(|_| is_of(target, kind));
        if let Some(image) = image("ManagedImage", "imageId") {
            needs.add_on(Access::WriteImage, &scope::IMAGE_GROUP, image);
        }
        if let Some(image) = image("SharedImage", "galleryImageId") {
            needs.add_on(Access::WriteGallery, &scope::GALLERY_GROUP, image);
        }
        if let Some(address) = image("VHD", "uri").and_then(storage::unsigned_blob) {
            let node = address.node;
            needs.add(Access::WriteBlobs, scope::of_disk(address), node);
        }
    }
}

/// A member that contains a text with something in it: an empty one means the same as none.
fn filled<'d>(object: Node<'d>, name: &str) -> Option<Node<'d>> {
    object
        .get(name)
        .filter(|it| it.as_str().is_some_and(|it| !it.trim().is_empty()))
}

fn is_of(object: Node<'_>, kind: &str) -> bool {
    value::text(object.get("type"))
        .known()
        .is_some_and(|it| it.eq_ignore_ascii_case(kind))
}
