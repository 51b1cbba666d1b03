//! A member without which the service refuses the template.

use crate::model::template::{Origin, Template};
use crate::rules::names;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::schema::lookup::{self, Member};
use crate::schema::slice;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/missing-required",
    level: Level::Error,
    since: None,
    fixable: true,
    page: include_str!("missing_required.md"),
    check: Check::Violation(check),
};

fn check(violation: &Violation<'_>, template: Template<'_>, out: &mut Sink<'_>) {
    let Difference::MissingKey(name) = &violation.problem else {
        return;
    };
    let object = violation.node;
    // `identity/missing` and `api-version/replication-regions-required` say more.
    if (object == template.root && name == "identity") || name == "replicationRegions" {
        return;
    }
    let message = say! {
        en: "`{name}` is missing here; the service answers with a missing-field error",
        pt_br: "Falta `{name}` aqui; o serviço responde com um erro de campo ausente",
    };
    let level = if rests_on_version(template, violation, name) {
        names::bound_to_version(template, Level::Error)
    } else {
        Level::Error
    };
    let report = out
        .report(names::face(object), message)
        .level(level)
        .about(object.span());
    let members = lookup::members(template, object);
    if let Some(member) = members.iter().find(|it| it.property.name == name) {
        let value = value_for(member);
        let title = say! { en: "Add `{name}`", pt_br: "Adicionar `{name}`" };
        report.guess(title, [patch::add_member(object, name, &value)]);
    }
}

/// A value to begin with. Half an object would only be the next thing missing, so it is written
/// with what it needs.
fn value_for(member: &Member) -> String {
    match (member.owner, member.property.name) {
        (_, "apiVersion") => format!("\"{}\"", slice::newest()),
        (_, "location") => "\"westeurope\"".to_owned(),
        _ => names::starting_value(member.property),
    }
}

/// Whether other versions do without the member.
fn rests_on_version(template: Template<'_>, violation: &Violation<'_>, name: &str) -> bool {
    if template.api_version().is_none_or(|it| it.origin != Origin::Deduced) {
        return false;
    }
    let everywhere = slice::slice(None);
    let members = lookup::members_of(everywhere, template, violation.node);
    !members
        .iter()
        .any(|it| it.property.name == name && it.property.required)
}
