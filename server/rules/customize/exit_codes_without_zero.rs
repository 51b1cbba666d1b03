//! A list of exit codes without 0.

use crate::model::step::{Step, StepKind};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::Kind;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/exit-codes-without-zero",
    level: Level::Warning,
    fixable: true,
    page: include_str!("exit_codes_without_zero.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let Some(codes) = step.get("validExitCodes").filter(|it| it.kind() == Kind::Array) else {
        return;
    };
    let mut items = codes.children();
    let Some(first) = items.next() else { return };
    // A string has the wrong type, which `schema/wrong-json-type` reports.
    let is_plain = codes.children().all(|it| it.as_i64().is_some_and(|code| code != 0));
    if step.kind != Some(StepKind::PowerShell) || !is_plain || codes.tree().is_broken(codes.span()) {
        return;
    }
    let message = say! {
        en: "This list replaces the default, so a script that exits with 0 fails the build; add 0",
        pt_br: "Esta lista substitui o padrão, então um script que termina com 0 faz o build falhar; adicione 0",
    };
    let title = say! { en: "Add 0", pt_br: "Adicionar 0" };
    findings
        .report(codes.span(), message)
        .guess(title, [patch::add_item_before(first, "0")]);
}
