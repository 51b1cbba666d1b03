//! A checksum of another file than the one beside the template.

use crate::model::step::Step;
use crate::model::uri;
use crate::model::value::{self, Value};
use crate::rules::customize::checksum_format::is_checksum;
use crate::rules::customize::names_a_commit;
use crate::rules::{Check, Level, Rule, Sink};
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

fn check(step: Step<'_>, out: &mut Sink<'_>) {
    let Value::Known(sum, node) = value::text(step.given("sha256Checksum")) else {
        return;
    };
    let Some(file) = step.file().filter(|_| is_checksum(&sum)) else {
        return;
    };
    // The file may have gone on since that commit.
    let address = value::text(step.address()).known().unwrap_or_default();
    if uri::split(&address).is_some_and(|it| names_a_commit(it.path)) {
        return;
    }
    let Some(content) = file.content.as_ref().filter(|it| !it.has_sum(&sum)) else {
        return;
    };
    let name = &file.name;
    let message = say! {
        en: "`{name}` has another SHA-256 sum, so the service refuses the download once that file is behind the address",
        pt_br: "`{name}` tem outra soma SHA-256, então o serviço recusa o download quando for esse o arquivo no endereço",
    };
    let title = say! { en: "Write the sum of `{name}`", pt_br: "Escrever a soma de `{name}`" };
    // What is behind the address now may be what the sum says.
    out.report(node.span(), message)
        .guess(title, [patch::replace_value(node, string::quote(&content.sum))]);
}
