//! A preview version that the service rejects, or will.

use crate::model::template::Template;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule, Tag};
use crate::say;
use crate::schema::slice;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "api-version/retired-preview",
    level: Level::Error,
    fixable: true,
    about_version: true,
    tag: Some(Tag::Deprecated),
    page: include_str!("retired_preview.md"),
    check: Check::Resource(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(version) = template.api_version() else { return };
    let Some(node) = version.at else { return };
    let text = version.text.as_ref();
    let report = if slice::is_refused(text) {
        let level = versions::bound_to_version(template, Level::Error);
        let message = say! {
            en: "API version {text} is retired; the service rejects templates that use it",
            pt_br: "A versão {text} da API foi desativada; o serviço rejeita templates que a usam",
        };
        findings.report(node.span(), message).level(level)
    } else if text == "2019-05-01-preview" {
        let message = say! {
            en: "API version {text} is a deprecated preview; move to a current version",
            pt_br: "A versão {text} da API é uma prévia obsoleta; passe para uma versão atual",
        };
        findings.report(node.span(), message).level(Level::Information)
    } else {
        return;
    };
    let Some(node) = version.node else { return };
    let newest = slice::newest();
    let title = say! { en: "Use API version {newest}", pt_br: "Usar a versão {newest} da API" };
    report.guess(title, [patch::replace_value(node, string::quote(newest))]);
}
