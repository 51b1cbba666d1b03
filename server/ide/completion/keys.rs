//! Keys: what the object may have in this version and does not have yet, the required first.

use crate::ide::completion::insert::InsertionSite;
use crate::ide::completion::skeleton::Writer;
use crate::ide::completion::{Item, ItemKind};
use crate::locale::Message;
use crate::model::template::Template;
use crate::say;
use crate::schema::lookup::{self, Member};
use crate::schema::slice::{self, Shape};
use crate::schema::words;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};
use crate::text::{edit::Edit, span::Span};

/// Keys for an object. `member` is the member whose key is being written, if any.
pub(super) fn items<'d>(
    template: Template<'d>,
    object: Node<'d>,
    member: Option<Node<'d>>,
    span: Span,
    at: u32,
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
    let known = lookup::members(template, object);
    let free = known
        .iter()
        .filter(|it| !it.property.read_only && !others.iter().any(|key| *key == it.property.name));
    free.enumerate()
        .map(|(n, it)| item(template, *it, n as u32, has_colon, &site, span))
        .collect()
}

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

fn item(template: Template<'_>, member: Member, n: u32, has_colon: bool, site: &InsertionSite<'_>, span: Span) -> Item {
    let property = member.property;
    let quoted = string::quote(property.name);
    let (new_text, snippet) = if has_colon {
        (quoted, None)
    } else {
        let value = Writer::new(lookup::slice_of(template)).value(property, 0);
        let comma = site.comma_behind();
        let new_text = format!("{quoted}: {}{comma}", value.plain);
        (new_text, Some(format!("{quoted}: {}{comma}", value.snippet)))
    };
    let has_values = !property.values.is_empty() || !property.suggested.is_empty() || property.discriminator;
    Item {
        label: property.name.to_owned(),
        kind: ItemKind::Property,
        detail: Some(detail(member)),
        words: words::of_property(member.owner, property.name).cloned(),
        filter: site.filter(property.name),
        rank: rank(member) + n,
        edit: Edit::replace(span, new_text),
        snippet,
        narrow: site.narrow(property.name),
        also: if has_colon { Vec::new() } else { site.comma_before() },
        deprecated: property.deprecated,
        ask_again: !has_colon && (has_values || begins_with_object(&property.shape)),
    }
}

/// The discriminator first, then what is required, what the service knows, what Resource Manager
/// adds, and what is deprecated.
fn rank(member: Member) -> u32 {
    let property = member.property;
    let class = if property.deprecated {
        4
    } else if property.discriminator {
        0
    } else if property.required {
        1
    } else if member.owner == slice::ARM_RESOURCE {
        3
    } else {
        2
    };
    class * 1000
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
