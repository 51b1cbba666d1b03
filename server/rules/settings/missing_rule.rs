//! An `[[ignore]]` entry without a rule.

use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::settings::problem::{Problem, Trouble};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "settings/missing-rule",
    level: Level::Warning,
    page: include_str!("missing_rule.md"),
    check: Check::Settings(check),
    ..Rule::DEFAULTS
};

fn check(problem: &Problem, findings: &mut Findings<'_>) {
    if problem.trouble != Trouble::NoRule {
        return;
    }
    let message = say! {
        en: "This entry ignores nothing; add `rule` with the id of a rule or a family",
        pt_br: "Esta entrada não ignora nada; adicione `rule` com o id de uma regra ou de uma família",
    };
    findings.report(problem.span, message);
}
