//! Two names that Resource Manager considers the same.

use std::collections::HashMap;

use crate::expr::scope::Declaration;
use crate::model::deployment::Deployment;
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/duplicate-name",
    level: Level::Warning,
    page: include_str!("duplicate_name.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    for scope in &deployment.scopes {
        differing_by_case(&scope.parameters(), findings);
        differing_by_case(&scope.variables(), findings);
    }
}

fn differing_by_case(declared: &[Declaration<'_>], findings: &mut Findings<'_>) {
    let mut first_by_name: HashMap<String, &Declaration<'_>> = HashMap::new();
    for it in declared {
        let Some(first) = first_by_name.get(&it.name.to_ascii_lowercase()) else {
            first_by_name.insert(it.name.to_ascii_lowercase(), it);
            continue;
        };
        // Identical names are a duplicate key in the JSON.
        if first.name == it.name {
            continue;
        }
        let name = names::short(&first.name);
        let message = say! {
            en: "`{name}` is already declared: names are case-insensitive, so one of the two values is lost",
            pt_br: "`{name}` já foi declarado, sem distinguir maiúsculas de minúsculas; um dos dois valores se perde",
        };
        let there = say! { en: "Declared here", pt_br: "Declarado aqui" };
        findings
            .report(it.written, message)
            .about(it.node.span())
            .related(first.written, there);
    }
}
