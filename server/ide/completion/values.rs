//! Values: those that a member accepts, booleans, versions, regions, and new items of lists.

use crate::ide::completion::insert::InsertionSite;
use crate::ide::completion::keys::is_read_only;
use crate::ide::completion::overrides;
use crate::ide::completion::skeleton::{Skeleton, Writer};
use crate::ide::completion::{Item, ItemKind};
use crate::ide::cursor::Owner;
use crate::locale::Message;
use crate::model::template::Template;
use crate::schema::lookup::{self, Member};
use crate::schema::slice::{self, Shape};
use crate::schema::words;
use crate::syntax::string;
use crate::syntax::tree::Node;
use crate::text::{edit::Edit, span::Span};

/// Values for a member or an item.
pub(super) fn items<'d>(
    template: Template<'d>,
    owner: Owner<'d>,
    value: Option<Node<'d>>,
    span: Span,
    at: u32,
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
    let site = InsertionSite::new(container, span, at);
    let mut list = List {
        site,
        span,
        items: Vec::new(),
        also: Vec::new(),
    };
    match (owner, slot.shape) {
        (Owner::Member(_), Some(shape)) => {
            if let Some(member) = slot.member {
                list.values_of(template, member, node);
            }
            list.shape(template, &shape, value);
        }
        (Owner::List(_), Some(Shape::Array(item))) => {
            if value.is_none() {
                list.also = list.site.comma_before();
            }
            list.item_values(slot.member, node, value);
            list.shape(template, &item, value);
            if value.is_none() {
                let offers = overrides::offers(template, node);
                offers
                    .iter()
                    .for_each(|it| list.skeleton(it.label, &it.skeleton, Some(&it.words)));
            }
        }
        _ => {}
    }
    list.items
}

struct List<'t> {
    site: InsertionSite<'t>,
    span: Span,
    items: Vec<Item>,
    also: Vec<Edit>,
}

impl List<'_> {
    /// String values, with their meanings.
    fn values_of(&mut self, template: Template<'_>, member: Member, node: Node<'_>) {
        let property = member.property;
        if property.discriminator {
            let Some(union) = node.parent().and_then(|it| lookup::union_of(template, it)) else {
                return;
            };
            let variants = lookup::slice_of(template)
                .union(union)
                .map(|(_, it)| it)
                .unwrap_or_default();
            for variant in variants {
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
        if !matches!(property.shape, Shape::Array(_)) {
            property.suggested.iter().for_each(|it| self.word(it, None));
        }
        if let (Shape::Integer, Some(default)) = (&property.shape, property.default) {
            self.bare(&default.to_string());
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

    /// Words for an item that the list does not have yet.
    fn item_values(&mut self, member: Option<Member>, list: Node<'_>, value: Option<Node<'_>>) {
        let suggested = member.map(|it| it.property.suggested.as_slice()).unwrap_or_default();
        let others: Vec<_> = list.children().filter(|it| Some(*it) != value).collect();
        let taken: Vec<_> = others.into_iter().filter_map(Node::as_str).collect();
        let free = suggested.iter().filter(|word| !taken.iter().any(|it| it == *word));
        free.for_each(|it| self.word(it, None));
    }

    /// The values of a shape, where no value exists yet.
    fn shape(&mut self, template: Template<'_>, shape: &Shape, value: Option<Node<'_>>) {
        match shape {
            Shape::Boolean => {
                self.bare("true");
                self.bare("false");
            }
            _ if value.is_some() => {}
            Shape::Named(name) => self.objects(template, name),
            Shape::Array(_) | Shape::Map(_) => {
                let skeleton = Writer::new(lookup::slice_of(template)).shape(shape, 0);
                let label = if matches!(shape, Shape::Array(_)) { "[ ]" } else { "{ }" };
                self.skeleton(label, &skeleton, None);
            }
            Shape::String | Shape::Integer | Shape::Any => {}
        }
    }

    /// New objects: one for each variant of a union.
    fn objects(&mut self, template: Template<'_>, name: &'static str) {
        let slice = lookup::slice_of(template);
        let Some((_, variants)) = slice.union(name) else {
            let skeleton = Writer::new(slice).object(name, None, 0);
            self.skeleton("{ }", &skeleton, words::of_type(name));
            return;
        };
        for variant in variants {
            let skeleton = Writer::new(slice).object(variant.of, Some(variant.name), 0);
            self.skeleton(variant.name, &skeleton, words::of_variant(name, variant.name));
        }
    }

    /// A word in quotes.
    fn word(&mut self, text: &str, meaning: Option<&Message>) {
        let (new_text, narrow, filter) = (string::quote(text), self.site.narrow(text), self.site.filter(text));
        self.push(text, ItemKind::Value, new_text, None, narrow, filter, meaning);
    }

    /// A word without quotes.
    fn bare(&mut self, text: &str) {
        let written = self.site.filter(text);
        self.push(text, ItemKind::Value, text.to_owned(), None, None, written, None);
    }

    fn skeleton(&mut self, label: &str, skeleton: &Skeleton, meaning: Option<&Message>) {
        let filter = self.site.filter(label);
        let snippet = Some(skeleton.snippet.clone());
        self.push(
            label,
            ItemKind::Skeleton,
            skeleton.plain.clone(),
            snippet,
            None,
            filter,
            meaning,
        );
    }

    #[expect(clippy::too_many_arguments, reason = "the three callers above are what people read")]
    fn push(
        &mut self,
        label: &str,
        kind: ItemKind,
        new_text: String,
        snippet: Option<String>,
        narrow: Option<Edit>,
        filter: String,
        meaning: Option<&Message>,
    ) {
        if self.items.iter().any(|it| it.label == label) {
            return;
        }
        let (blank, comma) = (self.site.blank_before(), self.site.comma_behind());
        self.items.push(Item {
            label: label.to_owned(),
            kind,
            detail: None,
            words: meaning.cloned(),
            filter,
            rank: self.items.len() as u32,
            edit: Edit::replace(self.span, format!("{blank}{new_text}{comma}")),
            snippet: snippet.map(|it| format!("{blank}{it}{comma}")),
            narrow,
            also: self.also.clone(),
            deprecated: false,
            ask_again: false,
        });
    }
}

/// A value that the schema has and the service refuses in every submission.
fn is_refused(member: Member, value: &str) -> bool {
    member.owner == "ImageTemplateIdentity" && value == "None"
}
