//! A value that is not the resource ID of a resource group.

use crate::model::resource_id;
use crate::model::template::Template;
use crate::rules::engine::empty_names;
use crate::rules::engine::names;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "staging/bad-id",
    level: Level::Error,
    since: Some("2022-02-14"),
    fixable: true,
    page: include_str!("bad_id.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some((text, node)) = resource_id::written(template.property("stagingResourceGroup")) else {
        return;
    };
    // Before 2022-02-14 `api-version/field-too-new` reports it.
    let is_there = versions::version_from(template, "2022-02-14").is_some() || template.api_version().is_none();
    if text.is_empty() || !is_there {
        return;
    }
    let group = group_of(&text);
    if group.is_some_and(|(name, rest)| is_group_name(name) && rest.is_empty()) {
        return;
    }
    if empty_names::report(&text, node.span(), findings) {
        return;
    }
    let message = match group {
        Some((name, _)) if !is_group_name(name) => {
            let name = names::short(name);
            say! {
                en: "Invalid group name `{name}`: use up to 90 letters, digits or `_-.()`, without `.` at the end",
                pt_br: "Nome de grupo inválido, `{name}`: use até 90 letras, dígitos ou `_-.()`, sem `.` no fim",
            }
        }
        _ => say! {
            en: "`stagingResourceGroup` must be the resource ID of a group: `/subscriptions/…/resourceGroups/…`",
            pt_br: "`stagingResourceGroup` deve ser o ID de recurso de um grupo: `/subscriptions/…/resourceGroups/…`",
        },
    };
    let report = findings
        .report(node.span(), message)
        .level(versions::bound_to_version(template, Level::Error));
    let (title, id) = match group {
        Some((name, rest)) if is_group_name(name) => (
            say! { en: "Remove everything after the group", pt_br: "Remover tudo depois do grupo" },
            text.strip_suffix(rest).unwrap_or_default().to_owned(),
        ),
        Some(_) => return,
        None if is_group_name(&text) => (
            say! { en: "Convert to a placeholder resource ID", pt_br: "Converter em ID de recurso com espaços reservados" },
            format!("/subscriptions/<subscriptionId>/resourceGroups/{text}"),
        ),
        None => (
            say! { en: "Insert a placeholder resource ID", pt_br: "Inserir um ID de recurso com espaços reservados" },
            "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>".to_owned(),
        ),
    };
    report.guess(title, [patch::replace_value(node, string::quote(&id))]);
}

/// The name of the group in an ID, and what follows it. How the service handles a trailing slash
/// is not known, so one is accepted.
fn group_of(text: &str) -> Option<(&str, &str)> {
    let mut parts = text.strip_prefix('/')?.splitn(4, '/');
    let is_one = parts.next()?.eq_ignore_ascii_case("subscriptions")
        && !parts.next()?.is_empty()
        && parts.next()?.eq_ignore_ascii_case("resourceGroups");
    let rest = parts.next().filter(|_| is_one)?;
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let end = rest.find('/').unwrap_or(rest.len());
    rest.split_at_checked(end)
}

/// Whether Resource Manager accepts a text as the name of a group.
fn is_group_name(name: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '(' | ')');
    (1..=90).contains(&name.chars().count()) && name.chars().all(is_letter) && !name.ends_with('.')
}
