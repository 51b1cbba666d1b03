//! A build timeout outside the range that the service accepts.

use crate::model::template::Template;
use crate::rules::timeout::written_minutes;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "timeout/out-of-range",
    level: Level::Error,
    fixable: true,
    page: include_str!("out_of_range.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some((minutes, node)) = written_minutes(template) else {
        return;
    };
    if (0..=960).contains(&minutes) {
        return;
    }
    let message = say! {
        en: "`buildTimeoutInMinutes` is {minutes}; the service accepts 0, or 6 to 960 minutes",
        pt_br: "`buildTimeoutInMinutes` é {minutes}; o serviço aceita 0, ou de 6 a 960 minutos",
    };
    let nearest = if minutes > 960 { "960" } else { "0" };
    let title = say! { en: "Set `buildTimeoutInMinutes` to {nearest}", pt_br: "Definir `buildTimeoutInMinutes` como {nearest}" };
    findings
        .report(node.span(), message)
        .guess(title, [patch::replace_value(node, nearest)]);
}
