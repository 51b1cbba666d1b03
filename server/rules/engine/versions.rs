//! What the API version of a template allows rules to say.

use crate::model::step::{self, Step};
use crate::model::template::{ApiVersion, Origin, Template};
use crate::rules::Level;
use crate::schema::slice;

/// The API version from which the service refuses fields that it does not know and compares names
/// exactly. Source: image-builder-api-update-release-notes, 2024-02-01.
pub(in crate::rules) const STRICT_SINCE: &str = "2024-02-01";

/// A version that is known here, at or after another one; `None` of it where the version is
/// unknown.
pub(in crate::rules) fn version_from<'d>(template: Template<'d>, since: &str) -> Option<ApiVersion<'d>> {
    let version = template.api_version()?;
    let known = slice::known(&version.text)?;
    (!slice::is_before(known, since)).then_some(version)
}

/// The API version that brought validation.
pub(in crate::rules) const VALIDATORS_SINCE: &str = "2022-02-14";

/// Whether the version has what another one brought, or may have it because it is unknown.
pub(in crate::rules) fn version_may_have(template: Template<'_>, since: &str) -> bool {
    let known = template.api_version().and_then(|it| slice::known(&it.text));
    known.is_none_or(|it| !slice::is_before(it, since))
}

/// The steps of a template, those of `customize` before those of `validate`. Validators of a version
/// that has none are left out: other rules say so.
pub(in crate::rules) fn steps(template: Template<'_>) -> Vec<Step<'_>> {
    let knows_validators = version_may_have(template, VALIDATORS_SINCE);
    let validators = step::validators(template).filter(|_| knows_validators);
    step::customizers(template).chain(validators).collect()
}

/// Whether the version is written, not deduced, and from 2024-02-01 on.
pub(in crate::rules) fn is_strict(template: Template<'_>) -> bool {
    version_from(template, STRICT_SINCE).is_some_and(|it| it.origin != Origin::Deduced)
}

/// The level of a finding that rests on the API version: a warning at most where that was deduced.
pub(in crate::rules) fn bound_to_version(template: Template<'_>, level: Level) -> Level {
    let deduced = template.api_version().is_some_and(|it| it.origin == Origin::Deduced);
    if deduced { level.max(Level::Warning) } else { level }
}

/// Whether only a template that the service refuses for its version could be meant.
pub(in crate::rules) fn has_refused_version(template: Template<'_>) -> bool {
    template.api_version().is_some_and(|it| slice::is_refused(&it.text))
}
