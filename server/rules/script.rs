//! What the commands of `inline` scripts do to a build.

mod syntax_error;
mod not_read;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 2] = [&syntax_error::RULE, &not_read::RULE];
