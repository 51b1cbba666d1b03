//! A property or value that a later API version introduced.

use crate::locale::Message;
use crate::model::template::{Role, Template};
use crate::rules::engine::unknown_member;
use crate::rules::engine::unknown_member::UnknownMember;
use crate::rules::engine::versions;
use crate::rules::triggers::shape;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::lookup;
use crate::schema::slice;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "api-version/field-too-new",
    level: Level::Error,
    fixable: true,
    about_version: true,
    page: include_str!("field_too_new.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

fn check(violation: &Violation<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    // `api-version/retired-preview` covers it.
    if versions::has_refused_version(template) {
        return;
    }
    // A version without triggers has no properties of them: `triggers/shape` reports the version.
    let is_trigger = template.role == Role::Trigger;
    if is_trigger && template.api_version().is_some_and(|it| shape::is_too_old(&it.text)) {
        return;
    }
    let node = violation.node;
    let (span, since, subject) = match &violation.problem {
        Difference::UnknownKey => {
            let UnknownMember::TooNew(since) = unknown_member::classify(violation, template) else {
                return;
            };
            let Some(span) = node.key_span() else { return };
            (span, since, node.key().unwrap_or_default())
        }
        Difference::NoVariant(union) => {
            let Some(since) = variant_since(template, union, node) else {
                return;
            };
            (node.span(), since, node.as_str().unwrap_or_default())
        }
        _ => return,
    };
    let Some(version) = template.api_version() else { return };
    if version.text == LAST_PREVIEW && since == FIRST_STABLE {
        return;
    }
    let (has, strict) = (version.text.as_ref(), versions::is_strict(template));
    let message = say! {
        en: "`{subject}` requires API version {since}; {has} ignores or rejects it",
        pt_br: "`{subject}` exige a versão {since} da API; {has} o ignora ou rejeita",
    };
    let level = if strict { Level::Error } else { Level::Warning };
    let mut report = findings.report(span, message).level(level).about(node.span());
    if let Some(at) = version.node {
        let first = first_stable(since);
        let title = say! { en: "Use API version {first}", pt_br: "Usar a versão {first} da API" };
        report = report.guess(title, [patch::replace_value(at, string::quote(first))]);
    }
    if violation.problem == Difference::UnknownKey {
        let title: Message = say! { en: "Remove `{subject}`", pt_br: "Remover `{subject}`" };
        report.guess(title, [patch::remove(node)]);
    }
}

/// The preview that became the first stable version. Its published definition lacks what the service
/// of those days took, as official samples show: `osDiskSizeGB`, `vnetConfig`, the step `WindowsUpdate`.
const LAST_PREVIEW: &str = "2019-05-01-preview";
const FIRST_STABLE: &str = "2020-02-14";

/// The first stable version at or after another one.
fn first_stable(since: &'static str) -> &'static str {
    let mut versions = slice::versions().iter().copied();
    let first = versions.find(|it| !slice::is_before(it, since) && !it.ends_with("-preview"));
    first.unwrap_or(since)
}

/// The first version whose union has the variant, where that is later than the template's.
fn variant_since(template: Template<'_>, union: &str, node: Node<'_>) -> Option<&'static str> {
    let version = slice::known(&template.api_version()?.text)?;
    let written = node.as_str()?;
    let newest = slice::slice(Some(slice::newest()));
    let in_newest = lookup::slot_in(newest, template, node.parent()?).is_some();
    let (_, variants) = newest.union(union).filter(|_| in_newest)?;
    let since = variants.iter().find(|it| it.name == written)?.since?;
    slice::is_before(version, since).then_some(since)
}
