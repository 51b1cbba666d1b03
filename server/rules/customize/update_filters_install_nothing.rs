//! Update filters that install nothing.

use crate::model::step::{Step, StepKind};
use crate::model::value;
use crate::rules::customize::Filter;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::Kind;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/update-filters-install-nothing",
    level: Level::Warning,
    fixable: true,
    page: include_str!("update_filters_install_nothing.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let Some(list) = step.get("filters").filter(|it| it.kind() == Kind::Array) else {
        return;
    };
    let filters: Option<Vec<_>> = list
        .children()
        .map(|it| Some((Filter::read(&value::text(Some(it)).known()?)?, it)))
        .collect();
    let Some(filters) = filters.filter(|_| step.kind == Some(StepKind::WindowsUpdate)) else {
        return;
    };
    let Some((first, node)) = filters.first().filter(|_| !list.tree().is_broken(list.span())) else {
        return;
    };
    let includes = filters.iter().any(|(it, _)| it.includes);
    if includes && first.is_everything && !first.includes {
        let message = say! {
            en: "The first matching filter decides, and this one excludes every update, so nothing is installed",
            pt_br: "O primeiro filtro correspondente decide, e este exclui todas as atualizações, então nada é instalado",
        };
        let title = say! { en: "Remove the filter", pt_br: "Remover o filtro" };
        findings
            .report(node.span(), message)
            .guess(title, [patch::remove(*node)]);
    } else if !includes {
        let message = say! {
            en: "Add `include:$true`: with only `exclude` filters, no update is installed",
            pt_br: "Adicione `include:$true`: só com filtros `exclude`, nenhuma atualização é instalada",
        };
        let report = findings.report(list.span(), message);
        if !filters.iter().any(|(it, _)| it.is_everything) {
            let title = say! { en: "Add `include:$true`", pt_br: "Adicionar `include:$true`" };
            report.guess(title, [patch::add_item(list, "\"include:$true\"")]);
        }
    }
}
