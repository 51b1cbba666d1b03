//! A hardened image that can block its own build.

use crate::model::source::{self, Part};
use crate::model::template::Template;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "source/cis-hardened",
    level: Level::Warning,
    page: include_str!("cis_hardened.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let written = |key| source::part(template, key).filter(Part::is_written);
    let publisher = written("publisher").filter(|it| it.text == "center-for-internet-security-inc");
    let named = |key| written(key).filter(|it| it.text.starts_with("cis-"));
    let Some(part) = publisher.or_else(|| named("offer")).or_else(|| named("sku")) else {
        return;
    };
    let message = say! {
        en: "Try one step first: CIS images can disrupt WinRM on Windows, and on Linux scripts may not start",
        pt_br: "Teste antes com uma etapa: imagens do CIS podem bloquear o WinRM, e no Linux scripts podem não iniciar",
    };
    findings.report(part.node.span(), message);
}
