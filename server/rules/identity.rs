//! The identities of a template.

mod bad_resource_id;
mod kind;
mod login_without_build_identity;
mod missing;
mod multiple;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 5] = [
    &missing::RULE,
    &kind::RULE,
    &multiple::RULE,
    &bad_resource_id::RULE,
    &login_without_build_identity::RULE,
];
