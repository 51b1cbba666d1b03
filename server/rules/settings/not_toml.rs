//! A settings file that no parser takes.

use crate::rules::{Check, Level, Rule, Sink};
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

fn check(problem: &Problem, out: &mut Sink<'_>) {
    let Trouble::NotToml { why, word } = &problem.trouble else {
        return;
    };
    let Some(word) = word else {
        let message = say! {
            en: "This is not TOML: {why}",
            pt_br: "Isto não é TOML; o analisador diz: {why}",
        };
        out.report(problem.span, message);
        return;
    };
    let message = say! {
        en: "TOML wants quotes around this word",
        pt_br: "O TOML exige aspas em volta desta palavra",
    };
    let title = say! { en: "Put it in quotes", pt_br: "Colocar entre aspas" };
    let edits = [Edit::insert(word.start, "\""), Edit::insert(word.end, "\"")];
    out.report(*word, message).guess(title, edits);
}
