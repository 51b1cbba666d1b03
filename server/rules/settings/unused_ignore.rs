//! An `[[ignore]]` entry that matches no finding.

use crate::rules::{Check, Findings, Level, Rule, Tag};
use crate::say;
use crate::settings::problem::{Problem, Trouble};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "settings/unused-ignore",
    level: Level::Information,
    tag: Some(Tag::Unnecessary),
    page: include_str!("unused_ignore.md"),
    check: Check::Settings(check),
    ..Rule::DEFAULTS
};

fn check(problem: &Problem, findings: &mut Findings<'_>) {
    let Trouble::Unused { rule } = &problem.trouble else {
        return;
    };
    let message = say! {
        en: "Unused ignore entry: no finding of `{rule}` matches; correct `file` and `pointer` or remove it",
        pt_br: "Entrada de ignore sem uso: nada de `{rule}` corresponde; corrija `file` e `pointer` ou remova-a",
    };
    findings.report(problem.span, message);
}
