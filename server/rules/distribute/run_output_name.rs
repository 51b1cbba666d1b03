//! A run output name that the service rejects, or that two targets share.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

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
    let mut names = Names::of(template);
    let mut computed: HashMap<&str, Node<'_>> = HashMap::new();
    for target in template.distributors() {
        let Some(node) = target.get("runOutputName") else {
            continue;
        };
        let name = match value::text(Some(node)) {
            Value::Known(name, _) => name,
            Value::Computed(_) => {
                match computed.entry(node.source()) {
                    Entry::Occupied(first) => {
                        repeated(*first.get(), node, findings).level(Level::Information);
                    }
                    Entry::Vacant(free) => {
                        free.insert(node);
                    }
                }
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
        if let Some(first) = names.used_before(&name, node) {
            let other = names.free(&name);
            let title = say! { en: "Rename to `{other}`", pt_br: "Renomear para `{other}`" };
            repeated(first, node, findings).guess(title, [patch::replace_value(node, string::quote(&other))]);
        }
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

/// The names of all targets, in lower case.
struct Names<'d> {
    all: HashSet<String>,
    first: HashMap<String, Node<'d>>,
    /// The number that made a name free, by the name.
    numbers: HashMap<String, usize>,
}

impl<'d> Names<'d> {
    fn of(template: Template<'d>) -> Self {
        let written = template
            .distributors()
            .filter_map(|it| it.get("runOutputName")?.as_str());
        Self {
            all: written.map(|it| it.to_ascii_lowercase()).collect(),
            first: HashMap::new(),
            numbers: HashMap::new(),
        }
    }

    /// The first target of the name, if this is not it.
    fn used_before(&mut self, name: &str, node: Node<'d>) -> Option<Node<'d>> {
        match self.first.entry(name.to_ascii_lowercase()) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(free) => {
                free.insert(node);
                None
            }
        }
    }

    /// The name followed by the first number that no target has.
    fn free(&mut self, name: &str) -> String {
        let stem: String = name.chars().take(60).collect();
        let number = self.numbers.entry(stem.to_ascii_lowercase()).or_insert(2);
        while self.all.contains(&format!("{stem}-{number}").to_ascii_lowercase()) {
            *number += 1;
        }
        format!("{stem}-{number}")
    }
}
