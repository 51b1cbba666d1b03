//! A tag that the service sets itself.

use crate::model::template::Template;
use crate::rules::{Check, Level, Rule, Sink};
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

/// The tags that say which template a staging group belongs to: the service compares them before it
/// builds.
const OWNERS: [&str; 2] = ["imageTemplateName", "imageTemplateResourceGroupName"];
/// The tags that say who made the group, which nothing is known to compare.
const MAKERS: [&str; 2] = ["createdBy", "usedBy"];

fn check(template: Template<'_>, out: &mut Sink<'_>) {
    let tags = template.property("managedResourceTags");
    for tag in tags.into_iter().flat_map(Node::children) {
        let (Some(key), Some(span)) = (tag.key(), tag.key_span()) else {
            continue;
        };
        // Names of tags compare without regard to case.
        let is_one = |names: &[&str]| names.iter().any(|it| key.eq_ignore_ascii_case(it));
        let (level, message) = if is_one(&OWNERS) {
            let message = say! {
                en: "By `{key}` the service tells which template owns the staging group; another value makes the build fail",
                pt_br: "Por `{key}` o serviço sabe a qual template pertence o grupo de preparo; outro valor faz o build falhar",
            };
            (Level::Warning, message)
        } else if is_one(&MAKERS) {
            let message = say! {
                en: "The service sets the tag `{key}` on the staging group itself; choose another name for yours",
                pt_br: "O próprio serviço define a tag `{key}` no grupo de preparo; escolha outro nome para a sua",
            };
            (Level::Information, message)
        } else {
            continue;
        };
        out.report(span, message).level(level).about(tag.span()).guess(
            say! { en: "Remove `{key}`", pt_br: "Remover `{key}`" },
            [patch::remove(tag)],
        );
    }
}
