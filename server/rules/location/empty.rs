//! A region that is an empty text.

use crate::model::template::{Form, Role, Template};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "location/empty",
    level: Level::Error,
    fixable: true,
    page: include_str!("empty.md"),
    check: Check::Resource(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    if let Some(node) = template.root.get("location").filter(|it| is_blank(*it)) {
        let message = say! {
            en: "`location` is empty; Resource Manager rejects a resource without a region",
            pt_br: "`location` está vazio; o Resource Manager rejeita um recurso sem região",
        };
        let report = findings.report(node.span(), message);
        if template.form == Form::Resource {
            let group = "[resourceGroup().location]";
            let title =
                say! { en: "Use the region of the resource group", pt_br: "Usar a região do grupo de recursos" };
            report.guess(title, [patch::replace_value(node, string::quote(group))]);
        }
    }
    if template.role != Role::Template {
        return;
    }
    let targets = template.property("distribute");
    for target in targets.into_iter().flat_map(Node::children) {
        for node in regions(target).into_iter().filter(|it| is_blank(*it)) {
            let message = say! {
                en: "This region is empty; name the region that the image is for",
                pt_br: "Esta região está vazia; indique a região para a qual a imagem é",
            };
            findings.report(node.span(), message).level(Level::Warning);
        }
    }
}

/// The regions that a target names.
fn regions<'d>(target: Node<'d>) -> Vec<Node<'d>> {
    let list = |name: &str| target.get(name).into_iter().flat_map(Node::children);
    let named = list("targetRegions").filter_map(|it| it.get("name"));
    target
        .get("location")
        .into_iter()
        .chain(list("replicationRegions"))
        .chain(named)
        .collect()
}

fn is_blank(node: Node<'_>) -> bool {
    node.kind() == Kind::String && node.is_closed() && node.as_str().is_some_and(|it| it.trim().is_empty())
}
