//! A placeholder of a sample that was not filled in.

use crate::document::Document;
use crate::model::substitution::Assume;
use crate::model::value;
use crate::rules::engine::texts;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/placeholder-left",
    level: Level::Warning,
    page: include_str!("placeholder_left.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, findings: &mut Findings<'_>) {
    if !doc.text().contains('<') {
        return;
    }
    let found = texts::find_in_texts(doc, Assume::Nothing, |text, _| {
        value::angle_placeholder(text).map(str::to_owned)
    });
    let Some((first, name)) = found.first() else { return };
    let others = found.len() - 1;
    let message = if others > 0 {
        say! {
            en: "Placeholder `{name}` and {others} more are not filled in",
            pt_br: "O espaço reservado `{name}` e mais {others} não foram preenchidos",
        }
    } else {
        say! {
            en: "Placeholder `{name}` is not filled in; the service takes it literally",
            pt_br: "O espaço reservado `{name}` não foi preenchido; o serviço o lê literalmente",
        }
    };
    let mut report = findings.report(*first, message);
    for (span, name) in found.iter().skip(1) {
        report = report.related(*span, say! { en: "Also `{name}`", pt_br: "Também `{name}`" });
    }
}
