//! A VM size whose retirement is announced.

use crate::catalogue::regions;
use crate::catalogue::sizes::{self, Status};
use crate::model::template::Template;
use crate::rules::vm_size::named;
use crate::rules::{Check, Findings, Level, Rule, Tag};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "vm-size/retirement-announced",
    level: Level::Information,
    fixable: true,
    tag: Some(Tag::Deprecated),
    page: include_str!("retirement_announced.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    // What is announced need not be true of the clouds of governments.
    let location = template.resolved_text(template.root.get("location"));
    let cloud = location.and_then(|it| regions::find(&it)?.cloud);
    if cloud.is_some_and(|it| it != "public") {
        return;
    }
    for (text, node) in named(template) {
        let Some(size) = sizes::find(&text) else { continue };
        let Some(series) = size.series.filter(|it| it.status == Status::Announced) else {
            continue;
        };
        let Some(date) = series.date else { continue };
        let Some(name) = size.replacement().map(|it| it.name) else {
            let message = say! {
                en: "Azure retires the series of `{text}` on {date}",
                pt_br: "O Azure desativa a série de `{text}` em {date}",
            };
            findings.report(node.span(), message);
            continue;
        };
        let message = say! {
            en: "`{text}` retires on {date}; use a newer size such as `{name}`",
            pt_br: "`{text}` será desativado em {date}; use um tamanho mais novo, como `{name}`",
        };
        findings.report(node.span(), message).guess(
            say! { en: "Use `{name}`", pt_br: "Usar `{name}`" },
            [patch::replace_value(node, string::quote(name))],
        );
    }
}
