//! A reference to a parameter or variable that is not declared.

use std::collections::HashMap;

use crate::expr::names::Use;
use crate::expr::scope::{Declaration, Scope, Symbol};
use crate::model::declarations;
use crate::model::deployment::Deployment;
use crate::model::value::has_placeholder;
use crate::rules::arm;
use crate::rules::engine::names;
use crate::rules::engine::spelling;
use crate::rules::{Check, Findings, Level, Rule};
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

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    let mut declared = Declared::default();
    for it in deployment.uses.iter().filter(|_| deployment.is_whole) {
        let is_open = arm::is_computed(it.scope, it.symbol) || has_placeholder(&it.name);
        if it.declaration().is_none() && !is_open {
            report(it, declared.near(it), findings);
        }
    }
}

/// The declarations of the scope that was asked last, so that many uses in it share them.
#[derive(Default)]
struct Declared<'d> {
    of_scope: HashMap<Symbol, (Scope<'d>, Vec<Declaration<'d>>)>,
}

impl<'d> Declared<'d> {
    /// The declared name that is nearest to a used one.
    fn near(&mut self, it: &Use<'d>) -> Option<String> {
        let known = self.of_scope.entry(it.symbol);
        let (scope, declared) = known.or_insert_with(|| (it.scope, it.scope.declared(it.symbol)));
        if *scope != it.scope {
            (*scope, *declared) = (it.scope, it.scope.declared(it.symbol));
        }
        spelling::nearest(&it.name, declared.iter().map(|it| it.name.as_ref())).map(str::to_owned)
    }
}

fn report(it: &Use<'_>, near: Option<String>, findings: &mut Findings<'_>) {
    let name = names::short(&it.name);
    let in_function = matches!(it.scope, Scope::Function { .. });
    let message = match (it.symbol, in_function) {
        (Symbol::Parameter, false) => say! {
            en: "Parameter `{name}` is not declared; Resource Manager rejects the deployment",
            pt_br: "O parâmetro `{name}` não foi declarado; o Resource Manager rejeita a implantação",
        },
        (Symbol::Variable, false) => say! {
            en: "Variable `{name}` is not declared; Resource Manager rejects the deployment",
            pt_br: "A variável `{name}` não foi declarada; o Resource Manager rejeita a implantação",
        },
        (Symbol::Parameter, true) => say! {
            en: "This function has no parameter `{name}`; a function can use only its own parameters",
            pt_br: "Esta função não tem um parâmetro `{name}`; uma função só pode usar os seus próprios parâmetros",
        },
        (Symbol::Variable, true) => say! {
            en: "A function cannot use variables; pass `{name}` as a parameter",
            pt_br: "Uma função não pode usar variáveis; passe `{name}` como parâmetro",
        },
    };
    let mut report = findings.report(it.span, message);
    if let Some(near) = near {
        let title = say! { en: "Replace with `{near}`", pt_br: "Substituir por `{near}`" };
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
