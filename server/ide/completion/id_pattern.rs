//! The forms of resource IDs that a template names, as patterns.

use crate::model::resource_id::mentioned;
use crate::model::template::Template;

/// A kind of resource whose ID a member takes.
pub(super) struct Kind {
    /// Empty for a resource group.
    pub provider: &'static str,
    /// Each type, with the placeholder for its name.
    pub types: &'static [(&'static str, &'static str)],
}

const GROUP: Kind = Kind {
    provider: "",
    types: &[],
};
pub(super) const IDENTITY: Kind = Kind {
    provider: "Microsoft.ManagedIdentity",
    types: &[("userAssignedIdentities", "<identity>")],
};
const MANAGED_IMAGE: Kind = Kind {
    provider: "Microsoft.Compute",
    types: &[("images", "<image>")],
};
const GALLERY_IMAGE: Kind = Kind {
    provider: "Microsoft.Compute",
    types: &[("galleries", "<gallery>"), ("images", "<image>")],
};
const GALLERY_VERSION: Kind = Kind {
    provider: "Microsoft.Compute",
    types: &[
        ("galleries", "<gallery>"),
        ("images", "<image>"),
        ("versions", "latest"),
    ],
};
const SUBNET: Kind = Kind {
    provider: "Microsoft.Network",
    types: &[("virtualNetworks", "<vnet>"), ("subnets", "<subnet>")],
};

/// The kind that a member of a template takes, by its name.
pub(super) fn kind(member: &str) -> Option<&'static Kind> {
    Some(match member {
        "userAssignedIdentities" => &IDENTITY,
        "galleryImageId" => &GALLERY_IMAGE,
        "imageVersionId" => &GALLERY_VERSION,
        "imageId" => &MANAGED_IMAGE,
        "subnetId" | "containerInstanceSubnetId" => &SUBNET,
        "stagingResourceGroup" => &GROUP,
        _ => return None,
    })
}

/// The ID that a new member begins with, as a pattern: in the subscription and group that the text mentions first. `None` for a member that
/// takes no ID.
pub(super) fn of_member(template: Template<'_>, member: &str) -> Option<String> {
    let kind = kind(member)?;
    let first = mentioned(template.root.tree().text()).find_map(|it| segments(it)?.get(..2).map(<[_]>::to_vec));
    Some(kind.pattern(&first.unwrap_or_default()))
}

/// The names in an ID and the types before them, without `subscriptions`, `resourceGroups` and `providers`: subscription, group, provider,
/// type, name, … It may end anywhere. `None` for another text.
pub(super) fn segments(id: &str) -> Option<Vec<&str>> {
    let mut parts = id.strip_prefix('/')?.split('/');
    let mut found = Vec::new();
    for fixed in ["subscriptions", "resourceGroups", "providers"] {
        match parts.next() {
            Some(it) if it.eq_ignore_ascii_case(fixed) => found.extend(parts.next()),
            Some(_) => return None,
            None => break,
        }
    }
    found.extend(parts);
    found.iter().all(|it| !it.is_empty()).then_some(found)
}

impl Kind {
    /// How many segments the ID of one has, of those that are not fixed.
    pub fn len(&self) -> usize {
        match self.types.len() {
            0 => 2,
            types => 3 + 2 * types,
        }
    }

    /// So many segments of an ID where an ID of this kind may begin with them; they end with a name.
    pub fn start<'i, 's>(&self, id: &'i [&'s str], length: usize) -> Option<&'i [&'s str]> {
        let start = id.get(..length)?;
        let fits = |(at, segment): (usize, &&str)| match at {
            0 | 1 => true,
            2 => segment.eq_ignore_ascii_case(self.provider),
            at if at % 2 == 1 => self
                .types
                .get((at - 3) / 2)
                .is_some_and(|(it, _)| segment.eq_ignore_ascii_case(it)),
            _ => true,
        };
        let is_done = length > 0 && (length <= 2 || length % 2 == 1) && length != 3;
        (is_done && length <= self.len() && start.iter().enumerate().all(fits)).then_some(start)
    }

    /// An ID that begins with these segments, as a pattern.
    pub fn pattern(&self, start: &[&str]) -> String {
        let part = |at: usize, else_: &str| match start.get(at) {
            Some(it) => (*it).to_owned(),
            None => format!("‹{else_}›"),
        };
        let mut out = format!(
            "/subscriptions/{}/resourceGroups/{}",
            part(0, "<subscriptionId>"),
            part(1, "<resourceGroup>")
        );
        if !self.types.is_empty() {
            out.push_str("/providers/");
            out.push_str(self.provider);
        }
        for (at, (name, placeholder)) in self.types.iter().enumerate() {
            out.push_str(&format!("/{name}/{}", part(4 + 2 * at, placeholder)));
        }
        out
    }
}
