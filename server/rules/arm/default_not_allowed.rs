//! A default that its own list of allowed values does not have.

use crate::expr::scope::Scope;
use crate::model::deployment::Deployment;
use crate::rules::arm;
use crate::rules::engine::names;
use crate::rules::engine::spelling;
use crate::rules::{Check, Level, Rule, Sink};
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

fn check(deployment: &Deployment<'_>, out: &mut Sink<'_>) {
    for scope in deployment.scopes.iter().filter(|it| matches!(it, Scope::Deployment(_))) {
        for declaration in scope.parameters() {
            let Some(default) = declaration.node.get("defaultValue") else {
                continue;
            };
            let Some(allowed) = arm::not_allowed(&declaration, default) else {
                continue;
            };
            let message = say! {
                en: "The default is none of the `allowedValues`; the deployment is refused",
                pt_br: "O padrão não é nenhum dos `allowedValues`; a implantação é recusada",
            };
            let mut report = out.report(default.span(), message);
            let written = default.as_str().unwrap_or_default();
            let texts: Vec<_> = allowed.children().filter_map(|it| Some((it.as_str()?, it))).collect();
            let near = spelling::nearest(&written, texts.iter().map(|it| it.0.as_ref()));
            let meant = texts.iter().find(|it| Some(it.0.as_ref()) == near);
            if let Some((text, node)) = meant {
                let shown = names::short(text);
                let title = say! { en: "Write `{shown}`", pt_br: "Escrever `{shown}`" };
                report = report.guess(title, [patch::replace_value(default, node.source())]);
            }
            let title = say! { en: "Allow it", pt_br: "Permitir" };
            report.guess(title, [patch::add_item(allowed, default.source())]);
        }
    }
}
