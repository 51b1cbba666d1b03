//! A member whose name its object does not know in the template's API version: what was most likely meant.

use crate::model::template::Template;
use crate::rules::engine::spelling::nearest;
use crate::schema::lookup;
use crate::schema::slice;
use crate::schema::validate::Violation;
use crate::syntax::tree::Node;

/// What is after a member whose name the object does not know in this version.
pub(in crate::rules) enum UnknownMember {
    /// One of the three properties that set the subnet in the 2019 preview.
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

/// The properties that set the subnet in the 2019 preview.
pub(in crate::rules) const LEGACY_VNET: [&str; 3] = ["name", "subnetName", "resourceGroupName"];

/// Tells what an unknown member is.
pub(in crate::rules) fn classify(violation: &Violation<'_>, template: Template<'_>) -> UnknownMember {
    let key = violation.node.key().unwrap_or_default();
    let parent = violation.node.parent();
    if parent.is_some_and(|it| it.has_key("vnetConfig")) && LEGACY_VNET.iter().any(|name| violation.node.has_key(name))
    {
        return UnknownMember::LegacyVnet;
    }
    if violation.node.has_key("proxyVmSize") && parent.is_some_and(|it| it.has_key("vmProfile")) {
        return UnknownMember::ProxySize;
    }
    if let Some(since) = later_version(template, violation.node) {
        return UnknownMember::TooNew(since);
    }
    let members = parent.map(|it| lookup::members(template, it)).unwrap_or_default();
    let names = || {
        members
            .iter()
            .filter(|it| !it.property.read_only)
            .map(|it| it.property.name)
    };
    match names().find(|it| it.eq_ignore_ascii_case(&key)) {
        Some(known) => UnknownMember::Case(known),
        None => UnknownMember::Unknown(nearest(&key, names())),
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
