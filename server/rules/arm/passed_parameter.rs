//! A parameter value that a nested deployment does not accept, or one that it requires and does not get.

use crate::expr::scope::Scope;
use crate::model::deployment::Deployment;
use crate::rules::engine::in_parameter_file::{self, Mistake};
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/passed-parameter",
    level: Level::Error,
    fixable: true,
    page: include_str!("passed_parameter.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    let inner = deployment.scopes.iter().filter(|_| deployment.is_whole);
    for scope in inner.filter(|it| matches!(it, Scope::Deployment(_))) {
        let Some((passed, _)) = scope.passed() else { continue };
        // An expression for all parameters shows nothing about one.
        if passed.is_some_and(|it| it.kind() != Kind::Object) {
            continue;
        }
        let inside = scope.deployment();
        for (entry, mistake) in passed.iter().flat_map(|it| in_parameter_file::mistakes(inside, *it)) {
            report(entry, &mistake, findings);
        }
        for it in in_parameter_file::needed(inside, passed) {
            let message = say! {
                en: "This parameter has no default and gets no value from outside; the deployment is rejected",
                pt_br: "Este parâmetro não tem padrão nem recebe um valor de fora; a implantação é rejeitada",
            };
            findings.report(it.written, message).about(it.node.span());
        }
    }
}

fn report(entry: Node<'_>, mistake: &Mistake<'_, '_>, findings: &mut Findings<'_>) {
    let name = names::short(&entry.key().unwrap_or_default());
    let there = say! { en: "Declared here", pt_br: "Declarado aqui" };
    match mistake {
        Mistake::Undeclared => {
            let message = say! {
                en: "The nested template declares no parameter `{name}`; the deployment is rejected",
                pt_br: "O template aninhado não declara um parâmetro `{name}`; a implantação é rejeitada",
            };
            let title = say! { en: "Remove `{name}`", pt_br: "Remover `{name}`" };
            let key = entry.key_span().unwrap_or(entry.span());
            findings
                .report(key, message)
                .about(entry.span())
                .guess(title, [patch::remove(entry)]);
        }
        Mistake::Type { of, wanted, found } => {
            let (wanted, found) = (wanted.word(), found.word());
            let message = say! {
                en: "`{name}` is of type `{wanted}`, but this value is of type `{found}`; the deployment is rejected",
                pt_br: "`{name}` é do tipo `{wanted}`, mas este valor é do tipo `{found}`; a implantação é rejeitada",
            };
            let value = entry.get("value").unwrap_or(entry);
            findings.report(value.span(), message).related(of.written, there);
        }
        Mistake::NotAllowed { of, given, .. } => {
            let message = say! {
                en: "The value is not one of the `allowedValues` of `{name}`; the deployment is rejected",
                pt_br: "O valor não é um dos `allowedValues` de `{name}`; a implantação é rejeitada",
            };
            findings.report(given.span(), message).related(of.written, there);
        }
    }
}
