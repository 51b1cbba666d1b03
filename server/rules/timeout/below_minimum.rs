//! A build timeout that makes the build fail at once.

use crate::model::template::Template;
use crate::rules::timeout::written_minutes;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "timeout/below-minimum",
    level: Level::Error,
    fixable: true,
    page: include_str!("below_minimum.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some((minutes @ 1..=5, node)) = written_minutes(template) else {
        return;
    };
    let message = say! {
        en: "`buildTimeoutInMinutes` is {minutes}; builds fail at once: use 0 (the default, 240) or at least 6",
        pt_br: "`buildTimeoutInMinutes` é {minutes}; o build falha imediatamente: use 0 (o padrão, 240) ou no mínimo 6",
    };
    findings.report(node.span(), message)
        .guess(say! { en: "Set `buildTimeoutInMinutes` to 0, the default of 240 minutes", pt_br: "Definir `buildTimeoutInMinutes` como 0, o padrão de 240 minutos" }, [patch::replace_value(node, "0")])
        .guess(say! { en: "Set `buildTimeoutInMinutes` to 6", pt_br: "Definir `buildTimeoutInMinutes` como 6" }, [patch::replace_value(node, "6")]);
}
