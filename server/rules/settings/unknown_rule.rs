//! Settings for what nobody reports.

use crate::rules::engine::spelling::meant;
use crate::rules::{Check, Level, Rule, Sink};
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

fn check(problem: &Problem, out: &mut Sink<'_>) {
    let Trouble::UnknownRule { name, known } = &problem.trouble else {
        return;
    };
    let Some(near) = meant(name, known) else {
        let message = say! {
            en: "There is no rule and no family `{name}`; `aib-ls rules` lists them",
            pt_br: "Não existe regra nem família `{name}`; `aib-ls rules` lista todas",
        };
        out.report(problem.span, message);
        return;
    };
    let message = say! {
        en: "There is no rule and no family `{name}`; did you mean `{near}`?",
        pt_br: "Não existe regra nem família `{name}`; seria `{near}`?",
    };
    let title = say! { en: "Replace it with `{near}`", pt_br: "Trocar por `{near}`" };
    out.report(problem.span, message)
        .guess(title, [Edit::replace(problem.span, format!("\"{near}\""))]);
}
