//! One target of the image: a node wearing a name.

use crate::model::template::Template;
use crate::model::value;
use crate::syntax::tree::{Kind, Node};

#[derive(Debug, Clone, Copy)]
pub struct Distributor<'d> {
    pub node: Node<'d>,
    pub template: Template<'d>,
    /// What it is; `None` if its `type` is missing, computed or unknown.
    pub kind: Option<TargetKind>,
}

/// Where a target puts the image, by its `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    SharedImage,
    ManagedImage,
    Vhd,
}

/// The targets, in order; none where an expression computes the list.
pub fn distributors(template: Template<'_>) -> impl Iterator<Item = Distributor<'_>> {
    template
        .distributors()
        .map(move |node| Distributor::new(node, template))
}

impl<'d> Distributor<'d> {
    fn new(node: Node<'d>, template: Template<'d>) -> Self {
        let word = value::text(node.get("type")).known();
        let kind = word.and_then(|it| match it.as_ref() {
            "SharedImage" => Some(TargetKind::SharedImage),
            "ManagedImage" => Some(TargetKind::ManagedImage),
            "VHD" => Some(TargetKind::Vhd),
            _ => None,
        });
        Self { node, template, kind }
    }

    pub fn get(self, name: &str) -> Option<Node<'d>> {
        self.node.get(name)
    }

    /// A list with something in it: an empty one counts as none.
    pub fn list(self, name: &str) -> Option<Node<'d>> {
        self.get(name)
            .filter(|it| it.kind() == Kind::Array && it.children().next().is_some())
    }
}
