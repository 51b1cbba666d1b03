//! A variable, or the default of a parameter, that refers to itself.

use crate::expr::eval;
use crate::expr::failure::Failure;
use crate::expr::scope::{Scope, Symbol};
use crate::model::deployment::Deployment;
use crate::model::parameters::ParameterFile;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/circular-variable",
    level: Level::Error,
    page: include_str!("circular_variable.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    let given = deployment.file.and_then(ParameterFile::values);
    for scope in deployment.scopes.iter().filter(|it| matches!(it, Scope::Deployment(_))) {
        for declaration in scope.parameters().into_iter().chain(scope.variables()) {
            let span = declaration.node.span();
            // Without references there is no cycle.
            if !deployment.names_something(span) {
                continue;
            }
            let outcome = eval::declared(&declaration, *scope, given);
            let Err(Failure::Circle(name)) = outcome.value else {
                continue;
            };
            // An expression that only leads to a cycle is not part of it.
            if !name.eq_ignore_ascii_case(&declaration.name) {
                continue;
            }
            let message = match declaration.symbol {
                Symbol::Variable => say! {
                    en: "Circular reference: this variable refers to itself; the deployment is rejected",
                    pt_br: "Referência circular: esta variável faz referência a si mesma; a implantação é rejeitada",
                },
                Symbol::Parameter => say! {
                    en: "Circular reference: the default of this parameter refers to itself; the deployment is rejected",
                    pt_br: "Referência circular: o padrão deste parâmetro faz referência a si mesmo; a implantação é rejeitada",
                },
            };
            findings
                .report(declaration.written, message)
                .about(declaration.node.span());
        }
    }
}
