//! Differences from what the API version accepts.

mod discriminator_case;
mod duplicate_key;
mod enum_value;
mod field_case;
mod inline_not_array;
mod missing_required;
mod name_pattern;
mod number_range;
mod placeholder_left;
mod read_only_field;
mod type_incomplete;
mod unknown_field;
mod unknown_type_value;
mod wrong_json_type;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 14] = [
    &unknown_field::RULE,
    &field_case::RULE,
    &discriminator_case::RULE,
    &unknown_type_value::RULE,
    &missing_required::RULE,
    &inline_not_array::RULE,
    &wrong_json_type::RULE,
    &enum_value::RULE,
    &number_range::RULE,
    &read_only_field::RULE,
    &name_pattern::RULE,
    &type_incomplete::RULE,
    &duplicate_key::RULE,
    &placeholder_left::RULE,
];
