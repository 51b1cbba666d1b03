//! A default that is not one of the allowed values.

use crate::expr::scope::Scope;
use crate::model::deployment::Deployment;
use crate::rules::arm;
use crate::rules::engine::names;
use crate::rules::engine::spelling;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/default-not-allowed",
    level: Level::Error,
    fixable: true,
    page: include_str!("default_not_allowed.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    for scope in deployment.scopes.iter().filter(|it| matches!(it, Scope::Deployment(_))) {
        for declaration in scope.parameters() {
            let Some(default) = declaration.node.get("defaultValue") else {
                continue;
            };
            let Some(allowed) = arm::not_allowed(&declaration, default) else {
                continue;
            };
            let message = say! {
                en: "The default is not one of the `allowedValues`; the deployment is rejected",
                pt_br: "O padrão não é um dos `allowedValues`; a implantação é rejeitada",
            };
            let mut report = findings.report(default.span(), message);
            let written = default.as_str().unwrap_or_default();
            let texts: Vec<_> = allowed.children().filter_map(|it| Some((it.as_str()?, it))).collect();
            let near = spelling::nearest(&written, texts.iter().map(|it| it.0.as_ref()));
            let meant = texts.iter().find(|it| Some(it.0.as_ref()) == near);
            if let Some((text, node)) = meant {
                let shown = names::short(text);
                let title = say! { en: "Replace with `{shown}`", pt_br: "Substituir por `{shown}`" };
                report = report.guess(title, [patch::replace_value(default, node.source())]);
            }
            let title = say! { en: "Add to `allowedValues`", pt_br: "Adicionar a `allowedValues`" };
            report.guess(title, [patch::add_item(allowed, default.source())]);
        }
    }
}
