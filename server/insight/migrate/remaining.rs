//! The manual steps that remain after a migration: where the template still differs from the schema of the new version, and
//! what the template does not show.

use crate::document::Document;
use crate::insight::migrate::network;
use crate::locale::Message;
use crate::model::template::{Form, Origin, Template};
use crate::model::value;
use crate::rules;
use crate::say;
use crate::schema::lookup::{self, Slot};
use crate::schema::slice::{self, Property, Shape, Slice, Type};
use crate::settings::Settings;
use crate::syntax::tree::{Kind, Node};
use crate::text::plain;
use crate::text::span::Span;

/// A manual step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remaining {
    pub cause: Cause,
    pub at: Span,
    pub why: Message,
}

/// Why it cannot be automated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The version does not take it as it is, by the rule of this id, and no value follows from the text.
    Rule(&'static str),
    /// An expression computes the value.
    Computed,
    /// The version comes from outside: the command that submits the template, a parameter file, a parameter without a default.
    Submitted,
}

/// What is left of each of some templates, given by their numbers and the versions that they come from.
pub(super) fn of(after: &Document, migrated: &[(usize, &'static str)]) -> Vec<Vec<Remaining>> {
    let all: Vec<Template<'_>> = after.templates().collect();
    let mut remaining: Vec<Vec<Remaining>> = migrated.iter().map(|_| Vec::new()).collect();
    let mut add = |root: Node<'_>, it: Remaining| {
        let is_it = |(number, _): &(usize, &str)| all.get(*number).is_some_and(|it| it.root == root);
        let index = migrated.iter().position(is_it);
        if let Some(list) = index.and_then(|it| remaining.get_mut(it)) {
            list.push(it);
        }
    };
    for finding in rules::check(after, &Settings::default()) {
        let template = after.template_at(finding.span.start);
        if let Some(template) = template.filter(|_| finding.rule.about_version) {
            let cause = Cause::Rule(finding.rule.id);
            let (at, why) = (finding.span, finding.message);
            add(template.root, Remaining { cause, at, why });
        }
    }
    for (number, from) in migrated {
        let Some(template) = all.get(*number) else { continue };
        let own = submitted(*template).into_iter().chain(computed(*template, from));
        own.for_each(|it| add(template.root, it));
    }
    remaining
        .iter_mut()
        .for_each(|it| it.sort_by_key(|it| (it.at, it.cause)));
    remaining
}

/// Where a version that the text does not set has to be changed.
fn submitted(template: Template<'_>) -> Option<Remaining> {
    let version = template.api_version()?;
    let (written, to) = (template.root.get("apiVersion"), version.text);
    let (at, why) = match (template.form, version.origin, version.file, written) {
        (Form::Standalone, Origin::Setting, ..) => {
            let start = template.root.span().start;
            let why = say! {
                en: "The API version of this template comes from the command that submits it or from the settings: change it to {to} there",
                pt_br: "A versão da API deste template vem do comando que o envia ou das configurações: mude-a para {to} ali",
            };
            (Span::new(start, start + 1), why)
        }
        (Form::Resource, Origin::Setting, _, Some(written)) => {
            let source = plain::code(&plain::shortened(&written.as_str()?, MAX_SOURCE));
            let why = say! {
                en: "The API version comes from {source}: set it to {to} there",
                pt_br: "A versão da API vem de {source}: defina-a como {to} ali",
            };
            (written.span(), why)
        }
        (Form::Resource, Origin::Deduced, Some(file), Some(written)) => {
            let why = say! {
                en: "The API version is set in `{file}`: change it to {to} there",
                pt_br: "A versão da API é definida em `{file}`: mude-a para {to} ali",
            };
            (written.span(), why)
        }
        _ => return None,
    };
    Some(Remaining {
        cause: Cause::Submitted,
        at,
        why,
    })
}

/// The most characters of an expression in a sentence.
const MAX_SOURCE: usize = 60;

/// What an expression or a loop makes, where the newer version takes something else there than the older one did.
fn computed(template: Template<'_>, from: &str) -> Vec<Remaining> {
    let mut remaining = Vec::new();
    let (old, new) = (slice::slice(Some(from)), lookup::slice_of(template));
    let mut add = |node: Node<'_>, name: &str, shape: &Shape| {
        if differs(old, new, shape, &mut Vec::new()) {
            remaining.push(Remaining {
                cause: Cause::Computed,
                at: node.anchor(),
                why: say! {
                    en: "`{name}` is computed, and its schema changed between the versions: check that its value is valid in the new version",
                    pt_br: "`{name}` é calculado, e o schema dele mudou entre as versões: verifique se o valor é válido na nova versão",
                },
            });
        }
    };
    lookup::visit(template, |node, slot| {
        let name = |it: Node<'_>| it.key().unwrap_or_default().into_owned();
        if value::is_computed(node) {
            if let Some(shape) = meant(template, node, slot) {
                let named = node.ancestors().find(|it| it.key_span().is_some());
                add(node, &named.map(name).unwrap_or_default(), &shape);
            }
        } else if node != template.root && matches!(slot.shape, Some(Shape::Named(_))) {
            let loops = node.get("copy").filter(|_| template.form == Form::Resource);
            for item in loops.into_iter().flat_map(Node::children) {
                let made = item.get("name").and_then(Node::as_str).unwrap_or_default();
                let members = lookup::members(template, node);
                if let Some(member) = members.iter().find(|it| it.property.name == made) {
                    add(item.get("name").unwrap_or(item), &made, &member.property.shape);
                }
            }
        }
    });
    remaining
}

/// What an expression stands for: its own position, or the whole object where it says which variant that is.
fn meant(template: Template<'_>, node: Node<'_>, slot: &Slot) -> Option<Shape> {
    match slot.member {
        Some(member) if member.property.discriminator => {
            lookup::union_of(template, node.parent().filter(|it| it.kind() == Kind::Object)?).map(Shape::Named)
        }
        _ => slot.shape.clone(),
    }
}

/// Whether a newer version takes less than an older one, or wants more, anywhere in a value of some shape.
fn differs(old: &Slice, new: &Slice, shape: &Shape, visited: &mut Vec<&'static str>) -> bool {
    let name = match shape {
        Shape::Named(name) => *name,
        Shape::Array(inner) | Shape::Map(inner) => return differs(old, new, inner, visited),
        _ => return false,
    };
    if visited.contains(&name) {
        return false;
    }
    visited.push(name);
    if old.version.is_some_and(|from| network::had_more(name, from, new)) {
        return true;
    }
    match (old.of(name), new.of(name)) {
        (Some(Type::Object { properties: before, .. }), Some(Type::Object { properties: after, .. })) => {
            let now = |it: &Property| after.iter().find(|other| other.name == it.name);
            let is_less = |it: &&Property| now(it).is_none_or(|now| now.deprecated && !it.deprecated);
            let was_required = |name: &str| before.iter().any(|it| it.name == name && it.required);
            before.iter().filter(|it| !it.read_only).any(|it| is_less(&it))
                || after.iter().any(|it| it.required && !was_required(it.name))
                || before
                    .iter()
                    .any(|it| !it.read_only && differs(old, new, &it.shape, visited))
        }
        (Some(Type::Union { variants: before, .. }), Some(Type::Union { variants: after, .. })) => {
            before.iter().any(|it| !after.iter().any(|other| other.name == it.name))
                || before.iter().any(|it| differs(old, new, &Shape::Named(it.of), visited))
        }
        _ => false,
    }
}
