//! A failure after which the build VM stays.

use crate::model::template::Template;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "error-handling/abort",
    level: Level::Information,
    since: Some("2023-07-01"),
    fixable: true,
    page: include_str!("abort.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, out: &mut Sink<'_>) {
    let handling = template.property("errorHandling");
    let choices = handling.into_iter().flat_map(Node::children);
    for node in choices.filter(|it| it.as_str().is_some_and(|it| it == "abort")) {
        let message = say! {
            en: "After a failure the build VM and its network stay and cost money until you delete them",
            pt_br: "Depois de uma falha, a VM de build e a sua rede ficam e custam dinheiro até que você as exclua",
        };
        let title = say! { en: "Replace it with `cleanup`", pt_br: "Trocar por `cleanup`" };
        out.report(node.span(), message)
            .guess(title, [patch::replace_value(node, "\"cleanup\"")]);
    }
}
