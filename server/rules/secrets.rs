//! Secrets that anybody can read who reads the template.

mod token_in_uri;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 1] = [&token_in_uri::RULE];
