//! The generation of the source image, by the mark in its SKU or by the catalogue: which VM sizes can start it.

use crate::catalogue::images;
use crate::model::definition;
use crate::model::source;
use crate::model::template::Template;
use crate::syntax::tree::Node;

/// The generation of a virtual machine and of the images it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generation {
    One,
    Two,
}

impl Generation {
    /// Its number, as Azure counts.
    pub fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }
}

/// What the deduction rests on.
#[derive(Debug, Clone, Copy)]
pub struct Deduction<'d> {
    pub generation: Generation,
    /// The SKU that says so.
    pub because: Node<'d>,
    /// Whether everything it rests on is written out, none of it the value of a parameter or a variable.
    pub is_written: bool,
}

/// The generation of a template's source image, and why; `None` if unknown.
///
/// Marks in the SKU count for any image, everything else only for images of the catalogue.
pub fn generation(template: Template<'_>) -> Option<Deduction<'_>> {
    of_names(template).or_else(|| of_definition(template))
}

/// The generation that the definition of the source image says, where the same deployment creates it.
fn of_definition(template: Template<'_>) -> Option<Deduction<'_>> {
    let said = definition::of_source(template, "hyperVGeneration")?;
    let generation = match said.text.to_ascii_uppercase().as_str() {
        "V1" => Generation::One,
        "V2" => Generation::Two,
        _ => return None,
    };
    Some(Deduction {
        generation,
        because: said.node,
        is_written: said.is_certain,
    })
}

fn of_names(template: Template<'_>) -> Option<Deduction<'_>> {
    let sku = source::part(template, "sku")?;
    let deduced = |generation, is_written| Deduction {
        generation,
        because: sku.node,
        is_written,
    };
    if names_second(&sku.text) {
        return Some(deduced(Generation::Two, sku.is_written()));
    }
    if sku.text.contains("gen1") {
        return Some(deduced(Generation::One, sku.is_written()));
    }
    let publisher = source::part(template, "publisher")?;
    let offer = source::part(template, "offer")?;
    let all_written = sku.is_written() && offer.is_written() && publisher.is_written();
    match images::find(&publisher.text, &offer.text, &sku.text)?.generation? {
        1 => Some(deduced(Generation::One, all_written)),
        2 => Some(deduced(Generation::Two, all_written)),
        _ => None,
    }
}

/// Whether a SKU says of itself that it is of the second generation. Windows 11 has no other.
fn names_second(sku: &str) -> bool {
    let is_marked = sku.ends_with("-g2") || ["-g2-", "gen2", "gensecond"].iter().any(|it| sku.contains(it));
    is_marked || sku.starts_with("win11-")
}
