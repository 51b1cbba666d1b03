//! The settings of a project: that the file can be read, and that its entries are valid and used.

mod bad_value;
mod missing_rule;
mod not_toml;
mod unknown_key;
mod unknown_rule;
mod unreadable_parameters;
mod unused_ignore;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 7] = [
    &not_toml::RULE,
    &unknown_key::RULE,
    &unknown_rule::RULE,
    &bad_value::RULE,
    &missing_rule::RULE,
    &unreadable_parameters::RULE,
    &unused_ignore::RULE,
];
