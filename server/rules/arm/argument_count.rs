//! A call with too few or too many arguments.

use crate::expr::functions;
use crate::expr::scope::Scope;
use crate::expr::tree::Call;
use crate::locale::Message;
use crate::model::deployment::{Deployment, Placed};
use crate::rules::arm;
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/argument-count",
    level: Level::Error,
    page: include_str!("argument_count.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    for (placed, call) in arm::calls(deployment) {
        let Some(wanted) = wanted(placed, call) else { continue };
        let count = call.arguments.len();
        let name = names::short(&call.name.text);
        let (en, pt_br) = (wanted.en, wanted.pt_br);
        let message = say! {
            en: "`{name}` takes {en}, found {count}; the deployment is rejected",
            pt_br: "`{name}` recebe {pt_br}, mas há {count}; a implantação é rejeitada",
        };
        findings
            .report(placed.expression.written(call.name.span), message)
            .about(placed.expression.node.span());
    }
}

/// How many arguments a function takes, where a call has another number.
fn wanted(placed: &Placed<'_>, call: &Call) -> Option<Message> {
    let count = call.arguments.len();
    let (least, most) = match &call.namespace {
        None => {
            let function = functions::find(&call.name.text).filter(|it| !it.accepts(count))?;
            if function.takes_pairs {
                return Some(say! { en: "arguments in pairs", pt_br: "argumentos em pares" });
            }
            (function.least(), function.most())
        }
        Some(space) => {
            let function = placed.scope.function(&space.text, &call.name.text)?;
            let deployment = placed.scope.deployment();
            let exactly = Scope::Function { function, deployment }.parameters().len();
            (exactly, Some(exactly))
        }
    };
    if count >= least && most.is_none_or(|it| count <= it) {
        return None;
    }
    Some(match most {
        Some(most) if most == least => match most {
            0 => say! { en: "no arguments", pt_br: "nenhum argumento" },
            1 => say! { en: "one argument", pt_br: "um argumento" },
            _ => say! { en: "{most} arguments", pt_br: "{most} argumentos" },
        },
        Some(most) => say! { en: "{least} to {most} arguments", pt_br: "de {least} a {most} argumentos" },
        None => say! { en: "{least} or more arguments", pt_br: "{least} argumentos ou mais" },
    })
}
