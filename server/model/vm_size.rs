//! What a VM size is: its facts from the catalogue, and for a size that is not listed, what its name shows for certain.
//!
//! Source of the meaning of names: "Azure virtual machine sizes naming conventions".

use crate::catalogue::sizes::{self, Size};
use crate::model::architecture::Architecture;
use crate::model::generation::Generation;
use crate::model::template::Template;
use crate::syntax::tree::Node;

/// A VM size by the parts of its name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VmSize<'t> {
    /// The letters before the number.
    pub family: &'t str,
    /// The number: cores for most families, a rank for some old ones.
    pub number: u32,
    /// Cores left in use where they are fewer than the size has: the 2 of `E4-2s_v5`.
    pub constrained: Option<u32>,
    /// The letters after the number.
    pub features: &'t str,
    /// What follows the next underscore: the version, and for some sizes an accelerator.
    pub suffix: &'t str,
    /// Its entry in the catalogue; `None` if it is not listed.
    pub listed: Option<&'static Size>,
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
    let parts = parse_parts(name)?;
    Some(VmSize {
        listed: sizes::find(name),
        ..parts
    })
}

/// The same without its entry in the catalogue.
fn parse_parts(name: &str) -> Option<VmSize<'_>> {
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
    Some(VmSize {
        family,
        number,
        constrained,
        features,
        suffix,
        listed: None,
    })
}

fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}

/// Families whose sizes show in their names what they are, for versions that are not listed yet.
const REGULAR: [&str; 3] = ["D", "E", "F"];

impl VmSize<'_> {
    /// The number after `v` in the suffix; `None` for the first version.
    pub fn version(&self) -> Option<u32> {
        let mut parts = self.suffix.split('_');
        parts.find_map(|it| it.strip_prefix(['v', 'V'])?.parse().ok())
    }

    /// The listed sizes whose names differ in the numbers of cores alone.
    pub fn relatives(&self) -> impl Iterator<Item = &'static Size> {
        let is_alike = |it: &&Size| {
            parse_parts(it.name).is_some_and(|other| {
                other.family.eq_ignore_ascii_case(self.family)
                    && other.features.eq_ignore_ascii_case(self.features)
                    && other.suffix.eq_ignore_ascii_case(self.suffix)
            })
        };
        sizes::all().iter().filter(is_alike)
    }

    /// Whether it may be newer than the catalogue: of a series to come, or a new one of a series that still gets sizes.
    fn is_new(&self) -> bool {
        let is_regular = REGULAR.iter().any(|it| self.family.eq_ignore_ascii_case(it));
        let is_open = |it: &Size| it.series.is_some_and(|it| !it.is_complete);
        self.listed.is_none() && is_regular && self.version() > Some(2) && self.relatives().all(is_open)
    }

    /// How many cores a virtual machine of this size has; `None` if that is unknown.
    pub fn cores(&self) -> Option<u32> {
        match self.listed {
            Some(listed) => listed.cores,
            None => self.is_new().then(|| self.constrained.unwrap_or(self.number)),
        }
    }

    /// The architecture; `None` if it is unknown. In the name of a size that is not listed, a `p` after the number stands for
    /// Arm64.
    pub fn architecture(&self) -> Option<Architecture> {
        let is_arm64 = match self.listed {
            Some(listed) => listed.is_arm64,
            None => self.is_new().then(|| self.features.contains(['p', 'P'])),
        };
        is_arm64.map(|it| if it { Architecture::Arm64 } else { Architecture::X64 })
    }

    /// The one generation that the size starts; `None` for a size that starts both, or of which that is not known.
    ///
    /// All listed sizes of versions 6 and 7 of these families start generation 2 alone.
    pub fn only_generation(&self) -> Option<Generation> {
        match self.listed.map(|it| it.generations) {
            Some(Some([1])) => Some(Generation::One),
            Some(Some([2])) => Some(Generation::Two),
            Some(_) => None,
            None => (self.is_new() && matches!(self.version(), Some(6 | 7))).then_some(Generation::Two),
        }
    }
}
