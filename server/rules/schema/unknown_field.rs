//! A property that the object does not have.

use crate::model::template::{Form, Role, Template};
use crate::rules::distribute::versioning;
use crate::rules::engine::names;
use crate::rules::engine::unknown_member;
use crate::rules::engine::unknown_member::UnknownMember;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::lookup;
use crate::schema::slice;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/unknown-field",
    level: Level::Error,
    fixable: true,
    about_version: true,
    page: include_str!("unknown_field.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

fn check(violation: &Violation<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    if violation.problem != Difference::UnknownKey || versioning::is_misplaced(violation) {
        return;
    }
    let UnknownMember::Unknown(near) = unknown_member::classify(violation, template) else {
        return;
    };
    // What a rejected version would accept does not help.
    if lookup::is_read_only(template, violation.node) || versions::has_refused_version(template) {
        return;
    }
    // A trigger has no location of its own, but commands and deployments ask for one: its template's.
    let on_trigger = template.role == Role::Trigger && violation.node.parent() == Some(template.root);
    if on_trigger && violation.node.has_key("location") {
        return;
    }
    let Some(span) = violation.node.key_span() else { return };
    let key = names::short(&violation.node.key().unwrap_or_default());
    let strict = versions::is_strict(template);
    let foreign = is_for_deployments(violation, template);
    let message = if foreign {
        say! {
            en: "`{key}` works only in a deployment template; here it is ignored or rejected",
            pt_br: "`{key}` só vale em um template de implantação; aqui é ignorado ou rejeitado",
        }
    } else if strict {
        say! {
            en: "Unknown property `{key}`; the service rejects the template",
            pt_br: "Propriedade desconhecida `{key}`; o serviço rejeita o template",
        }
    } else {
        say! {
            en: "Unknown property `{key}`; the service ignores it or rejects the template",
            pt_br: "Propriedade desconhecida `{key}`; o serviço a ignora ou rejeita o template",
        }
    };
    let level = match (strict, foreign) {
        (true, false) => Level::Error,
        (false, true) => Level::Information,
        _ => Level::Warning,
    };
    let mut report = findings.report(span, message).level(level).about(violation.node.span());
    let free = near.filter(|it| violation.node.parent().is_some_and(|parent| parent.get(it).is_none()));
    if let (Some(near), Some(rename)) = (free, free.and_then(|it| patch::rename_key(violation.node, it))) {
        report = report.guess(
            say! { en: "Rename to `{near}`", pt_br: "Renomear para `{near}`" },
            [rename],
        );
    }
    // It may be the misspelt script of a step, which would then have none.
    if violation.node.parent().is_some_and(lacks_script) {
        return;
    }
    let title = say! { en: "Remove `{key}`", pt_br: "Remover `{key}`" };
    report.guess(title, [patch::remove(violation.node)]);
}

/// Whether it is a step that runs a script and has none.
fn lacks_script(object: Node<'_>) -> bool {
    let kind = object.get("type").and_then(Node::as_str);
    let runs_script = kind.is_some_and(|it| matches!(it.as_ref(), "Shell" | "PowerShell"));
    runs_script && object.get("inline").or(object.get("scriptUri")).is_none()
}

/// Whether a standalone template has a property that Resource Manager reads on a resource. Official
/// samples have `dependsOn` there, and work.
fn is_for_deployments(violation: &Violation<'_>, template: Template<'_>) -> bool {
    let at_root = violation.node.parent() == Some(template.root) && template.form == Form::Standalone;
    let members = slice::slice(None).properties(slice::ARM_RESOURCE);
    at_root && members.iter().any(|it| violation.node.has_key(it.name))
}
