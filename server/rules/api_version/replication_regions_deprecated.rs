//! The old property for the regions of a gallery target.

use crate::model::template::Template;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule, Tag};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::Kind;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "api-version/replication-regions-deprecated",
    level: Level::Hint,
    since: Some("2022-07-01"),
    fixable: true,
    about_version: true,
    tag: Some(Tag::Deprecated),
    page: include_str!("replication_regions_deprecated.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    if versions::version_from(template, "2022-07-01").is_none() {
        return;
    }
    for target in template.distributors() {
        let Some(old) = target.get("replicationRegions") else {
            continue;
        };
        let is_gallery = target
            .get("type")
            .and_then(Node::as_str)
            .is_some_and(|it| it == "SharedImage");
        let (true, Some(span)) = (is_gallery && target.get("targetRegions").is_none(), old.key_span()) else {
            continue;
        };
        let message = say! {
            en: "`targetRegions` replaces `replicationRegions` and sets replicas and storage per region",
            pt_br: "`targetRegions` substitui `replicationRegions` e define réplicas e armazenamento por região",
        };
        let report = findings.report(span, message).about(old.span());
        if let Some(edits) = rewritten(target, old) {
            let title = say! { en: "Convert to `targetRegions`", pt_br: "Converter em `targetRegions`" };
            report.guess(title, edits);
        }
    }
}

/// The regions as objects, each with a name; a storage type of the whole target is copied to every one.
fn rewritten(target: Node<'_>, old: Node<'_>) -> Option<Vec<Edit>> {
    if old.kind() != Kind::Array || !old.is_closed() || old.children().any(|it| it.kind() != Kind::String) {
        return None;
    }
    let storage = target.get("storageAccountType");
    let carried = storage
        .map(|it| format!(", \"storageAccountType\": {}", it.source()))
        .unwrap_or_default();
    let regions: Vec<String> = old
        .children()
        .map(|it| format!("{{ \"name\": {}{carried} }}", it.source()))
        .collect();
    let json = if regions.is_empty() || patch::is_flat(target) {
        format!("[{}]", regions.join(", "))
    } else {
        format!("[\n  {}\n]", regions.join(",\n  "))
    };
    let indent = old.tree().line_indent(old.entry_span().start);
    let json = patch::reindent(&json, indent, &patch::indent_unit(target), target.tree().line_ending());
    let mut edits = vec![Edit::replace(old.entry_span(), format!("\"targetRegions\": {json}"))];
    edits.extend(storage.map(patch::remove));
    Some(edits)
}
