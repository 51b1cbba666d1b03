//! A string in brackets that Resource Manager reads as an expression, but that is not one.

use crate::expr::expression::Expression;
use crate::expr::scope::{Scope, Symbol};
use crate::model::declarations;
use crate::model::deployment::Deployment;
use crate::rules::arm;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::string;
use crate::syntax::tree::{Kind as Json, Node};
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/bracket-string-needs-escape",
    level: Level::Error,
    fixable: true,
    page: include_str!("bracket_string_needs_escape.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    for placed in &deployment.expressions {
        let expression = &placed.expression;
        if expression.mistakes.is_empty() || arm::is_meant(expression, placed.scope) {
            continue;
        }
        check_text(expression, placed.scope, findings);
    }
}

fn check_text(expression: &Expression<'_>, scope: Scope<'_>, findings: &mut Findings<'_>) {
    let title = say! { en: "Start with `[[`", pt_br: "Começar com `[[`" };
    let escape = expression.edit(Span::at(0), "[");
    if let Some((function, name)) = declared(expression, scope) {
        let message = say! {
            en: "A bare name is not an expression, and the deployment is rejected; use `[{function}('{name}')]`",
            pt_br: "Um nome sozinho não é uma expressão, e a implantação é rejeitada; use `[{function}('{name}')]`",
        };
        let use_it =
            say! { en: "Replace with `[{function}('{name}')]`", pt_br: "Substituir por `[{function}('{name}')]`" };
        let call = string::quote(&format!("[{function}('{name}')]"));
        findings
            .report(expression.string, message)
            .guess(use_it, [Edit::replace(expression.string, call)])
            .guess(title, [escape]);
        return;
    }
    let message = say! {
        en: "Resource Manager reads this string as an expression and rejects the deployment; start it with `[[`",
        pt_br: "O Resource Manager lê esta string como uma expressão e rejeita a implantação; comece-a com `[[`",
    };
    let report = findings.report(expression.string, message);
    if is_command(expression.node) {
        report.fix(title, [escape]);
    } else {
        report.guess(title, [escape]);
    }
}

/// The function and the declared name that a string consists of: `[publisher]` if such a parameter or variable exists.
fn declared(expression: &Expression<'_>, scope: Scope<'_>) -> Option<(&'static str, String)> {
    let text = expression.text.strip_prefix('[')?.strip_suffix(']')?.trim();
    [Symbol::Parameter, Symbol::Variable]
        .into_iter()
        .find_map(|it| Some((declarations::section(it), scope.find(it, text)?.name.into_owned())))
}

/// Whether a text is a command of a script or of a restart, in which brackets have a meaning of their own.
fn is_command(node: Node<'_>) -> bool {
    let is_item = node
        .parent()
        .is_some_and(|it| it.kind() == Json::Array && it.has_key("inline"));
    is_item || node.has_key("restartCommand") || node.has_key("restartCheckCommand")
}
