//! A checksum of a step that downloads nothing.

use crate::model::step::Step;
use crate::rules::{Check, Findings, Level, Rule, Tag};
use crate::say;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/checksum-ignored",
    level: Level::Information,
    fixable: true,
    tag: Some(Tag::Unnecessary),
    page: include_str!("checksum_ignored.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let Some(checksum) = step.given("sha256Checksum") else {
        return;
    };
    if !step.runs_script() || step.get("inline").is_none() || step.given("scriptUri").is_some() {
        return;
    }
    let message = say! {
        en: "`sha256Checksum` has no effect: this step downloads nothing",
        pt_br: "`sha256Checksum` não tem efeito: esta etapa não baixa nada",
    };
    let title = say! { en: "Remove `sha256Checksum`", pt_br: "Remover `sha256Checksum`" };
    findings
        .report(checksum.key_span().unwrap_or_default(), message)
        .about(checksum.span())
        .fix(title, [patch::remove(checksum)]);
}
