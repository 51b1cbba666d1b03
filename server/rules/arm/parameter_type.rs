//! A parameter whose type does not fit.

use crate::expr::eval;
use crate::expr::functions::{self, Type as Taken};
use crate::expr::scope::{Declaration, Scope, Symbol};
use crate::expr::tree::Expr;
use crate::expr::value::Type;
use crate::locale::Say;
use crate::model::deployment::{Deployment, Placed};
use crate::model::parameters::ParameterFile;
use crate::rules::arm;
use crate::rules::names;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/parameter-type",
    level: Level::Error,
    since: None,
    fixable: false,
    page: include_str!("parameter_type.md"),
    check: Check::Deployment(check),
};

fn check(deployment: &Deployment<'_>, out: &mut Sink<'_>) {
    let given = deployment.file.and_then(ParameterFile::values);
    for scope in deployment.scopes.iter().filter(|it| matches!(it, Scope::Deployment(_))) {
        for declaration in scope.parameters() {
            let Some(wanted) = arm::type_of(&declaration) else {
                continue;
            };
            let Some(default) = declaration.node.get("defaultValue") else {
                continue;
            };
            let Ok(value) = eval::value_of(default, given).value else {
                continue;
            };
            if let Some(found) = value.kind().filter(|it| *it != wanted) {
                let (wanted, found) = (wanted.word(), found.word());
                let message = say! {
                    en: "The parameter is of the type `{wanted}`, and its default is of the type `{found}`; the deployment is refused",
                    pt_br: "O parâmetro é do tipo `{wanted}`, e o seu padrão é do tipo `{found}`; a implantação é recusada",
                };
                out.report(default.span(), message);
            }
        }
    }
    for (placed, call) in arm::calls(deployment).filter(|it| it.1.namespace.is_none()) {
        let Some(function) = functions::find(&call.name.text).filter(|it| it.accepts(call.arguments.len())) else {
            continue;
        };
        for (at, argument) in call.arguments.iter().enumerate() {
            let Some(taken) = function.argument(at).map(|it| it.types) else {
                continue;
            };
            let Some((declaration, kind)) = plain_parameter(placed, argument) else {
                continue;
            };
            let fits = match kind {
                Type::Text => taken.contains(Taken::String),
                Type::Integer => taken.contains(Taken::Int),
                Type::Bool => taken.contains(Taken::Bool),
                Type::Array => taken.contains(Taken::Array),
                Type::Object => taken.contains(Taken::Object),
            };
            if !fits {
                let (name, function) = (names::short(&declaration.name), &function.name);
                let kind = kind.word();
                out.report(placed.expression.written(argument.span), words(&name, kind, function))
                    .about(placed.expression.node.span())
                    .level(Level::Warning);
            }
        }
    }
}

fn words(name: &str, kind: &str, function: &str) -> Say {
    say! {
        en: "`{name}` is of the type `{kind}`, which `{function}` does not take here",
        pt_br: "`{name}` é do tipo `{kind}`, que `{function}` não recebe aqui",
    }
}

/// The parameter that an argument is, and nothing else, with its type.
fn plain_parameter<'d>(placed: &Placed<'d>, argument: &Expr) -> Option<(Declaration<'d>, Type)> {
    let call = argument.call().filter(|it| it.is("parameters"))?;
    let name = call.arguments.first()?.text()?;
    let declaration = placed.scope.find(Symbol::Parameter, name)?;
    let kind = arm::type_of(&declaration)?;
    Some((declaration, kind))
}
