//! A property whose name differs from the known one in case only.

use crate::model::template::Template;
use crate::rules::engine::unknown_member;
use crate::rules::engine::unknown_member::UnknownMember;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/field-case",
    level: Level::Error,
    fixable: true,
    about_version: true,
    page: include_str!("field_case.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

fn check(violation: &Violation<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    if violation.problem != Difference::UnknownKey {
        return;
    }
    let UnknownMember::Case(known) = unknown_member::classify(violation, template) else {
        return;
    };
    let Some(span) = violation.node.key_span() else { return };
    let key = violation.node.key().unwrap_or_default();
    let strict = versions::is_strict(template);
    let message = if strict {
        say! {
            en: "Use `{known}`, not `{key}`: the service compares names case-sensitively",
            pt_br: "Use `{known}`, não `{key}`: o serviço diferencia maiúsculas de minúsculas",
        }
    } else {
        say! {
            en: "Use `{known}`: from API version 2024-02-01 on, `{key}` is rejected",
            pt_br: "Use `{known}`: a partir da versão 2024-02-01 da API, `{key}` é rejeitado",
        }
    };
    let level = if strict { Level::Error } else { Level::Hint };
    let report = findings.report(span, message).level(level).about(violation.node.span());
    let taken = violation.node.parent().is_some_and(|it| it.repeats(known));
    if let (false, Some(rename)) = (taken, patch::rename_key(violation.node, known)) {
        report.fix(
            say! { en: "Rename to `{known}`", pt_br: "Renomear para `{known}`" },
            [rename],
        );
    }
}
