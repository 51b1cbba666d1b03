//! A VM size for another processor than the image.

use crate::locale::Say;
use crate::model::architecture::{self, Architecture, Deduction};
use crate::model::template::Template;
use crate::model::vm_size;
use crate::rules::vm_size::{Size, resting_on, size, with_size};
use crate::rules::{Check, Level, Rule, Sink};
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

fn check(template: Template<'_>, out: &mut Sink<'_>) {
    let Some(image) = architecture::architecture(template) else {
        return;
    };
    let (fitting, title) = fitting(&image);
    match size(template) {
        Size::Written(name, node) => {
            let Some(other) = vm_size::parse(&name).map(|it| it.architecture()) else {
                return;
            };
            if other == image.architecture {
                return;
            }
            let (runs, wanted) = (other.name(), image.architecture.name());
            let message = say! {
                en: "`{name}` runs {runs} images, and the source is {wanted}; use a size such as `{fitting}`",
                pt_br: "`{name}` executa imagens {runs}, e a origem é {wanted}; use um tamanho como `{fitting}`",
            };
            let why = say! { en: "This says that the image is {wanted}", pt_br: "Isto diz que a imagem é {wanted}" };
            out.report(node.span(), message)
                .level(resting_on(image.is_written))
                .related(image.because.span(), why)
                .guess(title, [patch::replace_value(node, string::quote(fitting))]);
        }
        Size::Absent if image.architecture == Architecture::Arm64 => {
            let message = say! {
                en: "The sizes that the service takes by itself are x64; an Arm64 image needs a `vmSize` such as `{fitting}`",
                pt_br: "Os tamanhos que o serviço usa por conta própria são x64; uma imagem Arm64 precisa de um `vmSize` como `{fitting}`",
            };
            let report = out.report(image.because.span(), message).level(Level::Warning);
            if let Some(edit) = with_size(template, fitting) {
                report.guess(title, [edit]);
            }
        }
        _ => {}
    }
}

/// A size of two cores for the image's processor.
fn fitting(image: &Deduction<'_>) -> (&'static str, Say) {
    let name = match image.architecture {
        Architecture::Arm64 => "Standard_D2ps_v5",
        Architecture::X64 => "Standard_D2s_v5",
    };
    (name, say! { en: "Use `{name}`", pt_br: "Usar `{name}`" })
}
