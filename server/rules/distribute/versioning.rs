//! `versioning` where it has no effect.

use crate::model::template::Template;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "distribute/versioning",
    level: Level::Error,
    since: Some("2022-07-01"),
    fixable: true,
    about_version: true,
    page: include_str!("versioning.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

fn check(violation: &Violation<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    if !is_misplaced(violation) {
        return;
    }
    let node = violation.node;
    let (message, title) = if node.has_key("major") {
        (
            say! {
                en: "`major` is only for the scheme `Latest`; the scheme `Source` uses the version of the source",
                pt_br: "`major` só vale para o esquema `Latest`; o esquema `Source` usa a versão da origem",
            },
            say! { en: "Remove `major`", pt_br: "Remover `major`" },
        )
    } else {
        (
            say! {
                en: "`versioning` is only for targets of type `SharedImage`",
                pt_br: "`versioning` só vale para destinos do tipo `SharedImage`",
            },
            say! { en: "Remove `versioning`", pt_br: "Remover `versioning`" },
        )
    };
    let level = if versions::is_strict(template) {
        Level::Error
    } else {
        Level::Warning
    };
    let report = findings
        .report(node.key_span().unwrap_or(node.span()), message)
        .level(level)
        .about(node.span());
    report.guess(title, [patch::remove(node)]);
}

/// Whether a property that its object does not have is about versioning at the wrong position, which
/// this rule explains better than `schema/unknown-field`.
pub(in crate::rules) fn is_misplaced(violation: &Violation<'_>) -> bool {
    let Some(parent) = violation
        .node
        .parent()
        .filter(|_| violation.problem == Difference::UnknownKey)
    else {
        return false;
    };
    let has_word = |name: &str, words: &[&str]| {
        let written = parent.get(name).and_then(Node::as_str);
        written.is_some_and(|it| words.contains(&it.as_ref()))
    };
    violation.node.has_key("major") && parent.has_key("versioning") && has_word("scheme", &["Source"])
        || violation.node.has_key("versioning") && has_word("type", &["ManagedImage", "VHD"])
}
