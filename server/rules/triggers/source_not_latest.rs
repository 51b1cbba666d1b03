//! A pinned source under a trigger that waits for new ones.

use crate::document::Document;
use crate::model::resource_id;
use crate::model::template::Template;
use crate::model::value;
use crate::rules::engine::names;
use crate::rules::triggers::linked;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "triggers/source-not-latest",
    level: Level::Error,
    since: Some("2022-07-01"),
    fixable: true,
    page: include_str!("source_not_latest.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, findings: &mut Findings<'_>) {
    for (trigger, template) in linked(doc) {
        let Some((version, node, repaired)) = pinned(template) else {
            continue;
        };
        let version = names::short(&version);
        let message = say! {
            en: "The trigger needs a source that follows the latest version: use `latest`, not `{version}`",
            pt_br: "O gatilho precisa de uma origem que siga a versão mais recente: use `latest`, não `{version}`",
        };
        let there = say! { en: "The trigger", pt_br: "O gatilho" };
        findings
            .report(node.span(), message)
            .related(names::anchor(trigger.root), there)
            .guess(
                say! { en: "Follow the latest version", pt_br: "Seguir a versão mais recente" },
                [patch::replace_value(node, string::quote(&repaired))],
            );
    }
}

/// The version that a source is pinned to, its position, and its replacement.
fn pinned(template: Template<'_>) -> Option<(String, Node<'_>, String)> {
    let source = template.property("source")?;
    let kind = value::text(source.get("type")).known()?;
    if kind == "PlatformImage" {
        let (version, node) = resource_id::written(source.get("version"))?;
        let is_pinned = !version.is_empty() && !version.eq_ignore_ascii_case("latest");
        return is_pinned.then(|| (version, node, "latest".to_owned()));
    }
    if kind != "SharedImageVersion" {
        return None;
    }
    let (id, node) = resource_id::written(source.get("imageVersionId"))?;
    let text = id.trim_end_matches('/');
    let (before, version) = text.rsplit_once('/')?;
    let is_version = before.to_ascii_lowercase().ends_with("/versions");
    let is_pinned = is_version && !version.eq_ignore_ascii_case("latest");
    is_pinned.then(|| (version.to_owned(), node, format!("{before}/latest")))
}
