//! Rules about what a failed build leaves behind.

mod abort;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 1] = [&abort::RULE];
