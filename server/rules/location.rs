//! Where the template lives and the build runs.

mod unsupported;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 1] = [&unsupported::RULE];
