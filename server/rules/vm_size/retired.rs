//! A VM size that Azure has retired.

use crate::catalogue::sizes::{self, Status};
use crate::model::template::Template;
use crate::rules::vm_size::{SUGGESTED_SIZE, named};
use crate::rules::{Check, Findings, Level, Rule, Tag};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "vm-size/retired",
    level: Level::Warning,
    fixable: true,
    tag: Some(Tag::Deprecated),
    page: include_str!("retired.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    for (text, node) in named(template) {
        let Some(size) = sizes::find(&text) else { continue };
        let Some(series) = size.series.filter(|it| it.status == Status::Retired) else {
            continue;
        };
        let Some(date) = series.date else { continue };
        let message = say! {
            en: "Azure retired the series of `{text}` on {date}; the VM cannot be created",
            pt_br: "O Azure desativou a série de `{text}` em {date}; a VM não pode ser criada",
        };
        let title = if size.gpus == Some(0) {
            say! { en: "Use `{SUGGESTED_SIZE}`", pt_br: "Usar `{SUGGESTED_SIZE}`" }
        } else {
            say! { en: "Use `{SUGGESTED_SIZE}`, which has no GPU", pt_br: "Usar `{SUGGESTED_SIZE}`, que não tem GPU" }
        };
        let report = findings
            .report(node.span(), message)
            .guess(title, [patch::replace_value(node, string::quote(SUGGESTED_SIZE))]);
        if let Some(name) = size.replacement().map(|it| it.name) {
            let title = say! { en: "Use `{name}`", pt_br: "Usar `{name}`" };
            report.guess(title, [patch::replace_value(node, string::quote(name))]);
        }
    }
}
