//! A text in brackets that is no expression, and is read as one.

use crate::model::deployment::Deployment;
use crate::rules::arm;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/bracket-string-needs-escape",
    level: Level::Error,
    fixable: true,
    page: include_str!("bracket_string_needs_escape.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, out: &mut Sink<'_>) {
    for placed in &deployment.expressions {
        let expression = &placed.expression;
        if expression.mistakes.is_empty() || arm::is_meant(expression, placed.scope) {
            continue;
        }
        let message = say! {
            en: "Resource Manager reads this text as an expression, and the deployment is refused; begin it with `[[`",
            pt_br: "O Resource Manager lê este texto como uma expressão, e a implantação é recusada; comece-o com `[[`",
        };
        let title = say! { en: "Begin with `[[`", pt_br: "Começar com `[[`" };
        let edit = expression.edit(Span::at(0), "[");
        out.report(expression.string, message).fix(title, [edit]);
    }
}
