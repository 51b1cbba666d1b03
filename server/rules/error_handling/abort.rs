//! An error action that keeps the build VM after a failure.

use crate::model::template::Template;
use crate::rules::{Check, Findings, Level, Rule};
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

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let handling = template.property("errorHandling");
    let choices = handling.into_iter().flat_map(Node::children);
    for node in choices.filter(|it| it.as_str().is_some_and(|it| it == "abort")) {
        let message = say! {
            en: "With `abort`, a failed build keeps its VM and network, which cost money until you delete them",
            pt_br: "Com `abort`, um build que falha mantém a VM e a rede, que geram custos até serem excluídas",
        };
        let title = say! { en: "Set it to `cleanup`", pt_br: "Definir como `cleanup`" };
        findings
            .report(node.span(), message)
            .guess(title, [patch::replace_value(node, "\"cleanup\"")]);
    }
}
