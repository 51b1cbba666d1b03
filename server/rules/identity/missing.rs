//! A template without an identity.

use crate::model::template::Template;
use crate::rules::engine::names;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::Kind;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "identity/missing",
    level: Level::Error,
    fixable: true,
    about_version: true,
    page: include_str!("missing.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let root = template.root;
    // An identity would not help a version that the service rejects.
    if versions::has_refused_version(template) {
        return;
    }
    let identity = root.get("identity");
    let (span, about) = match identity {
        None if root.tree().is_broken(root.span()) => return,
        None => (names::anchor(root), root),
        Some(node) if node.kind() == Kind::Object => match gap(node) {
            Some(span) => (span, node),
            None => return,
        },
        Some(node) if node.kind() == Kind::Null => (node.span(), node),
        Some(_) => return,
    };
    let message = say! {
        en: "A template needs one user-assigned identity; submission fails with `Missing field 'identity'`",
        pt_br: "Falta a identidade atribuída pelo usuário; o envio falha com `Missing field 'identity'`",
    };
    let report = findings.report(span, message).about(about.span());
    let title = say! { en: "Add a placeholder identity", pt_br: "Adicionar uma identidade a preencher" };
    match identity {
        None => report.guess(title, [patch::add_member(root, "identity", &block())]),
        Some(node) if node.kind() == Kind::Null => report.guess(title, [patch::replace_block(node, &block())]),
        Some(node) if holds_identity(node) => {
            let title = say! { en: "Replace with `UserAssigned`", pt_br: "Substituir por `UserAssigned`" };
            let kind = node.get("type").map(|it| patch::replace_value(it, USER_ASSIGNED));
            report.guess(title, kind.into_iter().collect::<Vec<_>>())
        }
        Some(node) => report.guess(title, filled(node)),
    };
}

/// The form of an identity's resource ID, with placeholders.
pub(super) const SKELETON: &str = "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.ManagedIdentity/userAssignedIdentities/<name>";

const USER_ASSIGNED: &str = "\"UserAssigned\"";

/// A map with a placeholder identity.
pub(super) fn map() -> String {
    format!("{{\n  \"{SKELETON}\": {{}}\n}}")
}

fn block() -> String {
    let map = patch::reindent(&map(), "  ", "  ", "\n");
    format!("{{\n  \"type\": {USER_ASSIGNED},\n  \"userAssignedIdentities\": {map}\n}}")
}

/// The edits that add a placeholder identity to an identity object.
fn filled(identity: Node<'_>) -> Vec<Edit> {
    let Some(kind) = identity.get("type") else {
        return vec![patch::replace_block(identity, &block())];
    };
    let map = match identity.get("userAssignedIdentities") {
        None => patch::add_member(identity, "userAssignedIdentities", &map()),
        Some(empty) => patch::replace_block(empty, &map()),
    };
    if kind.as_str().is_some_and(|it| it == "UserAssigned") {
        vec![map]
    } else {
        vec![patch::replace_value(kind, USER_ASSIGNED), map]
    }
}

/// Whether an identity object names an identity, or computes one.
fn holds_identity(identity: Node<'_>) -> bool {
    let map = identity.get("userAssignedIdentities");
    map.is_some_and(|it| it.kind() != Kind::Object || it.children().next().is_some())
}

/// Where an identity object shows that it has no identity; `None` if it has one, or may have.
fn gap(identity: Node<'_>) -> Option<Span> {
    let kind = identity.get("type");
    if let Some(kind) = kind.filter(|it| it.as_str().is_some_and(|it| it.eq_ignore_ascii_case("None"))) {
        return Some(kind.span());
    }
    // `identity/type` covers any other value.
    let is_user = kind.is_none_or(|it| it.as_str().is_some_and(|it| it == "UserAssigned"));
    if !is_user || holds_identity(identity) || identity.tree().is_broken(identity.span()) {
        return None;
    }
    match identity.get("userAssignedIdentities") {
        None => Some(names::anchor(identity)),
        Some(empty) => empty.key_span(),
    }
}
