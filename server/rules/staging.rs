//! The resource group for the temporary resources of a build.

mod bad_id;
mod reserved_tags;
mod shared;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 3] = [&bad_id::RULE, &shared::RULE, &reserved_tags::RULE];
