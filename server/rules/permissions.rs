//! Roles that the template's identity needs and the template cannot show: advice, once a file.

mod build_identity_operator;
mod existing_staging_group;
mod storage_reader;

use crate::model::template::Template;
use crate::rules::Rule;
use crate::rules::engine::versions;

/// The rules of the family.
pub(super) static RULES: [&Rule; 3] = [
    &build_identity_operator::RULE,
    &storage_reader::RULE,
    &existing_staging_group::RULE,
];

/// Whether the template's version has a property that another version introduced; an unknown version may.
fn may_have(template: Template<'_>, since: &str) -> bool {
    template.api_version().is_none() || versions::version_from(template, since).is_some()
}
