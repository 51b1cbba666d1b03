//! Suppression comments: that they are valid, and still used.

mod not_understood;
mod unknown_rule;
mod unused;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 3] = [&not_understood::RULE, &unknown_rule::RULE, &unused::RULE];
