//! The scope of a permission: a resource ID if the template contains one.

use crate::expr;
use crate::locale::Message;
use crate::model::deployed::{Deployed, Text};
use crate::model::resource_id::{self, ResourceId};
use crate::model::storage::{Blob, Container};
use crate::model::value;
use crate::say;
use crate::syntax::tree::Node;
use crate::text::plain::{code, plain};

/// The scope of a permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// A resource or a group, by its ID; a placeholder in it stays.
    Id(String),
    /// An ID of which the deployment alone knows some parts: their names are in braces and mean the same everywhere.
    Partial(String),
    /// An expression computes it, with the names of one deployment.
    Computed {
        text: String,
        /// What it evaluates to, where that means the same in every deployment of the document.
        value: Option<String>,
        /// The number of the node that is the deployment template; `None` if the value is in none.
        deployment: Option<u32>,
    },
    /// A literal that is not an ID of the expected kind.
    Unrecognized(String),
    /// A container; its address does not show its subscription and group.
    Blobs(Container),
}

/// A kind of resource: its provider and types, and how many of them belong to the scope.
pub(super) struct Resource {
    provider: &'static str,
    types: &'static [&'static str],
    /// 0 for the resource group.
    kept: usize,
}

pub(super) const IMAGE: Resource = Resource::of("Microsoft.Compute", &["images"], 1);
pub(super) const IMAGE_GROUP: Resource = Resource::of("Microsoft.Compute", &["images"], 0);
pub(super) const GALLERY: Resource = Resource::of("Microsoft.Compute", &["galleries", "images", "versions"], 1);
pub(super) const GALLERY_GROUP: Resource = Resource::of("Microsoft.Compute", &["galleries", "images", "versions"], 0);
pub(super) const NETWORK: Resource = Resource::of("Microsoft.Network", &["virtualNetworks", "subnets"], 1);
pub(super) const IDENTITY: Resource = Resource::of("Microsoft.ManagedIdentity", &["userAssignedIdentities"], 1);

