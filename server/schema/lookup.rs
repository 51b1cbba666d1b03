//! What is allowed at a position in a template, according to its API version. Asked by node, so
//! half-typed text gets answers too.

use crate::model::template::{Form, Role, Template};
use crate::model::value;
use crate::schema::slice::{self, Property, Shape, Slice};
use crate::syntax::tree::{Kind, Node};

/// A member together with the type it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// Name of the type, the key of its description.
    pub owner: &'static str,
    pub property: &'static Property,
}

/// What a value is to the schema.
#[derive(Debug, Clone)]
pub struct Slot {
    /// `None` for a member that the version does not have.
    pub shape: Option<Shape>,
    /// The member that the value belongs to; `None` for items of a list and values of a map.
    pub member: Option<Member>,
}

/// The slice that a template is checked against.
pub fn slice_of(template: Template<'_>) -> &'static Slice {
    slice::slice(template.api_version().as_ref().map(|it| it.text.as_ref()))
}

/// The type at the root of a template.
pub fn root_type(template: Template<'_>) -> &'static str {
    match template.role {
        Role::Template => slice::TEMPLATE,
        Role::Trigger => slice::TRIGGER,
    }
}

/// What the schema says of a value inside a template; `None` if it says nothing.
pub fn slot(template: Template<'_>, node: Node<'_>) -> Option<Slot> {
    slot_in(slice_of(template), template, node)
}

/// The same against another version.
pub fn slot_in(slice: &'static Slice, template: Template<'_>, node: Node<'_>) -> Option<Slot> {
    let mut path: Vec<Node<'_>> = node.ancestors().take_while(|it| *it != template.root).collect();
    if node != template.root && path.last().and_then(|it| it.parent()) != Some(template.root) {
        return None;
    }
    let mut slot = Slot {
        shape: Some(Shape::Named(root_type(template))),
        member: None,
    };
    while let Some(step) = path.pop() {
        let parent = step.parent()?;
        slot = match slot.shape? {
            Shape::Named(name) => {
                let at_root = parent == template.root && template.form == Form::Resource;
                let key = step.key()?;
                let members = members_in(slice, name, parent, at_root);
                if template.form == Form::Resource
                    && !at_root
                    && key.eq_ignore_ascii_case("copy")
                    && step.kind() == Kind::Array
                {
                    slot = looped(&members, path.pop()?, path.pop()?)?;
                    continue;
                }
                let member = members
                    .into_iter()
                    .find(|it| it.property.name.eq_ignore_ascii_case(&key));
                Slot {
                    shape: member.map(|it| it.property.shape.clone()),
                    member,
                }
            }
            Shape::Map(inner) | Shape::Array(inner) => Slot {
                shape: Some(*inner),
                member: None,
            },
            _ => return None,
        };
    }
    Some(slot)
}

/// What the schema says of the `input` of a loop of an object, which is an item of the list that the loop makes.
fn looped(members: &[Member], item: Node<'_>, input: Node<'_>) -> Option<Slot> {
    let name = item.get("name").filter(|_| input.has_key("input"))?.as_str()?;
    let made = members.iter().find(|it| it.property.name.eq_ignore_ascii_case(&name))?;
    let Shape::Array(shape) = &made.property.shape else {
        return None;
    };
    Some(Slot {
        shape: Some((**shape).clone()),
        member: None,
    })
}

/// The members that an object may have; all variants' where the object does not say which it is.
/// Empty for a list or a map.
pub fn members(template: Template<'_>, object: Node<'_>) -> Vec<Member> {
    members_of(slice_of(template), template, object)
}

/// The same by another version.
pub fn members_of(slice: &'static Slice, template: Template<'_>, object: Node<'_>) -> Vec<Member> {
    match slot_in(slice, template, object).and_then(|it| it.shape) {
        Some(Shape::Named(name)) => {
            let at_root = object == template.root && template.form == Form::Resource;
            members_in(slice, name, object, at_root)
        }
        _ => Vec::new(),
    }
}

fn members_in(slice: &'static Slice, name: &'static str, object: Node<'_>, at_root: bool) -> Vec<Member> {
    let of = |owner: &'static str| {
        slice
            .properties(owner)
            .iter()
            .map(move |property| Member { owner, property })
    };
    let Some((discriminator, variants)) = slice.union(name) else {
        // Where both know a member, Resource Manager's word on it counts: `type` and `name` are
        // its to write.
        let arm = at_root.then(|| of(slice::ARM_RESOURCE)).into_iter().flatten();
        let mut all: Vec<Member> = arm.collect();
        for member in of(name) {
            if !all.iter().any(|it| it.property.name == member.property.name) {
                all.push(member);
            }
        }
        return all;
    };
    let chosen = value::text(object.get(discriminator)).known();
    if let Some(variant) = variants.iter().find(|it| Some(it.name) == chosen.as_deref()) {
        return of(variant.of).collect();
    }
    let mut all: Vec<Member> = Vec::new();
    for member in variants.iter().flat_map(|it| of(it.of)) {
        if !all.iter().any(|it| it.property.name == member.property.name) {
            all.push(member);
        }
    }
    all
}

/// The union that an object is a variant of, by name; `None` for a plain object.
pub fn union_of(template: Template<'_>, object: Node<'_>) -> Option<&'static str> {
    let slice = slice_of(template);
    match slot_in(slice, template, object)?.shape? {
        Shape::Named(name) => slice.union(name).map(|_| name),
        _ => None,
    }
}

/// Whether a value is, or is inside, something that the service writes: its shape is not the author's business.
pub fn is_read_only(template: Template<'_>, node: Node<'_>) -> bool {
    let inside = node.ancestors().take_while(|it| *it != template.root);
    inside
        .filter_map(|it| slot(template, it)?.member)
        .any(|it| it.property.read_only)
}

/// Calls back for every value of a template that the schema knows, with its slot, parents first.
pub fn visit<'d>(template: Template<'d>, mut visit_node: impl FnMut(Node<'d>, &Slot)) {
    let slice = slice_of(template);
    let root = Slot {
        shape: Some(Shape::Named(root_type(template))),
        member: None,
    };
    let mut waiting = vec![(template.root, root)];
    while let Some((node, slot)) = waiting.pop() {
        visit_node(node, &slot);
        let mut push = |node: Node<'d>, slot: Slot| waiting.push((node, slot));
        match slot.shape {
            Some(Shape::Named(name)) => {
                let at_root = node == template.root && template.form == Form::Resource;
                let members = members_in(slice, name, node, at_root);
                for child in node.children() {
                    let Some(key) = child.key() else { continue };
                    let Some(member) = members.iter().find(|it| it.property.name.eq_ignore_ascii_case(&key)) else {
                        continue;
                    };
                    push(
                        child,
                        Slot {
                            shape: Some(member.property.shape.clone()),
                            member: Some(*member),
                        },
                    );
                }
            }
            Some(Shape::Map(inner) | Shape::Array(inner)) => {
                for child in node.children() {
                    push(
                        child,
                        Slot {
                            shape: Some((*inner).clone()),
                            member: None,
                        },
                    );
                }
            }
            _ => {}
        }
    }
}
