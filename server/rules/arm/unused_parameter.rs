//! A parameter that no expression uses.

use crate::expr::scope::Symbol;
use crate::model::deployment::Deployment;
use crate::rules::arm;
use crate::rules::{Check, Findings, Level, Rule, Tag};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/unused-parameter",
    level: Level::Hint,
    fixable: true,
    tag: Some(Tag::Unnecessary),
    page: include_str!("unused_parameter.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    let message = say! {
        en: "Unused parameter",
        pt_br: "Parâmetro sem uso",
    };
    arm::report_unused(deployment, Symbol::Parameter, &message, findings);
}
