//! An update filter with invalid syntax, or one that is never evaluated.

use crate::model::step::{Step, StepKind};
use crate::model::value::{self, Value};
use crate::rules::customize::Filter;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/update-filter-syntax",
    level: Level::Warning,
    fixable: true,
    page: include_str!("update_filter_syntax.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let Some(list) = step.get("filters").filter(|it| it.kind() == Kind::Array) else {
        return;
    };
    if step.kind != Some(StepKind::WindowsUpdate) {
        return;
    }
    let mut decided: Option<Node<'_>> = None;
    for item in list.children() {
        let Value::Known(text, _) = value::text(Some(item)) else {
            continue;
        };
        match (Filter::read(&text), decided) {
            (None, _) => no_filter(&text, item, findings),
            (Some(filter), None) if filter.is_everything => decided = Some(item),
            (Some(_), Some(before)) => {
                let message = say! {
                    en: "An earlier filter matches every update, so this one is never evaluated",
                    pt_br: "Um filtro anterior corresponde a todas as atualizações, então este nunca é avaliado",
                };
                let there = say! { en: "This filter matches every update", pt_br: "Este filtro corresponde a todas as atualizações" };
                // `customize/update-filters-install-nothing` reports a list that starts like that.
                if before.index() > 0
                    || Filter::read(&before.as_str().unwrap_or_default()).is_some_and(|it| it.includes)
                {
                    let title = say! { en: "Remove the filter", pt_br: "Remover o filtro" };
                    findings
                        .report(item.span(), message)
                        .level(Level::Information)
                        .related(before.span(), there)
                        .guess(title, [patch::remove(item)]);
                }
            }
            (Some(_), None) => {}
        }
    }
}

fn no_filter(text: &str, item: Node<'_>, findings: &mut Findings<'_>) {
    let message = say! {
        en: "An update filter must start with `include:` or `exclude:`; this one includes no update",
        pt_br: "Um filtro deve começar com `include:` ou `exclude:`; este não inclui nenhuma atualização",
    };
    let report = findings.report(item.span(), message);
    if !text.trim().is_empty() {
        let title = say! { en: "Prepend `include:`", pt_br: "Adicionar `include:` no início" };
        let new_text = string::quote(&format!("include:{}", text.trim()));
        report.guess(title, [patch::replace_value(item, new_text)]);
    }
}
