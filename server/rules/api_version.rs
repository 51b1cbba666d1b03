//! The API version itself, and what belongs to another one.

mod field_too_new;
mod in_request_body;
mod legacy_vnet_fields;
mod replication_regions_deprecated;
mod replication_regions_required;
mod retired_preview;
mod unknown;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 7] = [
    &unknown::RULE,
    &retired_preview::RULE,
    &field_too_new::RULE,
    &in_request_body::RULE,
    &legacy_vnet_fields::RULE,
    &replication_regions_deprecated::RULE,
    &replication_regions_required::RULE,
];
