//! An identity of a type that the service does not support.

use crate::model::template::Template;
use crate::rules::engine::names;
use crate::rules::engine::versions;
use crate::rules::identity::missing;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::lookup;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "identity/type",
    level: Level::Error,
    fixable: true,
    about_version: true,
    page: include_str!("kind.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

fn check(violation: &Violation<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    if violation.problem != Difference::NotListed {
        return;
    }
    let node = violation.node;
    let member = lookup::slot(template, node).and_then(|it| it.member);
    let written = node.as_str().unwrap_or_default();
    let is_none = written.eq_ignore_ascii_case("None");
    if is_none || member.is_none_or(|it| it.owner != "ImageTemplateIdentity") {
        return;
    }
    let title = say! { en: "Replace with `UserAssigned`", pt_br: "Substituir por `UserAssigned`" };
    let mut edits = vec![patch::replace_value(node, "\"UserAssigned\"")];
    if written.eq_ignore_ascii_case("UserAssigned") {
        let message = say! {
            en: "Use `UserAssigned`, not `{written}`: the service compares the value case-sensitively",
            pt_br: "Use `UserAssigned`, não `{written}`: o serviço diferencia maiúsculas de minúsculas",
        };
        let level = if versions::is_strict(template) {
            Level::Error
        } else {
            Level::Warning
        };
        findings.report(node.span(), message).level(level).fix(title, edits);
        return;
    }
    let shown = names::short(&written);
    let message = say! {
        en: "Image Builder supports only `UserAssigned` identities, not `{shown}`",
        pt_br: "O Image Builder só aceita identidades `UserAssigned`, não `{shown}`",
    };
    let object = node.parent().filter(|it| it.get("userAssignedIdentities").is_none());
    edits.extend(object.map(|it| patch::add_member(it, "userAssignedIdentities", &missing::map())));
    findings.report(node.span(), message).guess(title, edits);
}
