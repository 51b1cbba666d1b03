//! A trigger that the service rejects: its version, its region, or one too many.

use crate::document::Document;
use crate::model::resource_id;
use crate::model::substitution::Assume;
use crate::model::template::{Role, Template};
use crate::rules::engine::names;
use crate::rules::engine::versions;
use crate::rules::triggers::linked;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::slice;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "triggers/shape",
    level: Level::Error,
    since: Some("2022-07-01"),
    fixable: true,
    page: include_str!("shape.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

/// The first version that has triggers.
pub(in crate::rules) const SINCE: &str = "2022-07-01";

fn check(doc: &Document, findings: &mut Findings<'_>) {
    for trigger in doc
        .templates_with(Assume::Nothing)
        .filter(|it| it.role == Role::Trigger)
    {
        old_version(trigger, findings);
    }
    let mut earlier: Vec<(Template<'_>, Template<'_>)> = Vec::new();
    for (trigger, template) in linked(doc) {
        other_region(trigger, template, findings);
        let before = earlier.iter().find(|(_, of)| of.root == template.root);
        if let Some((first, _)) = before.filter(|(first, _)| are_both_deployed(*first, trigger)) {
            let message = say! {
                en: "The template already has a trigger for its source; the service rejects a second one",
                pt_br: "O template já tem um gatilho para a sua origem; o serviço rejeita um segundo",
            };
            let there = say! { en: "The first trigger", pt_br: "O primeiro gatilho" };
            findings
                .report(names::anchor(trigger.root), message)
                .about(trigger.root.span())
                .related(names::anchor(first.root), there);
        }
        earlier.push((trigger, template));
    }
}

fn old_version(trigger: Template<'_>, findings: &mut Findings<'_>) {
    let Some(version) = trigger.api_version().filter(|it| is_too_old(&it.text)) else {
        return;
    };
    // `api-version/retired-preview` covers those that are rejected altogether.
    let node = version.at.filter(|_| !slice::is_refused(&version.text));
    let Some(node) = node else { return };
    let text = version.text;
    let message = say! {
        en: "Triggers require API version {SINCE} or later; with {text} the deployment is rejected",
        pt_br: "Gatilhos exigem a versão {SINCE} da API ou posterior; com {text}, a implantação é rejeitada",
    };
    let report = findings
        .report(node.span(), message)
        .level(versions::bound_to_version(trigger, Level::Error));
    let Some(node) = version.node else { return };
    let title = say! { en: "Use API version {SINCE}", pt_br: "Usar a versão {SINCE} da API" };
    report.guess(title, [patch::replace_value(node, string::quote(SINCE))]);
}

/// Whether a known version has no triggers yet.
pub(in crate::rules) fn is_too_old(version: &str) -> bool {
    slice::known(version).is_some_and(|it| slice::is_before(it, SINCE))
}

fn other_region(trigger: Template<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    let region = |of: Template<'_>| -> Option<String> {
        let (text, _) = resource_id::written(of.root.get("location"))?;
        Some(text.to_ascii_lowercase().split_whitespace().collect())
    };
    let (Some(own), Some(wanted)) = (region(trigger), region(template)) else {
        return;
    };
    let nodes = (trigger.root.get("location"), template.root.get("location"));
    let (Some(node), Some(there)) = nodes else { return };
    if own == wanted || own.is_empty() || wanted.is_empty() {
        return;
    }
    let message = say! {
        en: "A trigger must be in the region of its template, `{wanted}`",
        pt_br: "Um gatilho deve estar na região do seu template, `{wanted}`",
    };
    findings
        .report(node.span(), message)
        .related(
            there.span(),
            say! { en: "The template's region", pt_br: "A região do template" },
        )
        .guess(
            say! { en: "Use `{wanted}`", pt_br: "Usar `{wanted}`" },
            [patch::replace_value(node, there.source())],
        );
}

/// Whether both of two triggers are certainly deployed: with conditions they may be alternatives.
fn are_both_deployed(first: Template<'_>, second: Template<'_>) -> bool {
    let has_condition = |it: Template<'_>| it.root.ancestors().any(|it: Node<'_>| it.get("condition").is_some());
    !has_condition(first) && !has_condition(second)
}
