//! A run output name that the service rejects, or that two targets share.

use crate::model::template::Template;
use crate::model::value::{self, Value};
use crate::rules::engine::finding::Report;
use crate::rules::engine::names;
use crate::rules::engine::names::is_name;
use crate::rules::engine::names::repair_name;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "distribute/run-output-name",
    level: Level::Error,
    fixable: true,
    page: include_str!("run_output_name.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let mut earlier: Vec<(String, Node<'_>)> = Vec::new();
    let mut computed: Vec<Node<'_>> = Vec::new();
    for target in template.distributors() {
        let Some(node) = target.get("runOutputName") else {
            continue;
        };
        let name = match value::text(Some(node)) {
            Value::Known(name, _) => name,
            Value::Computed(_) => {
                if let Some(first) = computed.iter().find(|it| it.source() == node.source()) {
                    repeated(*first, node, findings).level(Level::Information);
                }
                computed.push(node);
                continue;
            }
            _ => continue,
        };
        if !is_name(&name) {
            let shown = names::short(&name);
            let message = if name.is_empty() {
                say! {
                    en: "`runOutputName` is empty; each target needs a name for its run output",
                    pt_br: "`runOutputName` está vazio; cada destino precisa de um nome para a sua saída",
                }
            } else {
                say! {
                    en: "Invalid `runOutputName` `{shown}`: use 1 to 64 of a–z, A–Z, 0–9, `-`, `_` and `.`",
                    pt_br: "`runOutputName` inválido, `{shown}`: use de 1 a 64 caracteres entre a–z, A–Z, 0–9, `-`, `_` e `.`",
                }
            };
            let report = findings.report(node.span(), message);
            let repaired = repair_name(&name);
            if !repaired.is_empty() {
                let title = say! { en: "Rename to `{repaired}`", pt_br: "Renomear para `{repaired}`" };
                report.guess(title, [patch::replace_value(node, string::quote(&repaired))]);
            }
            continue;
        }
        if let Some((_, first)) = earlier.iter().find(|(it, _)| name.eq_ignore_ascii_case(it)) {
            let other = free_name(&name, template);
            let title = say! { en: "Rename to `{other}`", pt_br: "Renomear para `{other}`" };
            repeated(*first, node, findings).guess(title, [patch::replace_value(node, string::quote(&other))]);
        }
        earlier.push((name.into_owned(), node));
    }
}

fn repeated<'s>(first: Node<'_>, node: Node<'_>, findings: &'s mut Findings<'_>) -> Report<'s> {
    let shown = names::short(&node.as_str().unwrap_or_default());
    let message = say! {
        en: "`{shown}` is already used by another target; each needs its own run output name",
        pt_br: "`{shown}` já é usado por outro destino; cada um precisa do seu próprio nome de saída",
    };
    let there = say! { en: "First used here", pt_br: "Usado primeiro aqui" };
    findings.report(node.span(), message).related(first.span(), there)
}

/// The name followed by the first number that no other target has.
fn free_name(name: &str, template: Template<'_>) -> String {
    let taken: Vec<_> = template
        .distributors()
        .filter_map(|it| it.get("runOutputName")?.as_str())
        .collect();
    let stem: String = name.chars().take(60).collect();
    let candidates = (2..=taken.len() + 2).map(|n| format!("{stem}-{n}"));
    let free = |it: &String| !taken.iter().any(|other| other.eq_ignore_ascii_case(it));
    candidates.into_iter().find(free).unwrap_or(stem)
}
