//! Two names that are one to Resource Manager.

use std::collections::HashMap;

use crate::expr::scope::Declaration;
use crate::model::deployment::Deployment;
use crate::rules::engine::names;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/duplicate-name",
    level: Level::Error,
    page: include_str!("duplicate_name.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, out: &mut Sink<'_>) {
    for scope in &deployment.scopes {
        differing_by_case(&scope.parameters(), out);
        differing_by_case(&scope.variables(), out);
    }
}

fn differing_by_case(declared: &[Declaration<'_>], out: &mut Sink<'_>) {
    let mut seen: HashMap<String, &Declaration<'_>> = HashMap::new();
    for it in declared {
        let Some(first) = seen.get(&it.name.to_ascii_lowercase()) else {
            seen.insert(it.name.to_ascii_lowercase(), it);
            continue;
        };
        // The same letters in the same case are a mistake of the JSON.
        if first.name == it.name {
            continue;
        }
        let name = names::short(&first.name);
        let message = say! {
            en: "Names are compared without regard to case, and `{name}` is declared already; the deployment is refused",
            pt_br: "Nomes são comparados sem diferenciar maiúsculas, e `{name}` já foi declarado; a implantação é recusada",
        };
        let there = say! { en: "It is declared here", pt_br: "É declarado aqui" };
        out.report(it.written, message)
            .about(it.node.span())
            .related(first.written, there);
    }
}
