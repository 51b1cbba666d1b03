//! The size of the build VM and of its disk.

mod architecture;
mod generation_mismatch;
mod malformed;
mod os_disk_too_small;
mod retired;
mod retirement_announced;
mod unknown;
mod windows_too_small;

use crate::model::resource_id;
use crate::model::template::Template;
use crate::rules::{Level, Rule};
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};
use crate::text::edit::Edit;

/// The rules of the family.
pub(super) static RULES: [&Rule; 8] = [
    &windows_too_small::RULE,
    &generation_mismatch::RULE,
    &architecture::RULE,
    &malformed::RULE,
    &retired::RULE,
    &retirement_announced::RULE,
    &unknown::RULE,
    &os_disk_too_small::RULE,
];

/// A size for a Windows build: two cores, and both generations start on it.
pub(super) const SUGGESTED_SIZE: &str = "Standard_D2s_v5";

/// The sizes that a template names, those of the build VM and of the proxy VM, with their nodes.
pub(super) fn named(template: Template<'_>) -> impl Iterator<Item = (String, Node<'_>)> {
    let profile = template.property("vmProfile");
    let size = profile.and_then(|it| it.get("vmSize"));
    let proxy = profile.and_then(|it| it.at(&["vnetConfig", "proxyVmSize"]));
    let written = [size, proxy].into_iter().filter_map(resource_id::written);
    written.filter(|(text, _)| !text.is_empty())
}

/// How a template sets the size of its build VM.
pub(super) enum Size<'d> {
    Written(String, Node<'d>),
    /// It is not set, and the service uses its default.
    Absent,
    /// It is computed, or not a string.
    Unknown,
}

/// The size that a template sets.
pub(super) fn size(template: Template<'_>) -> Size<'_> {
    let Some(properties) = template.root.get("properties").filter(|it| it.kind() == Kind::Object) else {
        return Size::Unknown;
    };
    let profile = match properties.get("vmProfile") {
        None if properties.tree().is_broken(properties.span()) => return Size::Unknown,
        None => return Size::Absent,
        Some(profile) if profile.kind() == Kind::Object => profile,
        Some(_) => return Size::Unknown,
    };
    match profile.get("vmSize") {
        None if profile.tree().is_broken(profile.span()) => Size::Unknown,
        // A name in another case or a loop may set it.
        None if profile
            .children()
            .filter_map(Node::key)
            .any(|it| it.eq_ignore_ascii_case("vmSize")) =>
        {
            Size::Unknown
        }
        None => Size::Absent,
        Some(node) => match resource_id::written(Some(node)) {
            Some((text, _)) if text.is_empty() => Size::Absent,
            Some((text, node)) => Size::Written(text, node),
            None => Size::Unknown,
        },
    }
}

/// The edit that sets the size of the build VM, wherever the property belongs.
pub(super) fn with_size(template: Template<'_>, size: &str) -> Option<Edit> {
    let properties = template.root.get("properties").filter(|it| it.is_closed())?;
    let json = string::quote(size);
    let Some(profile) = properties.get("vmProfile") else {
        let block = format!("{{\n  \"vmSize\": {json}\n}}");
        return Some(patch::add_member(properties, "vmProfile", &block));
    };
    match profile.get("vmSize") {
        Some(node) => Some(patch::replace_value(node, json)),
        None if profile.kind() == Kind::Object && profile.is_closed() => {
            Some(patch::add_first_member(profile, "vmSize", &json))
        }
        None => None,
    }
}

/// The level of a finding that rests on a deduction: a warning where that is made from defaults.
fn resting_on(is_written: bool) -> Level {
    if is_written { Level::Error } else { Level::Warning }
}