impl Resource {
    const fn of(provider: &'static str, types: &'static [&'static str], kept: usize) -> Self {
        Self { provider, types, kept }
    }
}

/// The scope that an ID stands for. The last type may be missing: an image of a gallery stands for
/// the gallery as one of its versions does.
pub(super) fn of(node: Node<'_>, kind: &Resource, deployed: Option<&Deployed<'_>>) -> Scope {
    let text = node.as_str().unwrap_or_default();
    if !value::is_expression(node) {
        return literal(&text, kind).unwrap_or_else(|| Scope::Unrecognized(text.into_owned()));
    }
    let said = deployed.and_then(|it| Some((it, it.text(node)?)));
    computed(said, node, &text, |it| literal(it, kind))
}

/// The same for the key of a value.
pub(super) fn of_key(node: Node<'_>, kind: &Resource, deployed: Option<&Deployed<'_>>) -> Scope {
    let text = node.key().unwrap_or_default();
    if !expr::is_expression(&text) {
        return literal(&text, kind).unwrap_or_else(|| Scope::Unrecognized(text.into_owned()));
    }
    let said = deployed.and_then(|it| Some((it, it.key(node)?)));
    computed(said, node, &text, |it| literal(it, kind))
}

/// The container that a blob is in.
pub(super) fn of_blob(blob: Blob<'_>) -> Scope {
    let text = blob.node.as_str().unwrap_or_default();
    let unknown = || unknown(&text, None, blob.node);
    blob.container.map_or_else(unknown, Scope::Blobs)
}

/// The container that a disk is written to. Whether an address with one name means a container or a disk outside of any is not
/// documented.
pub(super) fn of_disk(blob: Blob<'_>) -> Scope {
    let text = blob.node.as_str().unwrap_or_default();
    match &blob.container {
        Some(container) if container.name == "$root" => Scope::Unrecognized(text.into_owned()),
        _ => of_blob(blob),
    }
}

/// The resource group that an ID names.
pub(super) fn of_group(node: Node<'_>, deployed: Option<&Deployed<'_>>) -> Scope {
    let text = node.as_str().unwrap_or_default();
    let group = |text: &str| resource_id::group(text).map(|it| Scope::Id(it.to_owned()));
    if !value::is_expression(node) {
        return group(&text).unwrap_or_else(|| Scope::Unrecognized(text.into_owned()));
    }
    let said = deployed.and_then(|it| Some((it, it.text(node)?)));
    computed(said, node, &text, group)
}

/// The scope that an ID names; `None` if it is no ID of this kind.
fn literal(text: &str, kind: &Resource) -> Option<Scope> {
    let is_of = |types: &[&str]| ResourceId::read(text).is_some_and(|it| it.names(kind.provider, types).is_some());
    let shorter = kind.types.split_last().map_or(kind.types, |(_, rest)| rest);
    let fits = is_of(kind.types) || (!shorter.is_empty() && is_of(shorter));
    fits.then(|| cut(text, kind.kept))
}

/// The scope that an expression stands for, by what it evaluates to where that can be compared with others.
fn computed(
    said: Option<(&Deployed<'_>, Text)>,
    node: Node<'_>,
    text: &str,
    read: impl Fn(&str) -> Option<Scope>,
) -> Scope {
    let Some((deployed, said)) = said else {
        return unknown(text, None, node);
    };
    if let Some(Scope::Id(id)) = read(&said.text) {
        let part = deployed.part(&said, &id);
        if part.is_known {
            return Scope::Id(id);
        } else if part.is_comparable() {
            return Scope::Partial(id);
        }
    }
    unknown(text, Some(said).filter(Text::is_comparable), node)
}

fn unknown(text: &str, value: Option<Text>, node: Node<'_>) -> Scope {
    Scope::Computed {
        text: text.to_owned(),
        value: value.map(|it| it.text),
        deployment: expr::scope::deployment(node).map(Node::id),
    }
}

/// The parts of a group's ID between slashes, with the empty one in front.
const GROUP_PARTS: usize = 5;

fn group_of(id: &str) -> String {
    let kept: Vec<&str> = id.split('/').take(GROUP_PARTS).collect();
    kept.join("/")
}

/// The first part of a resource ID: the group, or the resource with this number of types.
fn cut(id: &str, types: usize) -> Scope {
    let parts = if types == 0 {
        GROUP_PARTS
    } else {
        GROUP_PARTS + 2 + 2 * types
    };
    let kept: Vec<&str> = id.split('/').take(parts).collect();
    Scope::Id(kept.join("/"))
}

impl Scope {
    /// The ID if all of it is known.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Id(id) => Some(id),
            _ => None,
        }
    }

    /// The ID with the names of what is not known in angle brackets, for a person to replace; `None` if nothing is known of it.
    pub fn to_fill_in(&self) -> Option<String> {
        match self {
            Self::Id(id) => Some(id.clone()),
            Self::Partial(id) => Some(id.replace('{', "<").replace('}', ">")),
            _ => None,
        }
    }

    /// The ID of its resource group, if all of it is known.
    pub fn group(&self) -> Option<String> {
        Some(group_of(self.id()?))
    }

    /// The ID of its resource group as [`Self::to_fill_in`] writes it.
    pub fn group_to_fill_in(&self) -> Option<String> {
        Some(group_of(&self.to_fill_in()?))
    }

    /// Whether both are surely the same: IDs compare ignoring case, expressions by their text and their deployment.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Id(a), Self::Id(b)) | (Self::Partial(a), Self::Partial(b)) => a.eq_ignore_ascii_case(b),
            (Self::Computed { value: Some(a), .. }, Self::Computed { value: Some(b), .. }) => a.eq_ignore_ascii_case(b),
            (a, b) => a == b,
        }
    }

    /// The ID itself, or what is known about the scope, with code in backticks.
    pub fn description(&self) -> Message {
        match self {
            Self::Id(id) => Message::same(id.clone()),
            Self::Partial(id) => Message::same(plain(id)),
            Self::Computed { text, .. } => {
                let text = code(text);
                say! { en: "unknown, computed by {text}", pt_br: "desconhecido, calculado por {text}" }
            }
            Self::Unrecognized(text) => {
                let text = plain(text).replace('`', "'");
                say! { en: "unknown, \"{text}\"", pt_br: "desconhecido, \"{text}\"" }
            }
            Self::Blobs(Container { account, name }) => say! {
                en: "container `{name}` of the storage account `{account}`",
                pt_br: "contêiner `{name}` da conta de armazenamento `{account}`",
            },
        }
    }
}
