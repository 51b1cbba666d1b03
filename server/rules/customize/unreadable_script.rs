//! A local file of an address that cannot be read.

use crate::locale::Message;
use crate::model::step::Step;
use crate::model::value::{self, Value};
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/unreadable-script",
    level: Level::Hint,
    page: include_str!("unreadable_script.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let Value::Known(address, node) = value::text(step.address()) else {
        return;
    };
    let Some(file) = step.template.files.and_then(|it| it.unread(&address)) else {
        return;
    };
    let (name, Message { en, pt_br }) = (names::short(&file.name), &file.why);
    let message = say! { en: "The local file `{name}` {en}", pt_br: "O arquivo local `{name}` {pt_br}" };
    findings.report(node.span(), message);
}
