//! An empty list of steps.

use crate::model::template::Template;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::tree::Kind;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/nothing-to-do",
    level: Level::Information,
    page: include_str!("nothing_to_do.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(list) = template.property("customize").filter(|it| it.kind() == Kind::Array) else {
        return;
    };
    let has_more = ["validate", "optimize"]
        .iter()
        .any(|it| template.property(it).is_some());
    if list.children().next().is_some() || has_more || list.tree().is_broken(list.span()) {
        return;
    }
    let message = say! {
        en: "`customize` is empty, so the build only generalizes the source image again",
        pt_br: "`customize` está vazio, então o build só generaliza a imagem de origem de novo",
    };
    findings.report(list.span(), message);
}
