//! A staging resource group that two templates share.

use std::collections::HashMap;

use crate::document::Document;
use crate::expr;
use crate::expr::eval::Origin;
use crate::expr::scope;
use crate::model::deployed::Deployed;
use crate::model::neighbours::Text;
use crate::model::resource_id;
use crate::model::substitution::Assume;
use crate::model::template::{Role, Template};
use crate::rules::staging::staging_group;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "staging/shared",
    level: Level::Error,
    since: Some("2022-02-14"),
    page: include_str!("shared.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, findings: &mut Findings<'_>) {
    let mut earlier: HashMap<Key, Vec<(Group<'_>, Node<'_>)>> = HashMap::new();
    for template in doc
        .templates_with(Assume::Nothing)
        .filter(|it| it.role == Role::Template)
    {
        // Of two templates with conditions, only one may ever be deployed.
        if template.root.ancestors().any(|it| it.get("condition").is_some()) {
            continue;
        }
        let Some((group, node)) = group(template) else { continue };
        if let Some(count) = times(template).filter(|_| !matches!(group, Group::Text(..))) {
            let message = say! {
                en: "{count} templates of this loop use the same staging resource group; each template needs its own",
                pt_br: "{count} templates deste loop usam o mesmo grupo de recursos de preparo; cada um precisa do seu",
            };
            findings.report(node.span(), message).level(group.level(&group));
        }
        let earlier = earlier.entry(group.key()).or_default();
        if let Some((other, first)) = earlier.iter().find(|(it, _)| it.is_same(&group)) {
            let message = say! {
                en: "Another template already uses this staging resource group; each template needs its own",
                pt_br: "Outro template já usa este grupo de recursos de preparo; cada template precisa do seu",
            };
            let there = say! { en: "First used here", pt_br: "Usado primeiro aqui" };
            findings
                .report(node.span(), message)
                .level(group.level(other))
                .related(first.span(), there);
        } else {
            earlier.push((group, node));
        }
    }
}

/// How many templates a loop makes, if it surely makes several.
fn times(template: Template<'_>) -> Option<i64> {
    let count = template.root.at(&["copy", "count"])?.as_i64()?;
    (count > 1).then_some(count)
}

/// A staging group, as far as two can be compared.
enum Group<'d> {
    /// What its ID says.
    Id(Text),
    /// The text of an expression, and the deployment in which it is evaluated.
    Text(String, Option<Node<'d>>),
}

/// What two groups that are the same have in common.
type Key = (String, Option<u32>);

impl Group<'_> {
    fn key(&self) -> Key {
        match self {
            Self::Id(it) => (it.text.to_ascii_lowercase(), None),
            Self::Text(text, deployment) => (text.clone(), deployment.map(Node::id)),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Id(own), Self::Id(other)) => own.is_same(other),
            (Self::Text(own, here), Self::Text(other, there)) => own == other && here == there,
            _ => false,
        }
    }

    /// How sure it is that two that are the same stay so: the deployment may set other parameters.
    fn level(&self, other: &Self) -> Level {
        let parameters = |it: &Self| match it {
            Self::Id(it) => Some(
                it.from
                    .iter()
                    .filter(|it| !matches!(it, Origin::Passed(_)))
                    .cloned()
                    .collect::<Vec<_>>(),
            ),
            Self::Text(..) => None,
        };
        match (parameters(self), parameters(other)) {
            (Some(own), Some(other)) if own == other => Level::Error,
            _ => Level::Warning,
        }
    }
}

fn group(template: Template<'_>) -> Option<(Group<'_>, Node<'_>)> {
    if let Some((text, node)) = resource_id::written(template.property("stagingResourceGroup")) {
        let id = text.trim_end_matches('/');
        return (!id.is_empty()).then(|| (Group::Id(Text::written(id)), node));
    }
    let node = template.property("stagingResourceGroup")?;
    let deployed = Deployed::of(template)?;
    if let Some((node, id)) = staging_group(template, &deployed) {
        return Some((Group::Id(id), node));
    }
    let text = node.as_str().filter(|it| expr::is_expression(it))?.to_ascii_lowercase();
    // A parameter alone may be empty, and then each template gets a group of its own.
    let is_filled = text.contains("resourcegroups") && !text.contains("if(");
    let varies = text.contains("copyindex") || text.contains("newguid");
    let deployment = scope::deployment(node);
    (is_filled && !varies).then_some((Group::Text(text, deployment), node))
}
