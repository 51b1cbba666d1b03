//! A settings file that is not valid TOML.

use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::settings::problem::{Problem, Trouble};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "settings/not-toml",
    level: Level::Error,
    fixable: true,
    page: include_str!("not_toml.md"),
    check: Check::Settings(check),
    ..Rule::DEFAULTS
};

fn check(problem: &Problem, findings: &mut Findings<'_>) {
    let Trouble::NotToml { why, word } = &problem.trouble else {
        return;
    };
    let Some(word) = word else {
        let message = say! {
            en: "Invalid TOML: {why}",
            pt_br: "TOML inválido; mensagem do analisador: {why}",
        };
        findings.report(problem.span, message);
        return;
    };
    let message = say! {
        en: "TOML requires quotes around this value",
        pt_br: "O TOML exige aspas em volta deste valor",
    };
    let title = say! { en: "Add quotes", pt_br: "Colocar entre aspas" };
    let edits = [Edit::insert(word.start, "\""), Edit::insert(word.end, "\"")];
    findings.report(*word, message).guess(title, edits);
}
