//! A source image that only virtual machines with Trusted Launch, or confidential ones, can start.

use crate::model::definition::{self, Definitions, SecurityType};
use crate::model::template::Template;
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "source/security-type",
    level: Level::Error,
    page: include_str!("security_type.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

/// The types that the service does not support as a source. Source: "Azure VM Image Builder overview", section "Confidential VM and
/// Trusted Launch Support".
const UNSUPPORTED: [&str; 2] = ["TrustedLaunch", "ConfidentialVM"];

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(version) = definition::source_version(template) else {
        return;
    };
    let Some(definitions) = Definitions::of(template) else {
        return;
    };
    let Some(definition) = definitions.source(template) else {
        return;
    };
    let SecurityType::Says(said) = definitions.security_type(definition) else {
        return;
    };
    if !UNSUPPORTED.iter().any(|it| said.text.eq_ignore_ascii_case(it)) {
        return;
    }
    let level = if said.is_certain { Level::Error } else { Level::Warning };
    let kind = names::short(&said.text);
    let message = say! {
        en: "The definition of this image is `{kind}`, which is not supported as a source",
        pt_br: "A definição desta imagem é `{kind}`, que não tem suporte como origem",
    };
    let why = say! { en: "The security type of the image", pt_br: "O tipo de segurança da imagem" };
    findings
        .report(version.span(), message)
        .level(level)
        .related(said.node.span(), why);
}
