//! A preview version that the service refuses, or will.

use crate::model::template::{Origin, Template};
use crate::rules::names;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::schema::slice;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "api-version/retired-preview",
    level: Level::Error,
    since: None,
    fixable: true,
    page: include_str!("retired_preview.md"),
    check: Check::Resource(check),
};

fn check(template: Template<'_>, out: &mut Sink<'_>) {
    let Some(version) = template.api_version() else { return };
    let Some(node) = version.node.filter(|_| version.origin != Origin::Setting) else {
        return;
    };
    let text = version.text.as_ref();
    let newest = slice::newest();
    let edit = patch::replace_value(node, string::quote(newest));
    let title = say! { en: "Use API version {newest}", pt_br: "Usar a versão {newest} da API" };
    if slice::is_refused(text) {
        let level = names::bound_to_version(template, Level::Error);
        let message = say! {
            en: "API version {text} is retired; the service refuses templates that use it",
            pt_br: "A versão {text} da API foi aposentada; o serviço recusa templates que a usam",
        };
        out.report(node.span(), message).level(level).guess(title, [edit]);
    } else if text == "2019-05-01-preview" {
        let message = say! {
            en: "API version {text} is an old preview; move to a current version",
            pt_br: "A versão {text} da API é uma prévia antiga; passe para uma versão atual",
        };
        out.report(node.span(), message)
            .level(Level::Information)
            .guess(title, [edit]);
    }
}
