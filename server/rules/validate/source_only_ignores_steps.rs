//! Customizers in a template that builds no image.

use crate::model::template::Template;
use crate::model::value::{self, Value};
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::Kind;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "validate/source-only-ignores-steps",
    level: Level::Warning,
    since: Some("2022-02-14"),
    fixable: true,
    page: include_str!("source_only_ignores_steps.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(validate) = template.property("validate") else {
        return;
    };
    let Value::Known(true, only) = value::boolean(validate.get("sourceValidationOnly")) else {
        return;
    };
    let Some(steps) = template
        .property("customize")
        .filter(|it| it.children().next().is_some())
    else {
        return;
    };
    if steps.kind() != Kind::Array || !versions::version_may_have(template, versions::VALIDATORS_SINCE) {
        return;
    }
    let message = say! {
        en: "With `sourceValidationOnly`, no image is built and the steps of `customize` do not run",
        pt_br: "Com `sourceValidationOnly`, nenhuma imagem é criada e as etapas de `customize` não são executadas",
    };
    let there = say! { en: "These steps do not run", pt_br: "Estas etapas não são executadas" };
    let title =
        say! { en: "Set `sourceValidationOnly` to `false`", pt_br: "Definir `sourceValidationOnly` como `false`" };
    let other = say! { en: "Remove `customize`", pt_br: "Remover `customize`" };
    findings
        .report(only.span(), message)
        .related(steps.key_span().unwrap_or(steps.span()), there)
        .guess(title, [patch::replace_value(only, "false")])
        .guess(other, [patch::remove(steps)]);
}
