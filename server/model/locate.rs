//! Finding image templates: the body itself, resources of a deployment, nested deployments.

use crate::expr::scope;
use crate::model::root::is_deployment;
use crate::model::template::{Form, Role};
use crate::syntax::tree::{Kind, Node, Tree};

const PROVIDER: &str = "microsoft.virtualmachineimages";

/// A template as the document remembers it: node numbers instead of references.
#[derive(Debug, Clone, Copy)]
pub struct Located {
    pub root: u32,
    pub form: Form,
    pub role: Role,
    pub deployment: Option<u32>,
}

/// Whether a text may contain an image template at all: one scan, before anything is parsed.
pub fn may_hold_template(text: &str) -> bool {
    let has = |needle: &str| find_ignoring_case(text.as_bytes(), needle.as_bytes());
    has(PROVIDER) || (has("\"source\"") && has("\"distribute\"") && (has("\"customize\"") || has("\"runoutputname\"")))
}

/// Deployments inside deployments that are followed. Azure Resource Manager allows five levels.
const MAX_NESTING: usize = 16;

/// Every image template and trigger of a text, in order; empty for what is not ours.
pub fn locate(tree: &Tree) -> Vec<Located> {
    let mut found = Vec::new();
    let Some(root) = tree.root() else { return found };
    if is_deployment(root) {
        in_deployment(root, root, 0, &mut found);
    } else if is_body(root) {
        let role = root.get("type").and_then(role_of).unwrap_or(Role::Template);
        found.push(Located {
            root: root.id(),
            form: Form::Standalone,
            role,
            deployment: None,
        });
    }
    found
}

fn is_body(root: Node<'_>) -> bool {
    let typed = root.get("type").is_some_and(|it| role_of(it).is_some());
    let properties = root.get("properties");
    let has = |name: &str| properties.is_some_and(|it| it.get(name).is_some());
    typed || has("source") && (has("distribute") || has("customize")) || has("distribute") && has("customize")
}

fn in_deployment(root: Node<'_>, scope: Node<'_>, depth: usize, found: &mut Vec<Located>) {
    let Some(resources) = root.get("resources").filter(|_| depth < MAX_NESTING) else {
        return;
    };
    // One that exists already is named and not submitted.
    let is_submitted =
        |it: &Node<'_>| it.kind() == Kind::Object && it.get("existing").and_then(Node::as_bool) != Some(true);
    for resource in resources.children().filter(is_submitted) {
        let Some(kind) = resource.get("type") else { continue };
        let located = |root: Node<'_>, role| Located {
            root: root.id(),
            form: Form::Resource,
            role,
            deployment: Some(scope.id()),
        };
        if let Some(role) = role_of(kind) {
            found.push(located(resource, role));
            let children = resource.get("resources").into_iter().flat_map(Node::children);
            let triggers = children.filter(|it| it.get("type").is_some_and(is_trigger_child));
            found.extend(triggers.map(|it| located(it, Role::Trigger)));
        } else if scope::is_deployment(resource) {
            let Some(inner) = resource.at(&["properties", "template"]) else {
                continue;
            };
            let inner_scope = resource.at(&["properties", "expressionEvaluationOptions", "scope"]);
            let is_inner = inner_scope
                .and_then(Node::as_str)
                .is_some_and(|it| it.eq_ignore_ascii_case("inner"));
            in_deployment(inner, if is_inner { inner } else { scope }, depth + 1, found);
        }
    }
}

/// What a resource type stands for; the short form without `/imageTemplates` counts as a template.
fn role_of(kind: Node<'_>) -> Option<Role> {
    let kind = kind.as_str()?.to_ascii_lowercase();
    match kind.strip_prefix(PROVIDER)? {
        "" | "/" | "/imagetemplates" => Some(Role::Template),
        "/imagetemplates/triggers" => Some(Role::Trigger),
        // Half-typed, or without its last letter: still the author's image template.
        rest if "/imagetemplates".starts_with(rest) => Some(Role::Template),
        _ => None,
    }
}

/// Whether a resource of a type is an image template.
pub fn is_template_type(kind: Node<'_>) -> bool {
    role_of(kind) == Some(Role::Template)
}

fn is_trigger_child(kind: Node<'_>) -> bool {
    kind.as_str().is_some_and(|it| it.eq_ignore_ascii_case("triggers")) || role_of(kind) == Some(Role::Trigger)
}

fn find_ignoring_case(text: &[u8], needle: &[u8]) -> bool {
    let Some(&first) = needle.first() else { return true };
    let upper = first.to_ascii_uppercase();
    let starts = text.iter().enumerate().filter(|(_, it)| **it == first || **it == upper);
    starts
        .map(|(at, _)| text.get(at..at + needle.len()))
        .any(|it| it.is_some_and(|it| it.eq_ignore_ascii_case(needle)))
}
