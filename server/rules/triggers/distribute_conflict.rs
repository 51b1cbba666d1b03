//! A target that conflicts with a trigger: a fixed version, or the source's own image.

use crate::document::Document;
use crate::model::resource_id;
use crate::model::template::Template;
use crate::rules::engine::names;
use crate::rules::triggers::linked;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "triggers/distribute-conflict",
    level: Level::Error,
    since: Some("2022-07-01"),
    fixable: true,
    page: include_str!("distribute_conflict.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, findings: &mut Findings<'_>) {
    for (trigger, template) in linked(doc) {
        for target in template.distributors() {
            let Some((id, node)) = resource_id::written(target.get("galleryImageId")) else {
                continue;
            };
            check_target(trigger, template, &id, node, findings);
        }
    }
}

fn check_target(trigger: Template<'_>, template: Template<'_>, id: &str, node: Node<'_>, findings: &mut Findings<'_>) {
    let there = say! { en: "The trigger", pt_br: "O gatilho" };
    let definition = without_version(id);
    let source = template.property("source").and_then(|it| it.get("imageVersionId"));
    let source =
        resource_id::written(source).filter(|(text, _)| without_version(text).eq_ignore_ascii_case(definition));
    if let Some((_, from)) = source {
        let message = say! {
            en: "With a trigger the target must not be the source image, or each build starts the next one",
            pt_br: "Com um gatilho, o destino não pode ser a imagem de origem, ou cada build inicia o seguinte",
        };
        findings
            .report(node.span(), message)
            .related(from.span(), say! { en: "The source", pt_br: "A origem" })
            .related(names::anchor(trigger.root), there);
    } else if definition.len() < id.len() {
        let message = say! {
            en: "With a trigger the target's version must not be fixed; remove `/versions/…`",
            pt_br: "Com um gatilho, a versão do destino não pode ser fixa; remova `/versions/…`",
        };
        findings
            .report(node.span(), message)
            .related(names::anchor(trigger.root), there)
            .guess(
                say! { en: "Remove the version", pt_br: "Remover a versão" },
                [patch::replace_value(node, string::quote(definition))],
            );
    }
}

/// The ID of an image, without its version.
fn without_version(id: &str) -> &str {
    let end = id.to_ascii_lowercase().find("/versions/");
    end.and_then(|it| id.get(..it)).unwrap_or(id)
}
