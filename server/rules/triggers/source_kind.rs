//! A trigger on a source that never changes.

use crate::document::Document;
use crate::model::value;
use crate::rules::engine::names;
use crate::rules::triggers::linked;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "triggers/source-kind",
    level: Level::Error,
    since: Some("2022-07-01"),
    page: include_str!("source_kind.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, findings: &mut Findings<'_>) {
    for (trigger, template) in linked(doc) {
        let kind = template.property("source").and_then(|it| it.get("type"));
        let Some(node) = kind.filter(|it| value::text(Some(*it)).known().is_some_and(|it| it == "ManagedImage")) else {
            continue;
        };
        let message = say! {
            en: "The trigger is rejected: managed images have no versions; use a Marketplace or gallery source",
            pt_br: "O gatilho é rejeitado: imagens gerenciadas não têm versões; use o Marketplace ou uma galeria",
        };
        let there = say! { en: "The trigger", pt_br: "O gatilho" };
        findings
            .report(node.span(), message)
            .related(names::anchor(trigger.root), there);
    }
}
