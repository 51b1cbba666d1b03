//! A suppression comment that cannot be parsed.

use crate::rules::engine::directives::{Comments, Remark};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "suppress/not-understood",
    level: Level::Information,
    page: include_str!("not_understood.md"),
    check: Check::Directive(check),
    ..Rule::DEFAULTS
};

fn check(_: &Comments<'_>, remark: &Remark<'_>, findings: &mut Findings<'_>) {
    let Remark::NotUnderstood(directive) = remark else {
        return;
    };
    let message = say! {
        en: "Invalid suppression comment; use `aib-ls: ignore[rule]`, or `aib-ls: ignore-file[rule]` at the top",
        pt_br: "Supressão inválida; use `aib-ls: ignore[rule]` ou, no topo, `aib-ls: ignore-file[rule]`",
    };
    findings.report(directive.comment, message);
}
