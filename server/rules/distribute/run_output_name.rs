//! A name of a run output that the service refuses, or that two targets share.

use crate::model::template::Template;
use crate::model::value::{self, Value};
use crate::rules::names::{self, is_name, mend_name};
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "distribute/run-output-name",
    level: Level::Error,
    since: None,
    fixable: true,
    page: include_str!("run_output_name.md"),
    check: Check::Template(check),
};

fn check(template: Template<'_>, out: &mut Sink<'_>) {
    let mut seen: Vec<(String, Node<'_>)> = Vec::new();
    for target in template.distributors() {
        let Some(node) = target.get("runOutputName") else {
            continue;
        };
        let name = match value::text(Some(node)) {
            Value::Known(name, _) => name,
            _ => continue,
        };
        let shown = names::short(&name);
        if !is_name(&name) {
            let message = say! {
                en: "`{shown}` is no name of a run output: 1 to 64 letters, digits, `-`, `_` and `.`",
                pt_br: "`{shown}` não serve como nome de saída: 1 a 64 letras, dígitos, `-`, `_` e `.`",
            };
            let report = out.report(node.span(), message);
            let mended = mend_name(&name);
            if !mended.is_empty() {
                let title = say! { en: "Rename it to `{mended}`", pt_br: "Renomear para `{mended}`" };
                report.guess(title, [patch::replace_value(node, string::quote(&mended))]);
            }
            continue;
        }
        if let Some((_, first)) = seen.iter().find(|(it, _)| name.eq_ignore_ascii_case(it)) {
            let message = say! {
                en: "`{shown}` names another target already; each needs a run output of its own",
                pt_br: "`{shown}` já é o nome de outro destino; cada um precisa da sua própria saída",
            };
            let other = free_name(&name, template);
            let there = say! { en: "The first one", pt_br: "O primeiro" };
            let title = say! { en: "Rename it to `{other}`", pt_br: "Renomear para `{other}`" };
            out.report(node.span(), message)
                .related(first.span(), there)
                .guess(title, [patch::replace_value(node, string::quote(&other))]);
        }
        seen.push((name.into_owned(), node));
    }
}

/// The name with the first number behind it that no other target has.
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
