//! What a hover is about: the member of a template that explains what is under the cursor.

use crate::document::Document;
use crate::model::template::Template;
use crate::schema::lookup::{self, Member, Slot};
use crate::schema::slice::{self, Shape};
use crate::syntax::tree::Node;

/// What is under the cursor, and the member of the template that explains it.
#[derive(Clone, Copy)]
pub(super) struct Subject<'d> {
    pub doc: &'d Document,
    pub template: Template<'d>,
    pub member: Member,
    /// The node of the member.
    pub node: Node<'d>,
    /// That node, or an item or an entry of the author's own inside it.
    pub part: Node<'d>,
    /// Whether the cursor is on the key of the part.
    pub is_key: bool,
}

impl<'d> Subject<'d> {
    /// An entry of a list or a map is explained by the member that has it; `None` for what the schema does not know.
    pub fn of(doc: &'d Document, template: Template<'d>, part: Node<'d>, is_key: bool) -> Option<Self> {
        let mut node = part;
        loop {
            if let Some(member) = member_of(template, node) {
                return Some(Self {
                    doc,
                    template,
                    member,
                    node,
                    part,
                    is_key,
                });
            }
            node = node.parent().filter(|it| *it != template.root)?;
            let shape = slot_of(template, node, |it| it.shape)?;
            if matches!(shape, Shape::Named(_)) {
                return None;
            }
        }
    }

    /// Whether it is a key that the author chose, such as the ID of an identity.
    pub fn is_free_key(&self) -> bool {
        self.is_key && self.part != self.node
    }

    /// Whether it is a member of `source`.
    pub fn is_in_source(&self) -> bool {
        let source = self.template.property("source");
        source.is_some() && self.node.parent() == source
    }
}

/// The member by the template's version; where it has none, by the newest, so that a member of a
/// later version is explained too.
fn member_of(template: Template<'_>, node: Node<'_>) -> Option<Member> {
    slot_of(template, node, |it| it.member).or_else(|| version_of_file(template, node))
}

fn slot_of<T>(template: Template<'_>, node: Node<'_>, of: fn(Slot) -> Option<T>) -> Option<T> {
    let here = lookup::slot(template, node).and_then(of);
    let newest = slice::slice(Some(slice::newest()));
    here.or_else(|| lookup::slot_in(newest, template, node).and_then(of))
}

/// `apiVersion` of a file that is one resource, where the schema of the service has no place for it.
fn version_of_file(template: Template<'_>, node: Node<'_>) -> Option<Member> {
    let is_one = node.has_key("apiVersion") && node.parent() == Some(template.root);
    let owner = slice::ARM_RESOURCE;
    let mut all = slice::slice(None).properties(owner).iter();
    let property = all.find(|it| is_one && it.name == "apiVersion")?;
    Some(Member { owner, property })
}
