//! What several families need to tell names, versions and places apart.

use crate::locale::Say;
use crate::model::step::{self, Step};
use crate::model::template::{ApiVersion, Origin, Template};
use crate::rules::Level;
use crate::say;
use crate::schema::lookup;
use crate::schema::slice::{self, Property, Shape};
use crate::schema::validate::Violation;
use crate::syntax::tree::Node;
use crate::text::plain;
use crate::text::span::Span;

/// The API version from which the service refuses fields that it does not know and compares names
/// exactly. Source: image-builder-api-update-release-notes, 2024-02-01.
pub(super) const STRICT_SINCE: &str = "2024-02-01";

/// A version that is known here, at or after another one; `None` of it where the version is
/// unknown.
pub(super) fn version_from<'d>(template: Template<'d>, since: &str) -> Option<ApiVersion<'d>> {
    let version = template.api_version()?;
    let known = slice::known(&version.text)?;
    (!slice::is_before(known, since)).then_some(version)
}

/// The API version that brought validation.
pub(super) const VALIDATORS_SINCE: &str = "2022-02-14";

/// Whether the version has what another one brought, or may have it because it is unknown.
pub(super) fn version_may_have(template: Template<'_>, since: &str) -> bool {
    let known = template.api_version().and_then(|it| slice::known(&it.text));
    known.is_none_or(|it| !slice::is_before(it, since))
}

/// The steps of a template, those of `customize` before those of `validate`. Validators of a version
/// that has none are left out: other rules say so.
pub(super) fn steps(template: Template<'_>) -> Vec<Step<'_>> {
    let knows_validators = version_may_have(template, VALIDATORS_SINCE);
    let validators = step::validators(template).filter(|_| knows_validators);
    step::customizers(template).chain(validators).collect()
}

/// Whether the version is written, not deduced, and from 2024-02-01 on.
pub(super) fn is_strict(template: Template<'_>) -> bool {
    version_from(template, STRICT_SINCE).is_some_and(|it| it.origin != Origin::Deduced)
}

/// The level of a finding that rests on the API version: a warning at most where that was deduced.
pub(super) fn bound_to_version(template: Template<'_>, level: Level) -> Level {
    let deduced = template.api_version().is_some_and(|it| it.origin == Origin::Deduced);
    if deduced { level.max(Level::Warning) } else { level }
}

/// Whether only a template that the service refuses for its version could be meant.
pub(super) fn has_refused_version(template: Template<'_>) -> bool {
    template.api_version().is_some_and(|it| slice::is_refused(&it.text))
}

/// What is behind a member whose name the object does not know in this version.
pub(super) enum Stranger {
    /// One of the three names by which the 2019 preview told the subnet.
    LegacyVnet,
    /// The size of the proxy VM, one level too high.
    ProxySize,
    /// A later version has it.
    TooNew(&'static str),
    /// It differs from a known name by case alone.
    Case(&'static str),
    /// Nothing like it, or something near it.
    Unknown(Option<&'static str>),
}

/// The names by which the 2019 preview told the subnet.
pub(super) const LEGACY_VNET: [&str; 3] = ["name", "subnetName", "resourceGroupName"];

/// Tells what an unknown member is.
pub(super) fn stranger(violation: &Violation<'_>, template: Template<'_>) -> Stranger {
    let key = violation.node.key().unwrap_or_default();
    let parent = violation.node.parent();
    if parent.is_some_and(|it| it.has_key("vnetConfig")) && LEGACY_VNET.contains(&key.as_ref()) {
        return Stranger::LegacyVnet;
    }
    if key == "proxyVmSize" && parent.is_some_and(|it| it.has_key("vmProfile")) {
        return Stranger::ProxySize;
    }
    if let Some(since) = later_version(template, violation.node) {
        return Stranger::TooNew(since);
    }
    let members = parent.map(|it| lookup::members(template, it)).unwrap_or_default();
    let names = || {
        members
            .iter()
            .filter(|it| !it.property.read_only)
            .map(|it| it.property.name)
    };
    match names().find(|it| it.eq_ignore_ascii_case(&key)) {
        Some(known) => Stranger::Case(known),
        None => Stranger::Unknown(nearest(&key, names())),
    }
}

/// The first later version that has the member, where the version is known.
fn later_version(template: Template<'_>, node: Node<'_>) -> Option<&'static str> {
    let version = slice::known(&template.api_version()?.text)?;
    let newest = slice::slice(Some(slice::newest()));
    let member = lookup::slot_in(newest, template, node)?.member?;
    let since = member.property.since?;
    slice::is_before(version, since).then_some(since)
}

/// The name nearest to a misspelt one; `None` where none is near: more than a third of the letters
/// differ, or more than two.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let lower = name.to_ascii_lowercase();
    let bound = (name.chars().count() / 3).clamp(1, 2);
    let distance = |it: &str| strsim::damerau_levenshtein(&lower, &it.to_ascii_lowercase());
    let near = known.map(|it| (distance(it), it)).filter(|(far, _)| *far <= bound);
    near.min_by_key(|(far, _)| *far).map(|(_, it)| it)
}

/// The name that was most likely meant by another: of the same letters in another case, the part behind a slash, one that
/// begins like it, or the nearest, with at most a third of the letters different.
pub(super) fn meant<'n>(written: &str, known: &[&'n str]) -> Option<&'n str> {
    /// Fewer letters begin too many names.
    const BEGINNING: usize = 3;
    let lower = written.to_ascii_lowercase();
    let bound = (lower.chars().count() / 3).max(1);
    let far = |it: &str| {
        let behind = it.split_once('/').map_or(it, |(_, name)| name);
        if it == lower || behind == lower {
            0
        } else if lower.len() >= BEGINNING && it.starts_with(&lower) {
            1
        } else {
            let away = |it: &str| strsim::damerau_levenshtein(&lower, it);
            away(it).min(away(behind))
        }
    };
    let near = known.iter().map(|it| (far(it), *it)).filter(|it| it.0 <= bound);
    near.min_by_key(|it| it.0).map(|it| it.1)
}

