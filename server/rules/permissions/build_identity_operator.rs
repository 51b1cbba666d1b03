//! Identities that the template's own identity must be allowed to assign to the build VM.

use crate::document::Document;
use crate::model::literal::Literal;
use crate::model::role_assignment;
use crate::model::substitution::Assume;
use crate::model::template::Template;
use crate::rules::permissions::{Grants, may_have};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "permissions/build-identity-operator",
    level: Level::Information,
    since: Some(SINCE),
    page: include_str!("build_identity_operator.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

/// The API version that introduced identities of the build VM.
const SINCE: &str = "2021-10-01";

fn check(doc: &Document, findings: &mut Findings<'_>) {
    // Advice is given once per file.
    let grants = Grants::of(doc, Assume::Defaults);
    let mut lists = doc
        .templates_with(Assume::Defaults)
        .filter_map(|it| Some((it, identities(it)?)));
    let Some((_, list)) = lists.find(|(template, list)| !are_granted(grants.as_ref(), *template, *list)) else {
        return;
    };
    let Some(span) = list.key_span() else { return };
    let message = say! {
        en: "The template's identity needs the role `Managed Identity Operator` on each of these identities",
        pt_br: "A identidade do template precisa da função `Managed Identity Operator` em cada uma destas",
    };
    findings.report(span, message).about(list.span());
}

/// Whether the deployment assigns the role on each of the identities itself.
fn are_granted<'d>(grants: Option<&Grants<'d>>, template: Template<'d>, list: Node<'d>) -> bool {
    let mut identities = list.children();
    let is_granted = |it| grants.is_some_and(|grants| grants.role_on(template, role_assignment::IDENTITY_OPERATOR, it));
    list.kind() == Kind::Array && identities.all(is_granted)
}

/// The identities of the build VM, where the list is not empty or is computed.
fn identities(template: Template<'_>) -> Option<Node<'_>> {
    let list = template.property("vmProfile")?.get("userAssignedIdentities")?;
    let is_filled = |it: Literal<'_>| it.items().iter().any(|it| it.kind() != Kind::Broken);
    let holds_any = template.resolve(list).is_none_or(is_filled);
    (holds_any && may_have(template, SINCE)).then_some(list)
}
