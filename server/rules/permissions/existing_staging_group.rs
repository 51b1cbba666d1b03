//! A named staging resource group, which needs roles if it already exists.

use crate::document::Document;
use crate::model::os::{self, Os};
use crate::model::resource_id;
use crate::model::role_assignment;
use crate::model::substitution::Assume;
use crate::model::template::Template;
use crate::model::value::{self, Value};
use crate::rules::permissions::{Grants, may_have};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "permissions/existing-staging-group",
    level: Level::Information,
    since: Some(SINCE),
    page: include_str!("existing_staging_group.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

/// The API version that introduced the staging resource group.
const SINCE: &str = "2022-02-14";

fn check(doc: &Document, findings: &mut Findings<'_>) {
    // Advice is given once per file.
    let grants = Grants::of(doc, Assume::Defaults);
    let named = doc
        .templates_with(Assume::Defaults)
        .filter_map(|it| Some((it, group(it)?, service(it))))
        .find(|(template, group, service)| service.is_some() || !is_granted(grants.as_ref(), *template, *group));
    let Some((_, group, system)) = named else { return };
    let Some(span) = group.key_span() else { return };
    let message = match system {
        None => say! {
            en: "If this group exists, it must be empty, and the identity needs `Contributor` or `Owner`",
            pt_br: "Se este grupo existe, deve estar vazio, e a identidade precisa de `Contributor` ou `Owner`",
        },
        Some(_) => say! {
            en: "If this group exists, it must be empty; the identity and Image Builder need `Contributor` on it",
            pt_br: "Se este grupo existe, deve estar vazio; a identidade e o Image Builder precisam de `Contributor`",
        },
    };
    let report = findings.report(span, message).about(group.span());
    if let Some(system) = system {
        let why = say! { en: "The image is Windows", pt_br: "A imagem é Windows" };
        report.related(system.because.span(), why);
    }
}

/// Whether the deployment assigns a role on the group itself.
fn is_granted<'d>(grants: Option<&Grants<'d>>, template: Template<'d>, group: Node<'d>) -> bool {
    grants.is_some_and(|it| it.role_on(template, role_assignment::CONTRIBUTOR, group))
}

/// Why the service itself needs a role: its image is Windows and its network is one's own.
fn service(template: Template<'_>) -> Option<os::Deduction<'_>> {
    let has_subnet = template
        .property("vmProfile")
        .and_then(|it| it.at(&["vnetConfig", "subnetId"]))
        .is_some_and(|it| it.as_str().is_some_and(|it| !it.is_empty()));
    os::operating_system(template).filter(|it| it.os == Os::Windows && has_subnet)
}

/// The group that a template names. With an empty string the service creates one, and `staging/bad-id`
/// covers a text that is not the ID of a group.
fn group(template: Template<'_>) -> Option<Node<'_>> {
    let group = template.property("stagingResourceGroup")?;
    let is_named = match value::text(Some(group)) {
        Value::Known(text, _) => resource_id::group(&text).is_some(),
        Value::Computed(_) => template
            .resolve(group)
            .and_then(|it| it.as_str())
            .is_none_or(|it| !it.is_empty()),
        Value::Wrong(_) | Value::Missing => false,
    };
    (is_named && may_have(template, SINCE)).then_some(group)
}
