//! A staging resource group that two templates share.

use crate::document::Document;
use crate::expr;
use crate::model::resource_id;
use crate::model::substitution::Assume;
use crate::model::template::{Role, Template};
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
    let mut earlier: Vec<(Group<'_>, Node<'_>)> = Vec::new();
    for template in doc
        .templates_with(Assume::Nothing)
        .filter(|it| it.role == Role::Template)
    {
        // Of two templates with conditions, only one may ever be deployed.
        if template.root.ancestors().any(|it| it.get("condition").is_some()) {
            continue;
        }
        let Some((group, node)) = group(template) else { continue };
        if let Some((_, first)) = earlier.iter().find(|(it, _)| *it == group) {
            let message = say! {
                en: "Another template already uses this staging resource group; each template needs its own",
                pt_br: "Outro template já usa este grupo de recursos de preparo; cada template precisa do seu",
            };
            let level = match group {
                Group::Written(_) => Level::Error,
                Group::Computed(..) => Level::Warning,
            };
            let there = say! { en: "First used here", pt_br: "Usado primeiro aqui" };
            findings
                .report(node.span(), message)
                .level(level)
                .related(first.span(), there);
        } else {
            earlier.push((group, node));
        }
    }
}

/// A staging group, as far as two can be compared.
#[derive(PartialEq)]
enum Group<'d> {
    /// Its ID in lower case.
    Written(String),
    /// The text of an expression, and the deployment in which it is evaluated.
    Computed(String, Option<Node<'d>>),
}

fn group(template: Template<'_>) -> Option<(Group<'_>, Node<'_>)> {
    let node = template.property("stagingResourceGroup")?;
    if let Some((text, node)) = resource_id::written(Some(node)) {
        let id = text.trim_end_matches('/').to_ascii_lowercase();
        return (!id.is_empty()).then_some((Group::Written(id), node));
    }
    let text = node.as_str().filter(|it| expr::is_expression(it))?.to_ascii_lowercase();
    // A parameter alone may be empty, and then each template gets a group of its own.
    let is_filled = text.contains("resourcegroups") && !text.contains("if(");
    let varies = text.contains("copyindex") || text.contains("newguid");
    (is_filled && !varies).then_some((Group::Computed(text, template.deployment), node))
}
