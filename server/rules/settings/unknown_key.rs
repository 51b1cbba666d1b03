//! A key that no setting has.

use crate::rules::engine::names::listed;
use crate::rules::engine::spelling::meant;
use crate::rules::{Check, Level, Rule, Sink};
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

fn check(problem: &Problem, out: &mut Sink<'_>) {
    let Trouble::UnknownKey { key, known } = &problem.trouble else {
        return;
    };
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let Some(near) = meant(key, &known) else {
        let names = listed(known);
        let message = say! {
            en: "There is no setting `{key}` here; there are {names}",
            pt_br: "Não existe aqui a configuração `{key}`; existem {names}",
        };
        out.report(problem.span, message);
        return;
    };
    let message = say! {
        en: "There is no setting `{key}` here; did you mean `{near}`?",
        pt_br: "Não existe aqui a configuração `{key}`; seria `{near}`?",
    };
    let title = say! { en: "Rename it to `{near}`", pt_br: "Renomear para `{near}`" };
    out.report(problem.span, message)
        .guess(title, [Edit::replace(problem.span, near)]);
}
