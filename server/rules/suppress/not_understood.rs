//! A comment that speaks to us and says nothing that we know.

use crate::rules::engine::directives::{Comments, Remark};
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "suppress/not-understood",
    level: Level::Information,
    page: include_str!("not_understood.md"),
    check: Check::Directive(check),
    ..Rule::DEFAULTS
};

fn check(_: &Comments<'_>, remark: &Remark<'_>, out: &mut Sink<'_>) {
    let Remark::NotUnderstood(directive) = remark else {
        return;
    };
    let message = say! {
        en: "This comment has no effect; write `aib-ls: ignore[rule]` or, at the top, `aib-ls: ignore-file[rule]`",
        pt_br: "Este comentário não tem efeito; escreva `aib-ls: ignore[regra]` ou, no topo, `aib-ls: ignore-file[regra]`",
    };
    out.report(directive.comment, message);
}
