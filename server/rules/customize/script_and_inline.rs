//! A step with two scripts.

use crate::model::step::Step;
use crate::model::value;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::Kind;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/script-and-inline",
    level: Level::Error,
    fixable: true,
    page: include_str!("script_and_inline.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    if !step.runs_script() {
        return;
    }
    let (Some(address), Some(inline)) = (step.given("scriptUri"), step.given("inline")) else {
        return;
    };
    // An empty address counts as none.
    if !value::is_never_empty(address) || inline.kind() != Kind::Array {
        return;
    }
    let Some(span) = inline.key_span() else { return };
    let message = say! {
        en: "A step cannot have both `scriptUri` and `inline`; the service rejects the template",
        pt_br: "Uma etapa não pode ter `scriptUri` e `inline` ao mesmo tempo; o serviço rejeita o template",
    };
    let there = say! { en: "The other script", pt_br: "O outro script" };
    let report = findings
        .report(span, message)
        .about(inline.span())
        .related(address.entry_span(), there);
    let title = say! { en: "Keep `scriptUri`, remove `inline`", pt_br: "Manter `scriptUri`, remover `inline`" };
    let other = say! { en: "Keep `inline`, remove `scriptUri`", pt_br: "Manter `inline`, remover `scriptUri`" };
    report
        .guess(title, [patch::remove(inline)])
        .guess(other, [patch::remove(address)]);
}
