//! A member whose name differs from the known one by case.

use crate::model::template::Template;
use crate::rules::engine::unknown_member;
use crate::rules::engine::unknown_member::UnknownMember;
use crate::rules::engine::versions;
use crate::rules::{Check, Level, Rule, Sink};
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

fn check(violation: &Violation<'_>, template: Template<'_>, out: &mut Sink<'_>) {
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
            en: "The service compares names letter by letter: write `{known}`, not `{key}`",
            pt_br: "O serviço compara os nomes letra por letra: escreva `{known}`, não `{key}`",
        }
    } else {
        say! {
            en: "The name is `{known}`; from API version 2024-02-01 on, `{key}` is refused",
            pt_br: "O nome é `{known}`; a partir da versão 2024-02-01 da API, `{key}` é recusado",
        }
    };
    let level = if strict { Level::Error } else { Level::Hint };
    let report = out.report(span, message).level(level).about(violation.node.span());
    let taken = violation.node.parent().is_some_and(|it| it.get(known).is_some());
    if let (false, Some(rename)) = (taken, patch::rename_key(violation.node, known)) {
        report.fix(
            say! { en: "Rename it to `{known}`", pt_br: "Renomear para `{known}`" },
            [rename],
        );
    }
}
