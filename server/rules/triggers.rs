//! Triggers, and what they require of their template.

mod distribute_conflict;
pub(super) mod shape;
mod source_kind;
mod source_not_latest;

use crate::document::Document;
use crate::expr;
use crate::model::substitution::Assume;
use crate::model::template::{Role, Template};
use crate::rules::Rule;
use crate::syntax::tree::Node;

/// The rules of the family.
pub(super) static RULES: [&Rule; 4] = [
    &source_not_latest::RULE,
    &source_kind::RULE,
    &distribute_conflict::RULE,
    &shape::RULE,
];

/// Every trigger of a document with the template of the same document that it belongs to.
fn linked(doc: &Document) -> Vec<(Template<'_>, Template<'_>)> {
    let triggers = doc
        .templates_with(Assume::Nothing)
        .filter(|it| it.role == Role::Trigger);
    triggers
        .filter_map(|trigger| {
            let mut templates = doc
                .templates_with(Assume::Nothing)
                .filter(|it| it.role == Role::Template);
            Some((trigger, templates.find(|it| is_of(trigger, *it))?))
        })
        .collect()
}

/// Whether a trigger certainly belongs to a template: it is in its `resources`, or is named after
/// it in the same deployment.
fn is_of(trigger: Template<'_>, template: Template<'_>) -> bool {
    if trigger.root.ancestors().any(|it| it == template.root) {
        return true;
    }
    let names = (
        trigger.root.get("name").and_then(Node::as_str),
        template.root.get("name").and_then(Node::as_str),
    );
    let (Some(trigger_name), Some(name)) = names else {
        return false;
    };
    trigger.deployment == template.deployment && is_named_below(&trigger_name, &name)
}

/// Whether a child's name is derived from its parent's: `web/rebuild` of `web`, and for a computed name the
/// two forms in which people and Bicep combine them.
fn is_named_below(child: &str, parent: &str) -> bool {
    if !expr::is_expression(child) {
        let of = child.rsplit_once('/').map(|(of, _)| of);
        return of.is_some_and(|it| it.eq_ignore_ascii_case(parent));
    }
    let strip = |text: &str| text.get(1..text.len() - 1).unwrap_or_default().replace(' ', "");
    let call = strip(child);
    let inner = if expr::is_expression(parent) {
        strip(parent)
    } else {
        format!("'{parent}'")
    };
    let rest = ["concat(", "format('{0}/{1}',", "format('{0}/"]
        .iter()
        .find_map(|start| {
            let rest = call.strip_prefix(start)?;
            // The pattern may contain a literal trigger name.
            if start.ends_with('/') {
                rest.split_once("',").map(|(_, it)| it)
            } else {
                Some(rest)
            }
        });
    let first = rest.and_then(|it| it.strip_prefix(inner.as_str()));
    first.is_some_and(|it| it.starts_with([',', ')']))
}
