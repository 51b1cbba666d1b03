//! The generation of the source image, by the name of its SKU: which VM sizes can start it.

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

/// SKUs of the first generation: each has a twin of the second under a name of its own. Publisher,
/// offer where it matters, SKU, in lower case.
const FIRST: [(&str, &str, &[&str]); 6] = [
    (
        "microsoftwindowsserver",
        "windowsserver",
        &[
            "2012-datacenter",
            "2012-r2-datacenter",
            "2016-datacenter",
            "2016-datacenter-server-core",
            "2016-datacenter-smalldisk",
            "2016-datacenter-with-containers",
            "2019-datacenter",
            "2019-datacenter-core",
            "2019-datacenter-core-smalldisk",
            "2019-datacenter-core-with-containers",
            "2019-datacenter-smalldisk",
            "2019-datacenter-with-containers",
            "2022-datacenter",
            "2022-datacenter-core",
            "2022-datacenter-core-smalldisk",
            "2022-datacenter-smalldisk",
        ],
    ),
    (
        "microsoftwindowsdesktop",
        "windows-10",
        &[
            "19h2-ent",
            "19h2-evd",
            "19h2-pro",
            "20h1-ent",
            "20h1-evd",
            "20h1-pro",
            "20h2-ent",
            "20h2-evd",
            "20h2-pro",
            "21h1-ent",
            "21h1-evd",
            "21h1-pro",
            "rs5-enterprise",
            "rs5-evd",
            "rs5-pro",
            "win10-21h2-avd",
            "win10-21h2-ent",
            "win10-21h2-pro",
            "win10-22h2-avd",
            "win10-22h2-ent",
            "win10-22h2-pro",
        ],
    ),
    (
        "microsoftwindowsdesktop",
        "office-365",
        &[
            "19h2-evd-o365pp",
            "20h1-evd-o365pp",
            "20h2-evd-o365pp",
            "21h1-evd-o365pp",
            "win10-21h2-avd-m365",
            "win10-22h2-avd-m365",
        ],
    ),
    ("canonical", "ubuntuserver", &["16.04-lts", "18.04-lts"]),
    ("canonical", "0001-com-ubuntu-server-focal", &["20_04-lts"]),
    ("canonical", "0001-com-ubuntu-server-jammy", &["22_04-lts"]),
];

/// The generation of a template's source image, and why; `None` if unknown.
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
    let deduced = |generation, is_written| {
        Some(Deduction {
            generation,
            because: sku.node,
            is_written,
        })
    };
    if names_second(&sku.text) {
        return deduced(Generation::Two, sku.is_written());
    }
    if sku.text.contains("gen1") {
        return deduced(Generation::One, sku.is_written());
    }
    let publisher = source::part(template, "publisher")?;
    let offer = source::part(template, "offer")?;
    let all_written = sku.is_written() && offer.is_written() && publisher.is_written();
    if offer.text == "ubuntu-24_04-lts" && sku.text == "server" {
        return deduced(Generation::Two, all_written);
    }
    let is_first = FIRST
        .iter()
        .any(|(by, of, skus)| publisher.text == *by && offer.text == *of && skus.contains(&sku.text.as_str()));
    is_first.then(|| deduced(Generation::One, all_written))?
}

/// Whether a SKU says of itself that it is of the second generation. Windows 11 has no other.
fn names_second(sku: &str) -> bool {
    let is_marked = sku.ends_with("-g2") || ["-g2-", "gen2", "gensecond"].iter().any(|it| sku.contains(it));
    is_marked || sku.starts_with("win11-")
}
