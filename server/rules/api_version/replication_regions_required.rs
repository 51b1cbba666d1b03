//! A gallery target without the regions that its API version requires.

use crate::model::template::{Origin, Template};
use crate::model::value::{self, Value};
use crate::rules::engine::names;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "api-version/replication-regions-required",
    level: Level::Error,
    since: Some("2020-02-14"),
    fixable: true,
    about_version: true,
    page: include_str!("replication_regions_required.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

fn check(violation: &Violation<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    let Difference::MissingKey(name) = &violation.problem else {
        return;
    };
    // Where the version is rejected, `api-version/retired-preview` covers it.
    if name != "replicationRegions" || versions::has_refused_version(template) {
        return;
    }
    let Some(version) = template.api_version() else { return };
    let (object, has) = (violation.node, version.text.as_ref());
    let message = say! {
        en: "API version {has} requires `replicationRegions` in a gallery target",
        pt_br: "A versão {has} da API exige `replicationRegions` em um destino de galeria",
    };
    let level = if version.origin == Origin::Deduced {
        Level::Warning
    } else {
        Level::Error
    };
    let report = findings
        .report(names::anchor(object), message)
        .level(level)
        .about(object.span());
    let region = match value::text(template.root.get("location")) {
        Value::Known(text, _) => text.into_owned(),
        Value::Computed(node) => node.as_str().unwrap_or_default().into_owned(),
        _ => return,
    };
    let title = say! { en: "Add `replicationRegions`", pt_br: "Adicionar `replicationRegions`" };
    let json = format!("[{}]", string::quote(&region));
    report.guess(title, [patch::add_member(object, "replicationRegions", &json)]);
}
