//! A parameter file that cannot be used.

use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::settings::problem::{Problem, Trouble};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "settings/unreadable-parameters",
    level: Level::Warning,
    page: include_str!("unreadable_parameters.md"),
    check: Check::Settings(check),
    ..Rule::DEFAULTS
};

fn check(problem: &Problem, findings: &mut Findings<'_>) {
    let Trouble::Parameters { file, why } = &problem.trouble else {
        return;
    };
    let (file, en, pt_br) = (names::short(file), &why.en, &why.pt_br);
    let message = say! {
        en: "`{file}` cannot be used as a parameter file: {en}",
        pt_br: "`{file}` não pode ser usado como arquivo de parâmetros: {pt_br}",
    };
    findings.report(problem.span, message);
}
