//! A key that is not a setting.

use crate::rules::engine::names::listed;
use crate::rules::engine::spelling::meant;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::settings::problem::{Problem, Trouble};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "settings/unknown-key",
    level: Level::Warning,
    fixable: true,
    page: include_str!("unknown_key.md"),
    check: Check::Settings(check),
    ..Rule::DEFAULTS
};

fn check(problem: &Problem, findings: &mut Findings<'_>) {
    let Trouble::UnknownKey { key, known, taken } = &problem.trouble else {
        return;
    };
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let Some(near) = meant(key, &known) else {
        let names = listed(known);
        let message = say! {
            en: "Unknown setting `{key}`; expected one of {names}",
            pt_br: "Configuração desconhecida `{key}`; as configurações aceitas são {names}",
        };
        findings.report(problem.span, message);
        return;
    };
    let message = say! {
        en: "Unknown setting `{key}`; did you mean `{near}`?",
        pt_br: "Configuração desconhecida `{key}`; você quis dizer `{near}`?",
    };
    let title = say! { en: "Rename to `{near}`", pt_br: "Renomear para `{near}`" };
    let report = findings.report(problem.span, message);
    // A table that has a key twice is not TOML.
    if !taken.contains(near) {
        report.guess(title, [Edit::replace(problem.span, near)]);
    }
}
