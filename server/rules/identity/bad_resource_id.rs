//! A value that is not the resource ID of an identity.

use crate::expr;
use crate::model::resource_id::{ResourceId, is_guid};
use crate::model::template::Template;
use crate::model::value;
use crate::rules::engine::empty_names;
use crate::rules::identity::missing::SKELETON;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::string;
use crate::syntax::tree::Kind;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "identity/bad-resource-id",
    level: Level::Error,
    fixable: true,
    page: include_str!("bad_resource_id.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let map = template.root.at(&["identity", "userAssignedIdentities"]);
    let keys = map.into_iter().flat_map(Node::children);
    for member in keys.filter(|it| it.kind() != Kind::Broken) {
        if let (Some(key), Some(span)) = (member.key(), member.key_span()) {
            check_id(&key, span, findings);
        }
    }
    let build_vm = template
        .property("vmProfile")
        .and_then(|it| it.get("userAssignedIdentities"));
    for item in build_vm.into_iter().flat_map(Node::children) {
        if let Some(text) = item.as_str() {
            check_id(&text, item.span(), findings);
        }
    }
}

fn check_id(text: &str, span: Span, findings: &mut Findings<'_>) {
    if expr::is_expression(text)
        || value::has_placeholder(text)
        || value::is_pipeline_token(text)
        || is_identity_id(text)
    {
        return;
    }
    if empty_names::report(text, span, findings) {
        return;
    }
    let message = say! {
        en: "Use the full resource ID of the identity, not its name or client ID",
        pt_br: "Use o ID de recurso completo da identidade, não o nome nem o ID do cliente",
    };
    let report = findings.report(span, message);
    let rooted = format!("/{text}");
    if is_identity_id(&rooted) {
        let title = say! { en: "Insert the leading slash", pt_br: "Inserir a barra inicial" };
        report.guess(title, [Edit::replace(span, string::quote(&rooted))]);
        return;
    }
    let id = if is_name(text) && !is_guid(text) {
        SKELETON.replace("<name>", text)
    } else {
        SKELETON.to_owned()
    };
    let title =
        say! { en: "Insert a placeholder resource ID", pt_br: "Inserir um ID de recurso com espaços reservados" };
    report.guess(title, [Edit::replace(span, string::quote(&id))]);
}

fn is_name(text: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !text.is_empty() && text.chars().all(is_letter)
}

/// Whether a text is the resource ID of a user-assigned identity, in any case.
fn is_identity_id(text: &str) -> bool {
    ResourceId::read(text).is_some_and(|it| {
        it.names("Microsoft.ManagedIdentity", &["userAssignedIdentities"])
            .is_some()
    })
}
