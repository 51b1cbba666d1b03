//! The processor architecture of the source image, inferred from its names.

use crate::catalogue::images;
use crate::model::definition;
use crate::model::source;
use crate::model::template::Template;
use crate::syntax::tree::Node;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Architecture {
    X64,
    Arm64,
}

impl Architecture {
    /// The name, as Azure writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::X64 => "x64",
            Self::Arm64 => "Arm64",
        }
    }
}

/// What the deduction rests on.
#[derive(Debug, Clone, Copy)]
pub struct Deduction<'d> {
    pub architecture: Architecture,
    /// The SKU or the offer that says so.
    pub because: Node<'d>,
    /// Whether everything it rests on is written out, none of it the value of a parameter or a variable.
    pub is_written: bool,
}

/// Publishers that put `arm64` into the name of every image for it, so that other names are x64.
const NAMING_PUBLISHERS: [&str; 6] = [
    "canonical",
    "debian",
    "microsoftwindowsdesktop",
    "microsoftwindowsserver",
    "redhat",
    "suse",
];

/// The architecture of a template's source image, and why; `None` if unknown.
pub fn architecture(template: Template<'_>) -> Option<Deduction<'_>> {
    of_names(template).or_else(|| of_definition(template))
}

/// The architecture that the definition of the source image says, where the same deployment creates it.
fn of_definition(template: Template<'_>) -> Option<Deduction<'_>> {
    let said = definition::of_source(template, "architecture")?;
    let all = [Architecture::X64, Architecture::Arm64];
    let architecture = all.into_iter().find(|it| said.text.eq_ignore_ascii_case(it.name()))?;
    Some(Deduction {
        architecture,
        because: said.node,
        is_written: said.is_certain,
    })
}

fn of_names(template: Template<'_>) -> Option<Deduction<'_>> {
    let sku = source::part(template, "sku");
    let offer = source::part(template, "offer");
    let named = |it: &&source::Part<'_>| it.text.contains("arm64") || it.text.contains("aarch64");
    if let Some(part) = [&sku, &offer].into_iter().flatten().find(named) {
        return Some(Deduction {
            architecture: Architecture::Arm64,
            because: part.node,
            is_written: part.is_written(),
        });
    }
    let (sku, offer, publisher) = (sku?, offer?, source::part(template, "publisher")?);
    let listed = images::find(&publisher.text, &offer.text, &sku.text);
    let may_be_arm = sku.text.contains("arm") || offer.text.contains("arm");
    let is_arm64 = listed.is_some_and(|it| it.is_arm64);
    let is_x64 = NAMING_PUBLISHERS.contains(&publisher.text.as_str()) && !may_be_arm;
    (is_arm64 || is_x64).then(|| Deduction {
        architecture: if is_arm64 {
            Architecture::Arm64
        } else {
            Architecture::X64
        },
        because: sku.node,
        is_written: sku.is_written() && offer.is_written() && publisher.is_written(),
    })
}
