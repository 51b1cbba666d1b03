//! A name of a parameter or a variable that nothing declares.

use crate::expr::names::Use;
use crate::expr::scope::{Scope, Symbol};
use crate::model::declarations;
use crate::model::deployment::Deployment;
use crate::model::value::has_placeholder;
use crate::rules::arm;
use crate::rules::engine::names;
use crate::rules::engine::spelling;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/unknown-reference",
    level: Level::Error,
    fixable: true,
    page: include_str!("unknown_reference.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, out: &mut Sink<'_>) {
    for it in deployment.uses.iter().filter(|_| deployment.is_whole) {
        let is_open = arm::is_computed(it.scope, it.symbol) || has_placeholder(&it.name);
        if it.declaration().is_none() && !is_open {
            report(it, out);
        }
    }
}

fn report(it: &Use<'_>, out: &mut Sink<'_>) {
    let name = names::short(&it.name);
    let in_function = matches!(it.scope, Scope::Function { .. });
    let message = match (it.symbol, in_function) {
        (Symbol::Parameter, false) => say! {
            en: "No parameter `{name}` is declared; the deployment stops before Image Builder sees the template",
            pt_br: "Nenhum parâmetro `{name}` é declarado; a implantação para antes que o Image Builder veja o template",
        },
        (Symbol::Variable, false) => say! {
            en: "No variable `{name}` is declared; the deployment stops before Image Builder sees the template",
            pt_br: "Nenhuma variável `{name}` é declarada; a implantação para antes que o Image Builder veja o template",
        },
        (Symbol::Parameter, true) => say! {
            en: "This function has no parameter `{name}`, and it sees none but its own",
            pt_br: "Esta função não tem um parâmetro `{name}`, e ela só vê os seus próprios",
        },
        (Symbol::Variable, true) => say! {
            en: "A function sees no variables; hand `{name}` in as a parameter",
            pt_br: "Uma função não vê variáveis; passe `{name}` como parâmetro",
        },
    };
    let declared = it.scope.declared(it.symbol);
    let near = spelling::nearest(&it.name, declared.iter().map(|it| it.name.as_ref())).map(str::to_owned);
    let mut report = out.report(it.span, message);
    if let Some(near) = near {
        let title = say! { en: "Write `{near}`", pt_br: "Escrever `{near}`" };
        report = report.guess(title, [Edit::replace(it.span, near)]);
    }
    if let Some(edit) = declarations::declare_missing(it) {
        let title = match it.symbol {
            Symbol::Parameter => say! { en: "Declare the parameter `{name}`", pt_br: "Declarar o parâmetro `{name}`" },
            Symbol::Variable => say! { en: "Declare the variable `{name}`", pt_br: "Declarar a variável `{name}`" },
        };
        report.guess(title, [edit]);
    }
}
