//! A staging resource group that the deployment creates in another region than the template.

use crate::document::Document;
use crate::expr::eval::Origin;
use crate::model::deployed::{self, Deployed};
use crate::model::neighbours::Text;
use crate::model::regions;
use crate::model::substitution::Assume;
use crate::model::template::{Role, Template};
use crate::rules::engine::names;
use crate::rules::staging::staging_group;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "staging/other-region",
    level: Level::Error,
    since: Some("2022-02-14"),
    page: include_str!("other_region.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

const GROUPS: &str = "microsoft.resources/resourcegroups";

fn check(doc: &Document, findings: &mut Findings<'_>) {
    if doc.tree().errors().iter().any(|it| it.kind.breaks_shape()) {
        return;
    }
    for template in doc
        .templates_with(Assume::Nothing)
        .filter(|it| it.role == Role::Template)
    {
        check_template(template, findings);
    }
}

fn check_template(template: Template<'_>, findings: &mut Findings<'_>) -> Option<()> {
    template.property("stagingResourceGroup")?;
    let deployed = Deployed::of(template)?;
    let (node, id) = staging_group(template, &deployed)?;
    let group = deployed.find(GROUPS, &id)?;
    let known = |it: &Text| it.is_known && !it.text.trim().is_empty();
    let place = group.node.get("location")?;
    let there = deployed.text(place).filter(known)?;
    let here = deployed.text(template.root.get("location")?).filter(known)?;
    if regions::plain(&there.text) == regions::plain(&here.text) || !deployed::is_created_with(group.node, template) {
        return None;
    }
    let is_open = |it: &Text| it.from.iter().any(|it| !matches!(it, Origin::Passed(_)));
    let level = if is_open(&there) || is_open(&here) {
        Level::Warning
    } else {
        Level::Error
    };
    let (there, here) = (names::short(&there.text), names::short(&here.text));
    let message = say! {
        en: "This group is created in `{there}`; the staging resource group must be in the template's region, `{here}`",
        pt_br: "Este grupo é criado em `{there}`; o grupo de recursos de preparo deve estar na região do template, `{here}`",
    };
    let why = say! { en: "The region of the group", pt_br: "A região do grupo" };
    findings
        .report(node.span(), message)
        .level(level)
        .related(place.span(), why);
    Some(())
}
