//! A VM size that does not support the generation of the source image.

use crate::model::generation::{self, Generation};
use crate::model::template::Template;
use crate::model::vm_size;
use crate::rules::vm_size::{Size, resting_on, size};
use crate::rules::{Check, Findings, Level, Rule};
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

/// Sizes with two cores that support both generations.
const BOTH: [&str; 3] = ["Standard_D2s_v5", "Standard_D2ds_v5", "Standard_D2ds_v4"];

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
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
        en: "`{name}` supports generation {starts} only, the source is generation {has}; use a size for both",
        pt_br: "`{name}` só aceita a geração {starts}, e a origem é de geração {has}; use um tamanho para as duas",
    };
    let why = match image.generation {
        Generation::One => {
            say! { en: "The image is generation 1", pt_br: "A imagem é de geração 1" }
        }
        Generation::Two => {
            say! { en: "The image is generation 2", pt_br: "A imagem é de geração 2" }
        }
    };
    let mut report = findings
        .report(node.span(), message)
        .level(resting_on(image.is_written))
        .related(image.because.span(), why);
    for other in BOTH {
        let title = say! { en: "Use `{other}`", pt_br: "Usar `{other}`" };
        report = report.guess(title, [patch::replace_value(node, string::quote(other))]);
    }
}
