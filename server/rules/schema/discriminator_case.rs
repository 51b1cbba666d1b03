//! A type name in the wrong case.

use crate::model::template::Template;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::lookup;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/discriminator-case",
    level: Level::Error,
    fixable: true,
    about_version: true,
    page: include_str!("discriminator_case.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

fn check(violation: &Violation<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    let Difference::NoVariant(union) = violation.problem else {
        return;
    };
    // `api-version/retired-preview` covers it.
    if versions::has_refused_version(template) {
        return;
    }
    let Some((_, variants)) = lookup::slice_of(template).union(union) else {
        return;
    };
    let Some(written) = violation.node.as_str() else { return };
    let known = variants.iter().find(|it| it.name.eq_ignore_ascii_case(&written));
    let Some(known) = known.map(|it| it.name) else { return };
    let is_target = union == "ImageTemplateDistributor";
    let level = if is_target || versions::is_strict(template) {
        Level::Error
    } else {
        Level::Warning
    };
    let message = if level == Level::Error {
        say! {
            en: "Use `{known}`, not `{written}`: the service compares values case-sensitively",
            pt_br: "Use `{known}`, não `{written}`: o serviço diferencia maiúsculas de minúsculas",
        }
    } else {
        say! {
            en: "Use `{known}`: the service may reject `{written}`",
            pt_br: "Use `{known}`: o serviço pode rejeitar `{written}`",
        }
    };
    findings.report(violation.node.span(), message).level(level).fix(
        say! { en: "Replace with `{known}`", pt_br: "Substituir por `{known}`" },
        [patch::replace_value(violation.node, string::quote(known))],
    );
}
