//! Values: those that a member accepts, what the catalogue and the files know, and new objects.

use crate::ide::completion::insert::InsertionSite;
use crate::ide::completion::keys::is_read_only;
use crate::ide::completion::list::List;
use crate::ide::completion::writer::Writer;
use crate::ide::completion::{Item, catalogue, declared, ids, resources, steps, suggested};
use crate::ide::cursor::Owner;
use crate::model::template::Template;
use crate::schema::lookup::{self, Member};
use crate::schema::slice::{self, Shape};
use crate::schema::words;
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

/// Values for a member or an item; `known` are the resource IDs of other files.
pub(super) fn items<'d>(
    template: Template<'d>,
    owner: Owner<'d>,
    value: Option<Node<'d>>,
    span: Span,
    at: u32,
    known: &dyn Fn() -> Vec<String>,
) -> Vec<Item> {
    let (Owner::Member(node) | Owner::List(node)) = owner;
    let Some(slot) = lookup::slot(template, node) else {
        return Vec::new();
    };
    if is_read_only(template, node) {
        return Vec::new();
    }
    let container = match owner {
        Owner::Member(node) => node.parent().unwrap_or(node),
        Owner::List(list) => list,
    };
    let mut list = List::new(InsertionSite::new(container, span, at));
    if template.deployment.is_some() && list.site.typed().starts_with("[[") {
        // A text of the author's own that begins with a bracket.
        return Vec::new();
    }
    // A word without quotes that is begun is not a value yet.
    let is_open = value.is_none_or(|it| it.kind() == Kind::Broken);
    match (owner, slot.shape) {
        (Owner::Member(_), Some(shape)) => {
            if let Some(member) = slot.member {
                let name = member.property.name;
                declared::add_similar(&mut list, template, node, &shape, name);
                list.values_of(template, member, node);
                catalogue::add(&mut list, template, member, node);
                suggested::add(&mut list, template, member, node);
                if shape == Shape::String {
                    ids::add(&mut list, template, name, known);
                }
            }
            list.shape(template, &shape, is_open);
            declared::add(&mut list, template, node, &shape);
        }
        (Owner::List(_), Some(Shape::Array(item))) => {
            let taken: Vec<_> = node.children().filter(|it| Some(*it) != value).collect();
            if let Some(member) = slot.member {
                let name = member.property.name;
                catalogue::add_items(&mut list, template, name, &taken);
                suggested::add_items(&mut list, name, &taken);
                ids::add(&mut list, template, name, known);
                if name == "dependsOn" {
                    resources::others(template).iter().for_each(|it| list.word(it, None));
                }
            }
            list.shape(template, &item, is_open);
            declared::add(&mut list, template, node, &item);
        }
        _ => {}
    }
    list.items
}

impl<'d> List<'d> {
    /// String values, with their meanings.
    fn values_of(&mut self, template: Template<'d>, member: Member, node: Node<'d>) {
        let property = member.property;
        if property.discriminator {
            let object = node.parent();
            let Some(union) = object.and_then(|it| lookup::union_of(template, it)) else {
                return;
            };
            let before = object.and_then(|it| previous(it));
            for variant in steps::variants(template, union, before) {
                self.word(variant.name, words::of_variant(union, variant.name));
            }
            return;
        }
        if node.parent() == Some(template.root) {
            self.resource_values(property.name);
        }
        for value in property.values.iter().filter(|it| !is_refused(member, it)) {
            self.word(value, words::of_value(member.owner, property.name, value));
        }
        if let (Shape::Integer, Some(default)) = (&property.shape, property.default) {
            // 0 stands for the service's own choice, which the documentation of the member names.
            if default.as_i64() != Some(0) {
                self.bare(&default.to_string(), None);
            }
        }
    }

    /// What Resource Manager reads off a resource: the version, newest first, and the type.
    fn resource_values(&mut self, name: &str) {
        match name {
            "apiVersion" => {
                let accepted = slice::versions().iter().rev().filter(|it| !slice::is_refused(it));
                accepted.for_each(|it| self.word(it, None));
            }
            "type" => {
                let name = "Microsoft.VirtualMachineImages/imageTemplates";
                self.word(name, words::of_type(slice::TEMPLATE));
                self.word(&format!("{name}/triggers"), words::of_type(slice::TRIGGER));
            }
            _ => {}
        }
    }

    /// The values of a shape; new objects and lists only where no value exists yet.
    fn shape(&mut self, template: Template<'d>, shape: &Shape, is_open: bool) {
        match shape {
            Shape::Boolean => {
                self.bare("true", None);
                self.bare("false", None);
            }
            _ if !is_open => {}
            Shape::Named(name) => self.objects(template, name),
            Shape::Array(_) | Shape::Map(_) => {
                let skeleton = Writer::new(template).shape(shape);
                let label = if matches!(shape, Shape::Array(_)) { "[ ]" } else { "{ }" };
                self.skeleton(label, &skeleton, None);
            }
            Shape::String | Shape::Integer | Shape::Any => {}
        }
    }

    /// New objects: one for each variant of a union.
    fn objects(&mut self, template: Template<'d>, name: &'static str) {
        if lookup::slice_of(template).union(name).is_some() {
            steps::add(self, template, name);
        } else {
            let skeleton = Writer::new(template).object(name, None);
            self.skeleton("{ }", &skeleton, words::of_type(name));
        }
    }
}

/// The item before one of a list.
fn previous(item: Node<'_>) -> Option<Node<'_>> {
    let list = item.parent().filter(|it| it.kind() == Kind::Array)?;
    list.children().take_while(|it| *it != item).last()
}

/// A value that the schema has and the service refuses in every submission.
fn is_refused(member: Member, value: &str) -> bool {
    member.owner == "ImageTemplateIdentity" && value == "None"
}
