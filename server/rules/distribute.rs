//! The targets of the image.

mod run_output_name;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 1] = [&run_output_name::RULE];
