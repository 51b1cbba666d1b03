//! The subnet named by three properties, as in the 2019 preview.

use crate::model::template::Template;
use crate::model::value::{self, Value};
use crate::rules::engine::unknown_member;
use crate::rules::engine::unknown_member::LEGACY_VNET;
use crate::rules::engine::unknown_member::UnknownMember;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule, Tag};
use crate::say;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "api-version/legacy-vnet-fields",
    level: Level::Error,
    since: Some("2020-02-14"),
    fixable: true,
    about_version: true,
    tag: Some(Tag::Deprecated),
    page: include_str!("legacy_vnet_fields.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

fn check(violation: &Violation<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    if violation.problem != Difference::UnknownKey {
        return;
    }
    let node = violation.node;
    let (Some(config), Some(span)) = (node.parent(), node.key_span()) else {
        return;
    };
    if !matches!(unknown_member::classify(violation, template), UnknownMember::LegacyVnet) {
        return;
    }
    let legacy = || {
        config
            .children()
            .filter(|it| LEGACY_VNET.iter().any(|name| it.has_key(name)))
    };
    // One finding covers all three.
    if legacy().next() != Some(node) {
        return;
    }
    let known = versions::version_from(template, "2020-02-14").is_some();
    let level = if known {
        versions::bound_to_version(template, Level::Error)
    } else {
        Level::Warning
    };
    let message = say! {
        en: "Naming the subnet by its parts ended with the 2019 preview; set `subnetId` to its resource ID",
        pt_br: "Indicar a sub-rede por nomes acabou com a prévia de 2019; defina `subnetId` com o ID de recurso dela",
    };
    let mut report = findings.report(span, message).level(level).about(config.span());
    for other in legacy().skip(1) {
        let there = say! { en: "Also replaced by `subnetId`", pt_br: "Também é substituído por `subnetId`" };
        report = report.related(other.key_span().unwrap_or_default(), there);
    }
    if let Some(edits) = with_subnet_id(config, legacy()) {
        let title = say! { en: "Replace with `subnetId`", pt_br: "Substituir por `subnetId`" };
        report.guess(title, edits);
    }
}

/// The properties replaced by the resource ID that they describe; the subscription is left as a placeholder.
fn with_subnet_id<'d>(config: Node<'d>, legacy: impl Iterator<Item = Node<'d>>) -> Option<Vec<Edit>> {
    if config.get("subnetId").is_some() || !config.is_closed() {
        return None;
    }
    let text = |name: &str| match value::text(config.get(name)) {
        Value::Known(text, _) => Some(text),
        _ => None,
    };
    let (group, network, subnet) = (text("resourceGroupName")?, text("name")?, text("subnetName")?);
    let id = format!(
        "/subscriptions/<subscriptionId>/resourceGroups/{group}/providers/Microsoft.Network/virtualNetworks/{network}/subnets/{subnet}"
    );
    // The last one makes room: what is removed before it takes its own comma along.
    let mut members: Vec<Node<'_>> = legacy.collect();
    let last = members.pop()?;
    let mut edits: Vec<Edit> = members.into_iter().map(patch::remove).collect();
    let new_text = format!("\"subnetId\": {}", string::quote(&id));
    edits.push(Edit::replace(last.entry_span(), new_text));
    Some(edits)
}
