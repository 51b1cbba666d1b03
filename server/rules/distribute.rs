//! The targets of the image, and what their identifiers and regions have in common.

mod definition_incomplete;
mod definition_mismatch;
mod empty;
mod explicit_version;
mod gallery_bad_id;
mod home_region_missing;
mod managed_image_bad_id;
mod regions_both;
mod run_output_name;
mod unknown_region;
pub(super) mod versioning;
mod vhd_storage;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 12] = [
    &empty::RULE,
    &run_output_name::RULE,
    &gallery_bad_id::RULE,
    &definition_mismatch::RULE,
    &definition_incomplete::RULE,
    &explicit_version::RULE,
    &regions_both::RULE,
    &home_region_missing::RULE,
    &versioning::RULE,
    &managed_image_bad_id::RULE,
    &vhd_storage::RULE,
    &unknown_region::RULE,
];

/// The resource ID of something of `Microsoft.Compute`.
struct ComputeId<'t> {
    /// Type and name of each level, with the position in the text where the level begins.
    levels: Vec<(&'t str, &'t str, usize)>,
}

impl<'t> ComputeId<'t> {
    /// Parses an ID; `None` for a text that is not one. IDs are case-insensitive.
    fn read(id: &'t str) -> Option<Self> {
        let mut parts = id.strip_prefix('/')?.split('/');
        let mut is = |word: &str| parts.next().is_some_and(|it| it.eq_ignore_ascii_case(word));
        let begins = is("subscriptions");
        let subscription = parts.next().filter(|it| begins && !it.is_empty())?;
        let mut is = |word: &str| parts.next().is_some_and(|it| it.eq_ignore_ascii_case(word));
        let begins = is("resourceGroups");
        let group = parts.next().filter(|it| begins && !it.is_empty())?;
        let mut is = |word: &str| parts.next().is_some_and(|it| it.eq_ignore_ascii_case(word));
        if !is("providers") || !is("Microsoft.Compute") {
            return None;
        }
        const WORDS: usize = "/subscriptions//resourceGroups//providers/Microsoft.Compute".len();
        let mut at = WORDS + subscription.len() + group.len();
        let mut levels = Vec::new();
        while let Some(kind) = parts.next() {
            let name = parts.next();
            levels.push((kind, name.unwrap_or_default(), at));
            at += kind.len() + 1 + name.map_or(0, |it| it.len() + 1);
        }
        Some(Self { levels })
    }

    /// The name at a level, with the position where the level begins.
    fn part(&self, kind: &str) -> Option<(usize, &'t str)> {
        let level = self.levels.iter().find(|(it, _, _)| it.eq_ignore_ascii_case(kind));
        level.map(|(_, name, at)| (*at, *name))
    }

    /// Whether there is a single level, of this type, with a name.
    fn is_only(&self, kind: &str) -> bool {
        matches!(self.levels.as_slice(), [(it, name, _)] if it.eq_ignore_ascii_case(kind) && !name.is_empty())
    }
}

/// Whether a text is the version of an image: three numbers.
fn is_version(text: &str) -> bool {
    let numbers: Vec<&str> = text.split('.').collect();
    let is_number = |it: &&str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
    numbers.len() == 3 && numbers.iter().all(is_number)
}
