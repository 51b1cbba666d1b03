//! A name that stays the same with every deployment.

use crate::model::template::{Form, Template};
use crate::model::value::{self, has_placeholder};
use crate::rules::{Check, DefaultSeverity, Level, Rule, Sink};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/fixed-name-redeploy",
    level: Level::Hint,
    default: DefaultSeverity::Off,
    page: include_str!("fixed_name_redeploy.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, out: &mut Sink<'_>) {
    let Some(node) = template.root.get("name").filter(|_| template.form == Form::Resource) else {
        return;
    };
    if value::text(Some(node)).known().is_none_or(|it| has_placeholder(&it)) {
        return;
    }
    let message = say! {
        en: "An image template cannot be edited; a second deployment of a changed one under this name ends in a conflict",
        pt_br: "Um template de imagem não pode ser editado; uma segunda implantação de um alterado com este nome termina em conflito",
    };
    out.report(node.span(), message);
}
