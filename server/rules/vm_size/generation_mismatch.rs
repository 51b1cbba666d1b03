//! A VM size that cannot start images of the source's generation.

use crate::model::generation::{self, Generation};
use crate::model::template::Template;
use crate::model::vm_size;
use crate::rules::vm_size::{Size, resting_on, size};
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "vm-size/generation-mismatch",
    level: Level::Error,
    fixable: true,
    page: include_str!("generation_mismatch.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

/// Sizes of two cores that start both generations.
const BOTH: [&str; 3] = ["Standard_D2s_v3", "Standard_D2ds_v4", "Standard_D2ds_v5"];

fn check(template: Template<'_>, out: &mut Sink<'_>) {
    let Size::Written(name, node) = size(template) else {
        return;
    };
    let Some(image) = generation::generation(template) else {
        return;
    };
    let Some(only) = vm_size::parse(&name).and_then(|it| it.only_generation()) else {
        return;
    };
    if only == image.generation {
        return;
    }
    let (starts, has) = (only.number(), image.generation.number());
    let message = say! {
        en: "`{name}` starts images of generation {starts} only, and the source is of generation {has}; choose a size that starts both",
        pt_br: "`{name}` só inicia imagens de geração {starts}, e a origem é da geração {has}; escolha um tamanho que inicie as duas",
    };
    let why = match image.generation {
        Generation::One => {
            say! { en: "This says that the image is of generation 1", pt_br: "Isto diz que a imagem é da geração 1" }
        }
        Generation::Two => {
            say! { en: "This says that the image is of generation 2", pt_br: "Isto diz que a imagem é da geração 2" }
        }
    };
    let mut report = out
        .report(node.span(), message)
        .level(resting_on(image.is_written))
        .related(image.because.span(), why);
    for other in BOTH {
        let title = say! { en: "Use `{other}`", pt_br: "Usar `{other}`" };
        report = report.guess(title, [patch::replace_value(node, string::quote(other))]);
    }
}
