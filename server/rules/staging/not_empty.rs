//! A staging resource group in which the deployment creates other resources.

use std::collections::HashMap;

use crate::document::Document;
use crate::model::deployed::{self, Deployed};
use crate::model::neighbours::Text;
use crate::model::substitution::Assume;
use crate::model::template::{Role, Template};
use crate::rules::engine::names;
use crate::rules::staging::staging_group;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "staging/not-empty",
    level: Level::Warning,
    since: Some("2022-02-14"),
    page: include_str!("not_empty.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

/// Providers of what describes a group or a resource and is no resource in a group: deployments, role assignments, locks.
const NO_RESOURCES: [&str; 2] = ["microsoft.authorization/", "microsoft.resources/"];

fn check(doc: &Document, findings: &mut Findings<'_>) {
    if doc.tree().errors().iter().any(|it| it.kind.breaks_shape()) {
        return;
    }
    let mut by_group = None;
    for template in doc
        .templates_with(Assume::Nothing)
        .filter(|it| it.role == Role::Template)
    {
        check_template(template, &mut by_group, findings);
    }
}

/// The resources of a deployment that are in a group, each with its type, by the ID of the group in lower case.
type ByGroup<'d> = HashMap<String, Vec<(Node<'d>, &'d str)>>;

fn resources_by_group<'d>(deployed: &Deployed<'d>) -> ByGroup<'d> {
    let is_resource = |kind: &str| !NO_RESOURCES.iter().any(|it| kind.starts_with(it));
    let mut all = ByGroup::new();
    for (node, kind) in deployed.resources() {
        if is_resource(kind)
            && node.get("scope").is_none()
            && let Some(group) = deployed.target(node).filter(Text::is_comparable)
        {
            all.entry(group.text.to_ascii_lowercase())
                .or_default()
                .push((node, kind));
        }
    }
    all
}

/// All templates of a document are in the same deployment, whose resources are looked up once.
fn check_template<'d>(
    template: Template<'d>,
    by_group: &mut Option<ByGroup<'d>>,
    findings: &mut Findings<'_>,
) -> Option<()> {
    template.property("stagingResourceGroup")?;
    let deployed = Deployed::of(template)?;
    let (node, group) = staging_group(template, &deployed)?;
    if deployed.target(template.root).is_some_and(|it| it.is_same(&group)) {
        let message = say! {
            en: "The staging resource group must be empty, and this one contains the template itself; name another one",
            pt_br: "O grupo de recursos de preparo deve estar vazio, e este contém o próprio template; indique outro",
        };
        findings.report(node.span(), message);
        return Some(());
    }
    let by_group = by_group.get_or_insert_with(|| resources_by_group(&deployed));
    let in_group = by_group.get(&group.text.to_ascii_lowercase())?;
    let (resource, kind) = in_group.iter().find(|it| deployed::is_created_with(it.0, template))?;
    let kind = names::short(
        resource
            .get("type")
            .and_then(|it| it.as_str())
            .as_deref()
            .unwrap_or(kind),
    )
    .to_owned();
    let message = say! {
        en: "The staging resource group must be empty, and this deployment creates `{kind}` in it",
        pt_br: "O grupo de recursos de preparo deve estar vazio, e esta implantação cria `{kind}` nele",
    };
    let why = say! { en: "Created in the same group", pt_br: "Criado no mesmo grupo" };
    let there = resource.get("type").unwrap_or(*resource);
    findings.report(node.span(), message).related(there.span(), why);
    Some(())
}
