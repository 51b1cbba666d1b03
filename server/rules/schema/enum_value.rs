//! A value outside the set that the property accepts.

use crate::model::template::Template;
use crate::rules::engine::names;
use crate::rules::engine::spelling;
use crate::rules::schema::closed_set;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::lookup;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/enum-value",
    level: Level::Error,
    fixable: true,
    about_version: true,
    superseded_by: &["arm/passed-parameter"],
    page: include_str!("enum_value.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

fn check(violation: &Violation<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    if violation.problem != Difference::NotListed {
        return;
    }
    let node = violation.node;
    let Some(member) = lookup::slot(template, node).and_then(|it| it.member) else {
        return;
    };
    // `identity/type` and `identity/missing` give more detail.
    if member.owner == "ImageTemplateIdentity" || lookup::is_read_only(template, node) {
        return;
    }
    let written = node.as_str().unwrap_or_default();
    let values = &member.property.values;
    let (key, shown, known) = (
        member.property.name,
        names::short(&written),
        names::listed(values.iter().copied()),
    );
    let level = if member.property.open {
        Level::Warning
    } else {
        closed_set(template)
    };
    let message = match written.is_empty() {
        true => say! {
            en: "`{key}` is empty; expected one of {known}",
            pt_br: "`{key}` está vazio; os valores aceitos são {known}",
        },
        false => say! {
            en: "Unknown value `{shown}` for `{key}`; expected one of {known}",
            pt_br: "Valor desconhecido `{shown}` em `{key}`; os valores aceitos são {known}",
        },
    };
    let mut report = findings.report(node.span(), message).level(level);
    let same = values.iter().find(|it| it.eq_ignore_ascii_case(&written));
    let near = same
        .copied()
        .or_else(|| spelling::nearest(&written, values.iter().copied()));
    if let Some(near) = near {
        let edit = patch::replace_value(node, string::quote(near));
        let title = say! { en: "Replace with `{near}`", pt_br: "Substituir por `{near}`" };
        report = if same.is_some() {
            report.fix(title, [edit])
        } else {
            report.guess(title, [edit])
        };
    }
    for value in values.iter().filter(|it| Some(**it) != near) {
        let edit = patch::replace_value(node, string::quote(value));
        report = report.guess(
            say! { en: "Replace with `{value}`", pt_br: "Substituir por `{value}`" },
            [edit],
        );
    }
}
