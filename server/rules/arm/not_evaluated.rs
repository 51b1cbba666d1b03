//! An expression that exceeds the budget of evaluation.

use crate::expr::eval;
use crate::expr::failure::Failure;
use crate::model::deployment::Deployment;
use crate::model::parameters::ParameterFile;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/not-evaluated",
    level: Level::Information,
    page: include_str!("not_evaluated.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    let given = deployment.file.and_then(ParameterFile::values);
    let mut expressions = deployment.expressions.iter().map(|it| &it.expression);
    // One that is too large makes all that name it too large.
    let first = expressions.find(|it| eval::evaluate(it, given).value == Err(Failure::TooMuch));
    let Some(expression) = first else { return };
    let message = say! {
        en: "This expression is too large to evaluate; rules that depend on its value do not check it",
        pt_br: "Esta expressão é grande demais para ser avaliada; regras que dependem do valor não a verificam",
    };
    findings
        .report(expression.string, message)
        .about(expression.node.span());
}
