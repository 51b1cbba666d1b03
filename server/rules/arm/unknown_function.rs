//! A function that the template language does not have.

use crate::expr::functions;
use crate::expr::tree::Call;
use crate::locale::Message;
use crate::model::deployment::{Deployment, Placed};
use crate::rules::arm;
use crate::rules::engine::names;
use crate::rules::engine::spelling;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/unknown-function",
    level: Level::Error,
    fixable: true,
    page: include_str!("unknown_function.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    for (placed, call) in arm::calls(deployment) {
        match &call.namespace {
            None if functions::find(&call.name.text).is_none() => of_language(placed, call, findings),
            Some(space) if placed.scope.function(&space.text, &call.name.text).is_none() => {
                of_template(placed, &space.text, call, findings);
            }
            _ => {}
        }
    }
}

fn of_language(placed: &Placed<'_>, call: &Call, findings: &mut Findings<'_>) {
    let name = names::short(&call.name.text);
    let message = say! {
        en: "Unknown function `{name}`; the deployment is rejected",
        pt_br: "Função desconhecida `{name}`; a implantação é rejeitada",
    };
    let known = functions::all().iter().map(|it| it.name.as_str());
    let near = spelling::nearest(&call.name.text, known.filter(|it| !it.ends_with('*')));
    report(placed, call, message, near, findings);
}

fn of_template(placed: &Placed<'_>, space: &str, call: &Call, findings: &mut Findings<'_>) {
    let (name, space_name) = (names::short(&call.name.text), names::short(space));
    let message = say! {
        en: "This template declares no function `{space_name}.{name}`; the deployment is rejected",
        pt_br: "Este template não declara uma função `{space_name}.{name}`; a implantação é rejeitada",
    };
    let declared = placed.scope.functions().into_iter();
    let of_space = declared.filter(|(it, _)| it.eq_ignore_ascii_case(space));
    let known: Vec<_> = of_space.filter_map(|(_, it)| it.key()).collect();
    let near = spelling::nearest(&call.name.text, known.iter().map(AsRef::as_ref));
    report(placed, call, message, near, findings);
}

fn report(placed: &Placed<'_>, call: &Call, message: Message, near: Option<&str>, findings: &mut Findings<'_>) {
    let expression = &placed.expression;
    let report = findings
        .report(expression.written(call.name.span), message)
        .about(expression.node.span());
    if let Some(near) = near {
        let title = say! { en: "Replace with `{near}`", pt_br: "Substituir por `{near}`" };
        report.guess(title, [expression.edit(call.name.span, near)]);
    }
}
