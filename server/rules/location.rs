//! Where the template lives and the build runs.

mod empty;
mod unsupported;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 2] = [&empty::RULE, &unsupported::RULE];
