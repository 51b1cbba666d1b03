//! A tag that the service itself sets.

use crate::model::template::Template;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "staging/reserved-tags",
    level: Level::Warning,
    since: Some("2024-02-01"),
    fixable: true,
    page: include_str!("reserved_tags.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

/// The tags that identify the template of a staging group: the service compares them before it
/// builds.
const OWNERS: [&str; 2] = ["imageTemplateName", "imageTemplateResourceGroupName"];
/// The tags for the creator of the group, which are not known to be compared.
const MAKERS: [&str; 2] = ["createdBy", "usedBy"];

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let tags = template.property("managedResourceTags");
    for tag in tags.into_iter().flat_map(Node::children) {
        let (Some(key), Some(span)) = (tag.key(), tag.key_span()) else {
            continue;
        };
        // Tag names are case-insensitive.
        let is_one = |names: &[&str]| names.iter().any(|it| key.eq_ignore_ascii_case(it));
        let (level, message) = if is_one(&OWNERS) {
            let message = say! {
                en: "Remove `{key}`: the service sets it, and another value may make the build fail",
                pt_br: "Remova `{key}`: o serviço define esta tag, e outro valor pode fazer o build falhar",
            };
            (Level::Warning, message)
        } else if is_one(&MAKERS) {
            let message = say! {
                en: "The service sets the tag `{key}` on the staging resource group; choose another name",
                pt_br: "O serviço define a tag `{key}` no grupo de recursos de preparo; escolha outro nome",
            };
            (Level::Information, message)
        } else {
            continue;
        };
        findings.report(span, message).level(level).about(tag.span()).guess(
            say! { en: "Remove `{key}`", pt_br: "Remover `{key}`" },
            [patch::remove(tag)],
        );
    }
}
