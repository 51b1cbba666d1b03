//! The scope of a permission: a resource ID if the template contains one.

use crate::locale::Message;
use crate::model::resource_id::{self, ResourceId};
use crate::model::storage::Container;
use crate::model::value;
use crate::say;
use crate::syntax::tree::Node;
use crate::text::plain::{code, plain};

/// The scope of a permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// A resource or a group, by its ID as it is written; a placeholder in it stays.
    Id(String),
    /// An expression computes it.
    Computed(String),
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
pub(super) fn of(node: Node<'_>, kind: &Resource) -> Scope {
    let text = node.as_str().unwrap_or_default();
    of_text(&text, value::is_expression(node), kind)
}

/// The same for text that is not a value, such as a key.
pub(super) fn of_text(text: &str, is_expression: bool, kind: &Resource) -> Scope {
    if is_expression {
        return Scope::Computed(text.to_owned());
    }
    let is_of = |types: &[&str]| ResourceId::read(text).is_some_and(|it| it.names(kind.provider, types).is_some());
    let shorter = kind.types.split_last().map_or(kind.types, |(_, rest)| rest);
    if is_of(kind.types) || (!shorter.is_empty() && is_of(shorter)) {
        cut(text, kind.kept)
    } else {
        Scope::Unrecognized(text.to_owned())
    }
}

pub(super) fn of_group(node: Node<'_>) -> Scope {
    let text = node.as_str().unwrap_or_default().into_owned();
    if value::is_expression(node) {
        return Scope::Computed(text);
    }
    match resource_id::group(&text) {
        Some(group) => Scope::Id(group.to_owned()),
        None => Scope::Unrecognized(text),
    }
}

/// The parts of a group's ID between slashes, with the empty one in front.
const GROUP_PARTS: usize = 5;

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
    /// The ID, if there is one.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Id(id) => Some(id),
            _ => None,
        }
    }

    /// The ID of its resource group, if there is one.
    pub fn group(&self) -> Option<String> {
        let kept: Vec<&str> = self.id()?.split('/').take(GROUP_PARTS).collect();
        Some(kept.join("/"))
    }

    /// Whether both are surely the same: IDs compare ignoring case.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Id(a), Self::Id(b)) => a.eq_ignore_ascii_case(b),
            (a, b) => a == b,
        }
    }

    /// The ID itself, or what is known about the scope, with code in backticks.
    pub fn description(&self) -> Message {
        match self {
            Self::Id(id) => Message::same(id.clone()),
            Self::Computed(text) => {
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
