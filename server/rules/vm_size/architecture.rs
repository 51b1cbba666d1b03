//! A VM size for another processor architecture than the image.

use crate::locale::Message;
use crate::model::architecture::{self, Architecture, Deduction};
use crate::model::template::Template;
use crate::model::vm_size;
use crate::rules::vm_size::{Size, resting_on, size, with_size};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "vm-size/architecture",
    level: Level::Error,
    fixable: true,
    page: include_str!("architecture.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(image) = architecture::architecture(template) else {
        return;
    };
    let (fitting, title) = fitting(&image);
    match size(template) {
        Size::Written(name, node) => {
            let Some(other) = vm_size::parse(&name).and_then(|it| it.architecture()) else {
                return;
            };
            if other == image.architecture {
                return;
            }
            let (runs, wanted) = (other.name(), image.architecture.name());
            let message = say! {
                en: "`{name}` runs {runs} images, but the source is {wanted}; use a size such as `{fitting}`",
                pt_br: "`{name}` executa imagens {runs}, mas a origem é {wanted}; use um tamanho como `{fitting}`",
            };
            let why = say! { en: "The image is {wanted}", pt_br: "A imagem é {wanted}" };
            findings
                .report(node.span(), message)
                .level(resting_on(image.is_written))
                .related(image.because.span(), why)
                .guess(title, [patch::replace_value(node, string::quote(fitting))]);
        }
        Size::Absent if image.architecture == Architecture::Arm64 => {
            let message = say! {
                en: "The default sizes are x64, but the image is Arm64; set `vmSize` to a size such as `{fitting}`",
                pt_br: "Os tamanhos padrão são x64, mas a imagem é Arm64; defina `vmSize` com um tamanho como `{fitting}`",
            };
            let report = findings.report(image.because.span(), message).level(Level::Warning);
            if let Some(edit) = with_size(template, fitting) {
                report.guess(title, [edit]);
            }
        }
        _ => {}
    }
}

/// A size with two cores for the image's architecture.
fn fitting(image: &Deduction<'_>) -> (&'static str, Message) {
    let name = match image.architecture {
        Architecture::Arm64 => "Standard_D2ps_v5",
        Architecture::X64 => "Standard_D2s_v5",
    };
    (name, say! { en: "Use `{name}`", pt_br: "Usar `{name}`" })
}
