//! A step for another operating system than the source's.

use crate::model::os::{self, Os};
use crate::model::template::Template;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "source/os-mismatch",
    level: Level::Error,
    fixable: true,
    page: include_str!("os_mismatch.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(image) = os::of_source(template) else { return };
    for step in template.customizers().chain(template.validators()) {
        let Some(runs_on) = os::of_step(step).filter(|it| it.os != image.os) else {
            continue;
        };
        let kind = runs_on.because;
        let (written, system, own) = (kind.as_str().unwrap_or_default(), image.os.name(), runs_on.os.name());
        let message = say! {
            en: "A `{written}` step runs on {own} only, and the source image is {system}",
            pt_br: "Uma etapa `{written}` só é executada no {own}, e a imagem de origem é {system}",
        };
        let why = say! { en: "The image is {system}", pt_br: "A imagem é {system}" };
        let level = if image.is_written { Level::Error } else { Level::Warning };
        let report = findings
            .report(kind.span(), message)
            .level(level)
            .related(image.because.span(), why);
        let other = match (image.os, written.as_ref()) {
            (Os::Windows, _) => "PowerShell",
            (Os::Linux, "PowerShell") => "Shell",
            (Os::Linux, _) => {
                let title = say! { en: "Remove the step", pt_br: "Remover a etapa" };
                report.guess(title, [patch::remove(step)]);
                continue;
            }
        };
        if runs_file_of(step, runs_on.os) {
            continue;
        }
        let title = say! { en: "Convert to a `{other}` step", pt_br: "Converter em etapa `{other}`" };
        report.guess(title, [patch::replace_value(kind, string::quote(other))]);
    }
}

/// Whether a step runs a file whose name says that it is for this system; another kind of step could not run it.
fn runs_file_of(step: Node<'_>, os: Os) -> bool {
    let names: &[&str] = match os {
        Os::Windows => &[".ps1", ".psm1", ".cmd", ".bat"],
        Os::Linux => &[".sh", ".bash"],
    };
    let address = step.get("scriptUri").and_then(Node::as_str).unwrap_or_default();
    let path = address.split(['?', '#', '\'']).map(str::to_ascii_lowercase);
    let mut parts = path.map(|it| it.trim_end().to_owned());
    parts.any(|it| names.iter().any(|name| it.ends_with(name)))
}
