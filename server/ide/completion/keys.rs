//! Keys: what the object may have in this version and does not have yet, the required first.

use crate::ide::completion::ids;
use crate::ide::completion::insert::InsertionSite;
use crate::ide::completion::list::List;
use crate::ide::completion::writer::Writer;
use crate::ide::completion::{Item, ItemKind};
use crate::locale::Message;
use crate::model::template::Template;
use crate::say;
use crate::schema::lookup::{self, Member};
use crate::schema::slice::{self, Shape};
use crate::schema::words;
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

/// Keys for an object. `member` is the member whose key is being written, if any; `known` gives the resource IDs of other files.
pub(super) fn items<'d>(
    template: Template<'d>,
    object: Node<'d>,
    member: Option<Node<'d>>,
    span: Span,
    at: u32,
    known: &dyn Fn() -> Vec<String>,
) -> Vec<Item> {
    if is_read_only(template, object) {
        return Vec::new();
    }
    let site = InsertionSite::new(object, span, at);
    let others: Vec<_> = object
        .children()
        .filter(|it| Some(*it) != member)
        .filter_map(Node::key)
        .collect();
    // A key that has its value already is only renamed.
    let key_end = member.and_then(Node::key_span).map_or(span.end, |it| it.end);
    let has_colon = member.is_some_and(|it| it.kind() != Kind::Broken || it.span().start > key_end);
    if ids::are_keys(object) {
        let mut list = List::new(site);
        ids::add_keys(&mut list, template, has_colon, known);
        return list.items;
    }
    let known = lookup::members(template, object);
    let union = lookup::union_of(template, object).filter(|_| !is_chosen(template, object));
    let free = known
        .iter()
        .filter(|it| is_current(template, **it))
        .filter(|it| !it.property.read_only && !others.iter().any(|key| *key == it.property.name));
    let mut items: Vec<Item> = free
        .enumerate()
        .map(|(n, it)| item(template, *it, n as u32, has_colon, &site))
        .collect();
    if union.is_some() {
        // What the object needs depends on the member that chooses.
        let others = items.iter_mut().filter(|it| it.rank >= RANKS);
        others.for_each(|it| it.rank += RANKS);
    }
    items
}

/// Whether the newest version has a member, where the version is unknown.
fn is_current(template: Template<'_>, member: Member) -> bool {
    let newest = slice::slice(Some(slice::newest())).properties(member.owner);
    lookup::slice_of(template).version.is_some() || newest.iter().any(|it| it.name == member.property.name)
}

/// Whether an object of a union says which variant it is.
fn is_chosen(template: Template<'_>, object: Node<'_>) -> bool {
    let union = lookup::union_of(template, object).and_then(|it| lookup::slice_of(template).union(it));
    let Some((discriminator, variants)) = union else {
        return true;
    };
    let chosen = object.get(discriminator).and_then(Node::as_str);
    chosen.is_some_and(|chosen| variants.iter().any(|it| it.name == chosen))
}

/// Ranks of one class.
const RANKS: u32 = 1_000;

/// Whether the object, or one that contains it, is read-only.
pub(super) fn is_read_only(template: Template<'_>, object: Node<'_>) -> bool {
    let chain = object.ancestors().take_while(|it| *it != template.root);
    chain
        // The author may write the type of a body even where the schema does not list it.
        .filter(|it| !(it.parent() == Some(template.root) && it.has_key("type")))
        .filter_map(|it| lookup::slot(template, it)?.member)
        .any(|it| it.property.read_only)
}

/// Whether a new value has a member to fill in first.
fn begins_with_object(shape: &Shape) -> bool {
    match shape {
        Shape::Named(_) => true,
        Shape::Array(item) => begins_with_object(item),
        _ => false,
    }
}

fn item(template: Template<'_>, member: Member, n: u32, has_colon: bool, site: &InsertionSite<'_>) -> Item {
    let property = member.property;
    let insertion = match has_colon {
        true => site.rename(property.name),
        false => site.member(property.name, &Writer::new(template).value(member.owner, property)),
    };
    let has_values = !property.values.is_empty() || !property.suggested.is_empty() || property.discriminator;
    Item {
        detail: Some(detail(member)),
        words: words::of_property(member.owner, property.name).cloned(),
        rank: rank(template, member) + n,
        deprecated: property.deprecated,
        ask_again: !has_colon && (has_values || begins_with_object(&property.shape)),
        ..Item::new(property.name, ItemKind::Property, insertion)
    }
}

/// The discriminator first, then what a new object begins with, what is required, what the service knows, what Resource Manager
/// adds, and what is deprecated.
fn rank(template: Template<'_>, member: Member) -> u32 {
    let property = member.property;
    let start = lookup::slice_of(template).start(member.owner);
    let class = if property.deprecated {
        5
    } else if property.discriminator {
        0
    } else if let Some(at) = start.iter().position(|it| *it == property.name) {
        return RANKS + at as u32;
    } else if property.required {
        2
    } else if member.owner == slice::ARM_RESOURCE {
        4
    } else {
        3
    };
    class * RANKS
}

fn detail(member: Member) -> Message {
    let property = member.property;
    let kind = match &property.shape {
        Shape::String => say! { en: "string", pt_br: "string" },
        Shape::Integer => say! { en: "integer", pt_br: "inteiro" },
        Shape::Boolean => say! { en: "boolean", pt_br: "booleano" },
        Shape::Any => say! { en: "any type", pt_br: "qualquer tipo" },
        Shape::Named(_) | Shape::Map(_) => say! { en: "object", pt_br: "objeto" },
        Shape::Array(_) => say! { en: "array", pt_br: "matriz" },
    };
    if !property.required {
        return kind;
    }
    let (en, pt) = (kind.en, kind.pt_br);
    say! { en: "{en}, required", pt_br: "{pt}, obrigatório" }
}
