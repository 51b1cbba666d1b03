//! A list of exit codes in which success is missing.

use crate::model::step::{Step, StepKind};
use crate::rules::{Check, Level, Rule, Sink};
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

fn check(step: Step<'_>, out: &mut Sink<'_>) {
    let Some(codes) = step.get("validExitCodes").filter(|it| it.kind() == Kind::Array) else {
        return;
    };
    let mut items = codes.children();
    let Some(first) = items.next() else { return };
    // A text is of the wrong type, of which `schema/wrong-json-type` speaks.
    let is_plain = codes.children().all(|it| it.as_i64().is_some_and(|code| code != 0));
    if step.kind != Some(StepKind::PowerShell) || !is_plain || codes.tree().is_broken(codes.span()) {
        return;
    }
    let message = say! {
        en: "This list replaces the default, so a script that succeeds with exit code 0 fails the build",
        pt_br: "Esta lista substitui o padrão, então um script que termina bem, com código 0, faz o build falhar",
    };
    let title = say! { en: "Add 0", pt_br: "Adicionar 0" };
    out.report(codes.span(), message)
        .guess(title, [patch::add_item_before(first, "0")]);
}
