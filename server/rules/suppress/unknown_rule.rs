//! A suppression comment for a rule that does not exist.

use crate::rules::engine::directives::{Comments, Remark};
use crate::rules::engine::spelling::meant;
use crate::rules::{Check, Findings, Level, Rule, known};
use crate::say;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "suppress/unknown-rule",
    level: Level::Warning,
    fixable: true,
    page: include_str!("unknown_rule.md"),
    check: Check::Directive(check),
    ..Rule::DEFAULTS
};

fn check(_: &Comments<'_>, remark: &Remark<'_>, findings: &mut Findings<'_>) {
    let Remark::Unknown(name) = remark else { return };
    let written = &name.text;
    let near = findings.are_few().then(|| meant(written, &known().names())).flatten();
    let Some(near) = near else {
        let message = say! {
            en: "Unknown rule or family `{written}`; `aib-ls rules` lists all",
            pt_br: "Regra ou família desconhecida `{written}`; `aib-ls rules` lista todas",
        };
        findings.report(name.span, message);
        return;
    };
    let message = say! {
        en: "Unknown rule or family `{written}`; did you mean `{near}`?",
        pt_br: "Regra ou família desconhecida `{written}`; você quis dizer `{near}`?",
    };
    let title = say! { en: "Replace with `{near}`", pt_br: "Substituir por `{near}`" };
    findings
        .report(name.span, message)
        .guess(title, [Edit::replace(name.span, near)]);
}
