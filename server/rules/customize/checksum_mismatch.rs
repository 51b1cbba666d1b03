//! A checksum that differs from that of the local file.

use crate::model::step::Step;
use crate::model::uri;
use crate::model::value::{self, Value};
use crate::rules::customize::checksum_format::is_checksum;
use crate::rules::customize::names_a_commit;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/checksum-mismatch",
    level: Level::Warning,
    fixable: true,
    page: include_str!("checksum_mismatch.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let Value::Known(sum, node) = value::text(step.given("sha256Checksum")) else {
        return;
    };
    let Some(file) = step.file().filter(|_| is_checksum(&sum)) else {
        return;
    };
    // The local file may be newer than that commit.
    let address = value::text(step.address()).known().unwrap_or_default();
    if uri::split(&address).is_some_and(|it| names_a_commit(it.path)) {
        return;
    }
    let Some(content) = file.content.as_ref().filter(|it| !it.has_sum(&sum)) else {
        return;
    };
    let name = &file.name;
    let message = say! {
        en: "The checksum differs from that of `{name}`; the download fails once that file is published",
        pt_br: "A soma de verificação difere da de `{name}`; o download falhará quando esse arquivo for publicado",
    };
    let title = say! { en: "Use the checksum of `{name}`", pt_br: "Usar a soma de verificação de `{name}`" };
    // The file after the URL may still match the checksum.
    findings
        .report(node.span(), message)
        .guess(title, [patch::replace_value(node, string::quote(&content.sum))]);
}
