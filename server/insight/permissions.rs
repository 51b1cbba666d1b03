//! The permissions that the identity of a template needs: the actions, the scopes, and the values that require them.
//! They are predicted from the template alone.

pub mod access;
mod limits;
pub mod scope;

use crate::document::Document;
use crate::expr;
use crate::insight::permissions::access::Access;
use crate::insight::permissions::scope::Scope;
use crate::locale::Message;
use crate::model::os::{self, Os};
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
    let mut needs = Needs {
        template,
        list: Vec::new(),
    };
    source(template, &mut needs);
    files(template, &mut needs);
    network(template, &mut needs);
    identities(template, &mut needs);
    staging(template, &mut needs);
    targets(template, &mut needs);
    let mut needs = needs.list;
    needs.sort_by_key(|it| it.access);
    Permissions {
        labels: vec![label(template)],
        identity: identity(template),
        limits: limits::limits(template, &needs),
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
        if templates.len() > 1 && template.name().is_none() {
            next.labels.iter_mut().for_each(|it| *it = format!("{it} {}", n + 1));
        }
        match all.iter_mut().find(|it| it.identity == next.identity) {
            Some(same) => same.merge(next),
            None => all.push(next),
        }
    }
    all
}

impl<'d> Permissions<'d> {
    /// The names of the first templates, and how many more there are.
    pub fn label(&self) -> String {
        let first = self.labels.get(..MAX_LABELS).unwrap_or(&self.labels).join(", ");
        match self.labels.len().saturating_sub(MAX_LABELS) {
            0 => first,
            more => format!("{first} + {more}"),
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

/// The name of a template, or a generic one.
fn label(template: Template<'_>) -> String {
    match template.name().filter(|name| !name.trim().is_empty()) {
        Some(name) => plain(&name),
        None => "image template".to_owned(),
    }
}

struct Needs<'d> {
    template: Template<'d>,
    list: Vec<Need<'d>>,
}

impl<'d> Needs<'d> {
    fn add(&mut self, access: Access, scope: Scope, node: Node<'d>) {
        let required_by = RequiredBy {
            template: self.template,
            node,
        };
        let need = Need {
            access,
            scope,
            required_by: vec![required_by],
        };
        add(&mut self.list, need);
    }
}

fn add<'d>(list: &mut Vec<Need<'d>>, need: Need<'d>) {
    let same = |it: &&mut Need<'_>| it.access == need.access && it.scope.is_same(&need.scope);
    match list.iter_mut().find(same) {
        Some(there) => there.required_by.extend(need.required_by),
        None => list.push(need),
    }
}

/// The template's identity. A key set to null drops an old one in an update.
fn identity(template: Template<'_>) -> Option<Scope> {
    let identity = template.root.get("identity")?;
    let map = identity.get("userAssignedIdentities").unwrap_or(identity);
    if value::is_expression(map) {
        return Some(scope::of(map, &scope::IDENTITY));
    }
    let is_one = |it: &Node<'_>| it.key_span().is_some() && !matches!(it.kind(), Kind::Null | Kind::Broken);
    let key = identity.get("userAssignedIdentities")?.children().find(is_one)?.key()?;
    Some(scope::of_text(&key, expr::is_expression(&key), &scope::IDENTITY))
}

fn source<'d>(template: Template<'d>, needs: &mut Needs<'d>) {
    let Some(source) = template.property("source") else {
        return;
    };
    if is_of(source, "ManagedImage") {
        if let Some(image) = filled(source, "imageId") {
            needs.add(Access::ReadImage, scope::of(image, &scope::IMAGE), image);
        }
    } else if is_of(source, "SharedImageVersion") {
        // What others share is not opened with a role on their gallery.
        if let Some(version) = filled(source, "imageVersionId").filter(|it| !is_shared(*it)) {
            needs.add(Access::ReadGallery, scope::of(version, &scope::GALLERY), version);
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
        let text = || blob.node.as_str().unwrap_or_default().into_owned();
        let scope = blob.container.map_or_else(|| Scope::Computed(text()), Scope::Blobs);
        needs.add(Access::ReadBlobs, scope, blob.node);
    }
}

fn network<'d>(template: Template<'d>, needs: &mut Needs<'d>) {
    let config = template.property("vmProfile").and_then(|it| it.get("vnetConfig"));
    for key in ["subnetId", "containerInstanceSubnetId"] {
        if let Some(subnet) = config.and_then(|it| filled(it, key)) {
            needs.add(Access::JoinNetwork, scope::of(subnet, &scope::NETWORK), subnet);
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
        needs.add(Access::AssignIdentity, scope::of(one, &scope::IDENTITY), one);
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
    needs.add(Access::UseGroup, scope::of_group(group), group);
    let on_windows = os::operating_system(template).is_some_and(|it| it.os == Os::Windows);
    let config = template.property("vmProfile").and_then(|it| it.get("vnetConfig"));
    if on_windows && config.and_then(|it| filled(it, "subnetId")).is_some() {
        needs.add(Access::ServiceUsesGroup, scope::of_group(group), group);
    }
}

fn targets<'d>(template: Template<'d>, needs: &mut Needs<'d>) {
    for target in template.distributors() {
        let image = |kind, id| filled(target, id).filter(|_| is_of(target, kind));
        if let Some(image) = image("ManagedImage", "imageId") {
            needs.add(Access::WriteImage, scope::of(image, &scope::IMAGE_GROUP), image);
        }
        if let Some(image) = image("SharedImage", "galleryImageId") {
            needs.add(Access::WriteGallery, scope::of(image, &scope::GALLERY_GROUP), image);
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
