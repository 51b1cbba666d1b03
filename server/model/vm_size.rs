//! What the name of a VM size means: `Standard_D4s_v3` is family D, four cores, version 3.
//!
//! Source: "Azure virtual machine sizes naming conventions", and for generations "Support for
//! Generation 2 VMs on Azure" as of 2026-06. What a name does not show for certain is unknown.

use crate::model::architecture::Architecture;
use crate::model::generation::Generation;
use crate::model::template::Template;
use crate::syntax::tree::Node;

/// A VM size by the parts of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VmSize<'t> {
    /// The letters before the number.
    pub family: &'t str,
    /// The number: cores for most families, a rank for some old ones.
    pub number: u32,
    /// Cores left in use where they are fewer than the size has: the 2 of `E4-2s_v5`.
    pub constrained: Option<u32>,
    /// The letters after the number.
    pub features: &'t str,
    /// The number after `_v`.
    pub version: Option<u32>,
}

/// The `vmSize` of a template, wherever it is written or computed.
pub fn node(template: Template<'_>) -> Option<Node<'_>> {
    template.property("vmProfile")?.get("vmSize")
}

/// The size that the service takes where the template names none. Source: template reference,
/// `vmSize`.
pub fn default_for(generation: Generation) -> &'static str {
    match generation {
        Generation::One => "Standard_D1_v2",
        Generation::Two => "Standard_D2ds_v4",
    }
}

/// Reads the name of a size; `None` if it is written in no way that sizes are.
pub fn parse(name: &str) -> Option<VmSize<'_>> {
    let (tier, rest) = name.split_once('_')?;
    if !["standard", "basic"].iter().any(|it| tier.eq_ignore_ascii_case(it)) {
        return None;
    }
    let (core, suffix) = rest.split_once('_').unwrap_or((rest, ""));
    let (family, rest) = core.split_at_checked(core.find(|c: char| !c.is_ascii_alphabetic())?)?;
    let (number, rest) = leading_number(rest)?;
    let (constrained, features) = match rest.strip_prefix('-') {
        Some(rest) => leading_number(rest).map(|(few, rest)| (Some(few), rest))?,
        None => (None, rest),
    };
    if family.is_empty() || !features.chars().all(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    let version = suffix
        .split('_')
        .find_map(|it| it.strip_prefix(['v', 'V'])?.parse().ok());
    Some(VmSize {
        family,
        number,
        constrained,
        features,
        version,
    })
}

fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}

impl VmSize<'_> {
    fn is_family(&self, names: &[&str]) -> bool {
        names.iter().any(|it| self.family.eq_ignore_ascii_case(it))
    }

    /// How many cores a virtual machine of this size has; `None` if the number in the name is a
    /// rank that is not known here.
    pub fn cores(&self) -> Option<u32> {
        if self.constrained.is_some() {
            return self.constrained;
        }
        let ranked = self.is_family(&["D", "DS"]) && matches!(self.version, None | Some(2));
        let table: &[(u32, u32)] = if ranked {
            &[
                (1, 1),
                (2, 2),
                (3, 4),
                (4, 8),
                (5, 16),
                (11, 2),
                (12, 4),
                (13, 8),
                (14, 16),
                (15, 20),
            ]
        } else if self.is_family(&["A"]) && self.version.is_none() {
            &[
                (0, 1),
                (1, 1),
                (2, 2),
                (3, 4),
                (4, 8),
                (5, 2),
                (6, 4),
                (7, 8),
                (8, 8),
                (9, 16),
                (10, 8),
                (11, 16),
            ]
        } else if self.is_family(&["G", "GS"]) {
            &[(1, 2), (2, 4), (3, 8), (4, 16), (5, 32)]
        } else {
            return Some(self.number);
        };
        table
            .iter()
            .find(|(rank, _)| *rank == self.number)
            .map(|(_, cores)| *cores)
    }

    /// The architecture: a `p` after the number stands for Arm64.
    pub fn architecture(&self) -> Architecture {
        if self.features.contains(['p', 'P']) {
            Architecture::Arm64
        } else {
            Architecture::X64
        }
    }

    /// The one generation that the size starts; `None` for a size that starts both, or of which
    /// that is not known.
    ///
    /// That the A family and the first NC and NV series start generation 1 alone, and that DC, Mv2
    /// and NDv2 start generation 2 alone, is documented; D, Dv2, Dv3, Ev3 and F without `s` follow
    /// from reports and from the same naming rule. That D and E of version 6 start generation 2 alone
    /// is documented for Dsv6, Ddsv6, Dasv6, Esv6 and Easv6; the others of versions 6 and 7 follow from
    /// reports.
    pub fn only_generation(&self) -> Option<Generation> {
        let plain = self.features.is_empty();
        let first = match self.family.to_ascii_uppercase().as_str() {
            "A" => true,
            "D" => plain && matches!(self.version, None | Some(2 | 3)),
            "E" => plain && self.version == Some(3),
            "F" => plain && self.version.is_none(),
            "NC" | "NV" => self.version.is_none() && (plain || self.features.eq_ignore_ascii_case("r")),
            _ => false,
        };
        let second = match self.family.to_ascii_uppercase().as_str() {
            "DC" | "EC" => true,
            "D" | "E" | "F" => matches!(self.version, Some(6 | 7)) && self.architecture() == Architecture::X64,
            "M" => self.version == Some(2),
            "ND" => matches!(self.version, Some(2 | 4)),
            _ => false,
        };
        match (first, second) {
            (true, _) => Some(Generation::One),
            (_, true) => Some(Generation::Two),
            _ => None,
        }
    }
}
