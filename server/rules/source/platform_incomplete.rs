//! A Marketplace source that does not fully identify its image.

use crate::model::template::Template;
use crate::rules::engine::names;
use crate::rules::engine::versions;
use crate::rules::source::source_of;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "source/platform-incomplete",
    level: Level::Error,
    fixable: true,
    page: include_str!("platform_incomplete.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

const PARTS: [&str; 4] = ["publisher", "offer", "sku", "version"];

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(source) = source_of(template, "PlatformImage") else {
        return;
    };
    if versions::has_refused_version(template) || source.tree().is_broken(source.span()) {
        return;
    }
    let missing: Vec<&str> = PARTS.into_iter().filter(|it| !is_there(source, it)).collect();
    let empty: Vec<Node<'_>> = PARTS
        .iter()
        .filter_map(|it| source.get(it))
        .filter(|it| it.as_str().is_some_and(|it| it.trim().is_empty()))
        .collect();
    let span = match (missing.first(), empty.first()) {
        (Some(_), _) => names::anchor(source),
        (None, Some(node)) => node.span(),
        (None, None) => return,
    };
    let lacking = PARTS
        .into_iter()
        .filter(|it| missing.contains(it) || empty.iter().any(|node| node.has_key(it)));
    let lacking = names::listed(lacking);
    let message = say! {
        en: "Missing {lacking}: the service needs publisher, offer, SKU and version to find the image",
        pt_br: "Falta {lacking}: o serviço precisa de editor, oferta, SKU e versão para encontrar a imagem",
    };
    let mut edits: Vec<Edit> = empty
        .iter()
        .filter_map(|it| Some(patch::replace_value(*it, starting(&it.key()?))))
        .collect();
    if !missing.is_empty() {
        let members = missing.iter().map(|it| (*it, starting(it)));
        edits.push(patch::add_members(source, members));
    }
    let title = say! { en: "Add {lacking}", pt_br: "Adicionar {lacking}" };
    findings.report(span, message).about(source.span()).guess(title, edits);
}

/// Whether the source has a property. A loop may make any.
fn is_there(source: Node<'_>, name: &str) -> bool {
    source.get(name).or(source.get("copy")).is_some()
}

fn starting(part: &str) -> String {
    match part {
        "version" => string::quote("latest"),
        other => string::quote(&format!("<{other}>")),
    }
}
