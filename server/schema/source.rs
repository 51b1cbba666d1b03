//! The one source of all API versions, `schemas/image-template.json`, as it is written.

use std::sync::LazyLock;

use serde_json::{Map, Value};

static SOURCE: LazyLock<Value> = LazyLock::new(|| {
    // A test reads the file too: what is compiled in is well formed.
    serde_json::from_str(include_str!("../../schemas/image-template.json")).unwrap_or_default()
});

static VERSIONS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let list = SOURCE.get("x-versions").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).collect()
});

/// Index of the oldest version that the service still accepts: 2019-05-01-preview. The two before
/// it are refused since May 2020.
pub(super) const OLDEST_SERVED: usize = 2;

/// Every API version, oldest first.
pub(super) fn versions() -> &'static [&'static str] {
    &VERSIONS
}

/// The position of a version in [`versions`]; `None` for a version that is not known here.
pub(super) fn index(version: &str) -> Option<usize> {
    versions().iter().position(|it| *it == version)
}

/// The types by name, as written.
pub(super) fn types() -> impl Iterator<Item = (&'static str, &'static Map<String, Value>)> {
    let types = SOURCE.get("$defs").and_then(Value::as_object);
    types
        .into_iter()
        .flatten()
        .filter_map(|(name, it)| Some((name.as_str(), it.as_object()?)))
}

/// A list of words by its name.
pub(super) fn list(name: &str) -> Vec<&'static str> {
    let list = SOURCE.get(name).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Whether a member, variant or value exists in a version; without a version, in any that is
/// still served.
pub(super) fn exists(declared: &Map<String, Value>, version: Option<usize>) -> bool {
    let bound = |key: &str| declared.get(key).and_then(Value::as_str).and_then(index);
    let since = bound("x-since").unwrap_or(0);
    let until = bound("x-until").unwrap_or(usize::MAX);
    match version {
        Some(version) => (since..=until).contains(&version),
        None => until >= OLDEST_SERVED,
    }
}

/// A property of a member as it is in a version, its changes applied; without a version, the newest.
pub(super) fn attribute(
    declared: &'static Map<String, Value>,
    name: &str,
    version: Option<usize>,
) -> Option<&'static Value> {
    let changes = declared
        .get("x-changes")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let in_force = changes.filter(|it| {
        let from = it.get("from").and_then(Value::as_str).and_then(index).unwrap_or(0);
        version.is_none_or(|version| from <= version)
    });
    let changed = in_force.rev().find_map(|it| it.get(name));
    changed.or_else(|| declared.get(name)).filter(|it| !it.is_null())
}
