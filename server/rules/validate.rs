//! Rules about `validate`, the checks of the finished image.

mod continue_distribute;
mod nothing_checked;
mod source_only_ignores_steps;
pub(super) mod validator_type;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 4] = [
    &source_only_ignores_steps::RULE,
    &nothing_checked::RULE,
    &validator_type::RULE,
    &continue_distribute::RULE,
];
