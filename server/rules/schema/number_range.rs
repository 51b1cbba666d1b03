//! A number below or above what the property accepts.

use crate::model::template::Template;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::lookup;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/number-range",
    level: Level::Error,
    fixable: true,
    about_version: true,
    page: include_str!("number_range.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

fn check(violation: &Violation<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    let node = violation.node;
    // `timeout/out-of-range` gives more detail.
    if node.has_key("buildTimeoutInMinutes") && node.as_i64().is_some() {
        return;
    }
    let (Some(key), number) = (node.key(), node.source()) else {
        return;
    };
    let (message, bound) = match violation.problem {
        Difference::TooSmall(least) => {
            let message = say! {
                en: "`{key}` is {number}; the minimum is {least}",
                pt_br: "`{key}` é {number}; o mínimo é {least}",
            };
            (message, least)
        }
        Difference::TooLarge(most) => {
            let message = say! {
                en: "`{key}` is {number}; the maximum is {most}",
                pt_br: "`{key}` é {number}; o máximo é {most}",
            };
            (message, most)
        }
        _ => return,
    };
    let member = lookup::slot(template, node).and_then(|it| it.member);
    let default = member.and_then(|it| it.property.default?.as_i64());
    let value = default.unwrap_or(bound);
    let title = say! { en: "Replace with {value}", pt_br: "Substituir por {value}" };
    findings
        .report(node.span(), message)
        .guess(title, [patch::replace_value(node, value.to_string())]);
}
