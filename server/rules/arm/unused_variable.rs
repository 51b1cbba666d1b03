//! A variable that no expression uses.

use crate::expr::scope::Symbol;
use crate::model::deployment::Deployment;
use crate::rules::arm;
use crate::rules::{Check, Findings, Level, Rule, Tag};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/unused-variable",
    level: Level::Hint,
    fixable: true,
    tag: Some(Tag::Unnecessary),
    page: include_str!("unused_variable.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    let message = say! {
        en: "Unused variable",
        pt_br: "Variável sem uso",
    };
    arm::report_unused(deployment, Symbol::Variable, &message, findings);
}