/// Where to point when something is missing from an object: at its `type`, else at its key, else at
/// its opening brace.
pub(super) fn face(object: Node<'_>) -> Span {
    let start = object.span().start;
    let brace = Span::new(start, start + 1);
    let kind = object.get("type").map(Node::face);
    kind.or(object.key_span()).unwrap_or(brace)
}

/// Names in backticks, as a list to read.
pub(super) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|it| format!("`{it}`")).collect();
    quoted.join(", ")
}

/// A text as it may stand in a message: cut where it is long.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 60;
    plain::shortened(text, MOST)
}

/// What a member takes, in words.
pub(super) fn shape(shape: &Shape) -> Say {
    match shape {
        Shape::String => say! { en: "a string", pt_br: "uma string" },
        Shape::Integer => say! { en: "a whole number", pt_br: "um número inteiro" },
        Shape::Boolean => say! { en: "`true` or `false`", pt_br: "`true` ou `false`" },
        Shape::Named(_) | Shape::Map(_) => say! { en: "an object", pt_br: "um objeto" },
        Shape::Array(_) => say! { en: "a list", pt_br: "uma lista" },
        Shape::Any => say! { en: "any value", pt_br: "qualquer valor" },
    }
}

/// A value to begin with for a new member, and whether a person has to fill something in.
pub(super) fn starting_value(property: &Property) -> String {
    if let Some(default) = property.default.filter(|it| !it.as_str().is_some_and(str::is_empty)) {
        return default.to_string();
    }
    if let Some(first) = property.values.first() {
        return format!("\"{first}\"");
    }
    match property.shape {
        Shape::String | Shape::Any => "\"\"".to_owned(),
        Shape::Integer => property.minimum.unwrap_or_default().to_string(),
        Shape::Boolean => "false".to_owned(),
        Shape::Named(_) | Shape::Map(_) => "{}".to_owned(),
        Shape::Array(_) => "[]".to_owned(),
    }
}

/// The longest name that the service takes. Source: the pattern of `imageTemplateName` in its
/// definition, the same in all versions.
const MOST: usize = 64;

/// Whether a text is a name by the service's pattern, which run outputs share.
pub(super) fn is_name(name: &str) -> bool {
    (1..=MOST).contains(&name.len()) && name.chars().all(is_letter)
}

/// The name with everything else replaced by hyphens, cut to its length.
pub(super) fn mend_name(name: &str) -> String {
    name.trim()
        .chars()
        .take(MOST)
        .map(|it| if is_letter(it) { it } else { '-' })
        .collect()
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

/// Whether a text looks like a mark that a pipeline replaces: `%ID%`, `@ID@`, `$ID`, `BUILD_IDENTITY`.
pub(super) fn is_mark(text: &str) -> bool {
    let is_constant = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    text.contains(['%', '@', '$', '#', '{']) || (text.contains('_') && text.chars().all(is_constant))
}
