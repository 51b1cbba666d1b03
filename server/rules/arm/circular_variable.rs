//! A variable, or the default of a parameter, that needs itself.

use crate::expr::eval;
use crate::expr::failure::Failure;
use crate::expr::scope::{Scope, Symbol};
use crate::model::deployment::Deployment;
use crate::model::parameters::ParameterFile;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/circular-variable",
    level: Level::Error,
    page: include_str!("circular_variable.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, out: &mut Sink<'_>) {
    let given = deployment.file.and_then(ParameterFile::values);
    for scope in deployment.scopes.iter().filter(|it| matches!(it, Scope::Deployment(_))) {
        for declaration in scope.parameters().into_iter().chain(scope.variables()) {
            let span = declaration.node.span();
            // What names nothing is in no circle.
            if !deployment.names_something(span) {
                continue;
            }
            let outcome = eval::declared(&declaration, *scope, given);
            let Err(Failure::Circle(name)) = outcome.value else {
                continue;
            };
            // Who only leads into a circle is not part of it.
            if !name.eq_ignore_ascii_case(&declaration.name) {
                continue;
            }
            let message = match declaration.symbol {
                Symbol::Variable => say! {
                    en: "This variable needs its own value; the deployment is refused",
                    pt_br: "Esta variável precisa do seu próprio valor; a implantação é recusada",
                },
                Symbol::Parameter => say! {
                    en: "The default of this parameter needs its own value; the deployment is refused",
                    pt_br: "O padrão deste parâmetro precisa do seu próprio valor; a implantação é recusada",
                },
            };
            out.report(declaration.written, message).about(declaration.node.span());
        }
    }
}
