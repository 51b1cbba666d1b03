//! A template without its identity.

use crate::model::template::Template;
use crate::model::value;
use crate::rules::names;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::Kind;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "identity/missing",
    level: Level::Error,
    since: None,
    fixable: true,
    page: include_str!("missing.md"),
    check: Check::Template(check),
};

fn check(template: Template<'_>, out: &mut Sink<'_>) {
    let root = template.root;
    // A version that the service refuses has nothing to gain from an identity.
    if names::has_refused_version(template) {
        return;
    }
    let identity = root.get("identity");
    let (span, about) = match identity {
        None if root.tree().is_broken(root.span()) => return,
        None => (names::face(root), root),
        Some(node) if node.kind() == Kind::Object => match gap(node) {
            Some(span) => (span, node),
            None => return,
        },
        Some(_) => return,
    };
    let message = say! {
        en: "Every image template needs one user-assigned identity; without it the submission fails with \"Missing field 'identity'\"",
        pt_br: "Todo template de imagem precisa de uma identidade atribuída pelo usuário; sem ela, o envio falha com \"Missing field 'identity'\"",
    };
    let block = format!(
        "{{\n  \"type\": \"UserAssigned\",\n  \"userAssignedIdentities\": {{\n    \"{SKELETON}\": {{}}\n  }}\n}}"
    );
    let title = say! { en: "Add an identity to fill in", pt_br: "Adicionar uma identidade para preencher" };
    let report = out.report(span, message).about(about.span());
    match identity {
        None => report.guess(title, [patch::add_member(root, "identity", &block)]),
        Some(node) => {
            let text = node.tree().text();
            let indent = patch::line_indent(text, node.whole().start);
            let json = patch::reindent(&block, indent, &patch::indent_unit(root), patch::line_ending(text));
            report.guess(title, [patch::replace_value(node, json)])
        }
    };
}

/// The form of an identity's resource ID, to be filled in.
pub(super) const SKELETON: &str = "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.ManagedIdentity/userAssignedIdentities/<name>";

/// Where an identity object says that there is none; `None` where it holds one, or may.
fn gap(identity: Node<'_>) -> Option<crate::text::span::Span> {
    let kind = identity.get("type");
    if let Some(kind) = kind.filter(|it| it.as_str().is_some_and(|it| it.eq_ignore_ascii_case("None"))) {
        return Some(kind.span());
    }
    // Any other word is for `identity/type` to judge.
    let is_user = kind.is_none_or(|it| it.as_str().is_some_and(|it| it == "UserAssigned"));
    if !is_user || kind.is_some_and(value::is_computed) || identity.tree().is_broken(identity.span()) {
        return None;
    }
    let known = identity.get("userAssignedIdentities");
    match known {
        None => Some(names::face(identity)),
        Some(map) if map.kind() == Kind::Object && map.children().next().is_none() => map.key_span(),
        Some(_) => None,
    }
}
