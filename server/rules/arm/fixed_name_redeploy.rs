//! A name that is the same in every deployment.

use crate::model::template::{Form, Template};
use crate::model::value::{self, has_placeholder};
use crate::rules::{Check, DefaultSeverity, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/fixed-name-redeploy",
    level: Level::Hint,
    default: DefaultSeverity::Off,
    page: include_str!("fixed_name_redeploy.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(node) = template.root.get("name").filter(|_| template.form == Form::Resource) else {
        return;
    };
    if value::text(Some(node)).known().is_none_or(|it| has_placeholder(&it)) {
        return;
    }
    let message = say! {
        en: "Image templates cannot be edited; deploying a changed one under this name fails with `Conflict`",
        pt_br: "Templates de imagem não são editáveis; implantar um alterado com este nome falha com `Conflict`",
    };
    findings.report(node.span(), message);
}
