//! A name of a template or a trigger that the service rejects.

use crate::model::template::{Form, Role, Template};
use crate::model::value::{self, Value};
use crate::rules::engine::names;
use crate::rules::engine::names::is_name;
use crate::rules::engine::names::repair_name;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/name-pattern",
    level: Level::Error,
    fixable: true,
    page: include_str!("name_pattern.md"),
    check: Check::Resource(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    if template.form != Form::Resource {
        return;
    }
    let Value::Known(written, node) = value::text(template.root.get("name")) else {
        return;
    };
    // Outside its template, a trigger is named after it: `template/trigger`.
    let kind = template.root.get("type").and_then(Node::as_str);
    let is_below = template.role == Role::Trigger && kind.is_some_and(|it| it.contains('/'));
    let name = match written.rsplit_once('/') {
        Some((_, last)) if is_below => last,
        _ => &written,
    };
    if is_name(name) {
        return;
    }
    let shown = names::short(name);
    let (noun, in_portuguese) = match template.role {
        Role::Template => ("template", "template"),
        Role::Trigger => ("trigger", "gatilho"),
    };
    let message = if name.is_empty() {
        say! {
            en: "The name of the {noun} is empty; the service rejects it",
            pt_br: "O nome do {in_portuguese} está vazio; o serviço o rejeita",
        }
    } else {
        say! {
            en: "Invalid {noun} name `{shown}`: use 1 to 64 of a–z, A–Z, 0–9, `-`, `_` and `.`",
            pt_br: "Nome de {in_portuguese} inválido, `{shown}`: use de 1 a 64 caracteres entre a–z, A–Z, 0–9, `-`, `_` e `.`",
        }
    };
    let report = findings.report(node.span(), message);
    let repaired = repair_name(name);
    if !repaired.is_empty() {
        let new_name = format!("{}{repaired}", written.strip_suffix(name).unwrap_or_default());
        let title = say! { en: "Rename to `{repaired}`", pt_br: "Renomear para `{repaired}`" };
        report.guess(title, [patch::replace_value(node, string::quote(&new_name))]);
    }
}
