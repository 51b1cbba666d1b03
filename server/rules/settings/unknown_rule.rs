//! Settings for a rule that does not exist.

use crate::rules::engine::spelling::meant;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::settings::problem::{Problem, Trouble};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "settings/unknown-rule",
    level: Level::Warning,
    fixable: true,
    page: include_str!("unknown_rule.md"),
    check: Check::Settings(check),
    ..Rule::DEFAULTS
};

fn check(problem: &Problem, findings: &mut Findings<'_>) {
    let Trouble::UnknownRule { name, known, taken } = &problem.trouble else {
        return;
    };
    let near = findings.are_few().then(|| meant(name, known)).flatten();
    let Some(near) = near else {
        let message = say! {
            en: "Unknown rule or family `{name}`; `aib-ls rules` lists all",
            pt_br: "Regra ou família desconhecida `{name}`; `aib-ls rules` lista todas",
        };
        findings.report(problem.span, message);
        return;
    };
    let message = say! {
        en: "Unknown rule or family `{name}`; did you mean `{near}`?",
        pt_br: "Regra ou família desconhecida `{name}`; você quis dizer `{near}`?",
    };
    let title = say! { en: "Replace with `{near}`", pt_br: "Substituir por `{near}`" };
    let report = findings.report(problem.span, message);
    // A table that has a key twice is not TOML.
    if !taken.contains(near) {
        report.guess(title, [Edit::replace(problem.span, format!("\"{near}\""))]);
    }
}
