//! A step for another operating system than the source's.

use crate::model::os::{self, Os};
use crate::model::template::Template;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

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
        let (written, system) = (kind.as_str().unwrap_or_default(), image.os.name());
        let message = say! {
            en: "`{written}` does not run on {system}, the operating system of the source",
            pt_br: "`{written}` não roda em {system}, o sistema operacional da origem",
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
        let title = say! { en: "Convert to a `{other}` step", pt_br: "Converter em etapa `{other}`" };
        report.guess(title, [patch::replace_value(kind, string::quote(other))]);
    }
}
