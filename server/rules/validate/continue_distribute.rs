//! Images that are distributed although their validation failed.

use crate::model::template::Template;
use crate::model::value::{self, Value};
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "validate/continue-distribute",
    level: Level::Information,
    since: Some("2022-02-14"),
    fixable: true,
    page: include_str!("continue_distribute.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(validate) = template.property("validate") else {
        return;
    };
    let Value::Known(true, node) = value::boolean(validate.get("continueDistributeOnFailure")) else {
        return;
    };
    if !versions::version_may_have(template, versions::VALIDATORS_SINCE) {
        return;
    }
    let message = say! {
        en: "With `continueDistributeOnFailure`, an image that fails validation is still distributed",
        pt_br: "Com `continueDistributeOnFailure`, uma imagem que falha na validação ainda é distribuída",
    };
    let title = say! { en: "Set it to `false`", pt_br: "Definir como `false`" };
    findings
        .report(node.span(), message)
        .guess(title, [patch::replace_value(node, "false")]);
}
