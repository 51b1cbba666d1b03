//! Resource IDs: those that the files name, and the rest of one that was begun.

use std::collections::BTreeSet;

use crate::ide::completion::insert::InsertionSite;
use crate::ide::completion::list::{List, Text};
use crate::ide::completion::resources;
use crate::ide::completion::skeleton::Skeleton;
use crate::ide::completion::snippet::Stops;
use crate::ide::completion::{Item, ItemKind};
use crate::model::resource_id::mentioned;
use crate::model::template::Template;
use crate::syntax::string;
use crate::syntax::tree::{Kind as Json, Node};

/// Files that mention more IDs are not searched to the end.
const MAX_IDS: usize = 1_000;

/// A kind of resource whose ID a member takes.
struct Kind {
    /// Empty for a resource group.
    provider: &'static str,
    /// Each type with what stands for its name.
    types: &'static [(&'static str, &'static str)],
}

const GROUP: Kind = Kind {
    provider: "",
    types: &[],
};
const IDENTITY: Kind = Kind {
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
fn kind(member: &str) -> Option<&'static Kind> {
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
pub(super) fn pattern(template: Template<'_>, member: &str) -> Option<String> {
    let kind = kind(member)?;
    let first = mentioned(template.root.tree().text()).find_map(|it| segments(it)?.get(..2).map(<[_]>::to_vec));
    Some(kind.pattern(&first.unwrap_or_default()))
}

/// Adds what a member may name; `known` gives the IDs of other files.
pub(super) fn add(list: &mut List<'_>, template: Template<'_>, member: &str, known: &dyn Fn() -> Vec<String>) {
    let Some(kind) = kind(member) else { return };
    for pattern in patterns(&list.site, template, kind, known) {
        let (text, snippet) = spelled(&pattern);
        list.text(Text {
            text: &text,
            snippet,
            ..Text::default()
        });
    }
}

/// Whether the keys of an object are the IDs of identities.
pub(super) fn are_keys(object: Node<'_>) -> bool {
    object.kind() == Json::Object && object.has_key("userAssignedIdentities")
}

/// Adds identities as keys.
pub(super) fn add_keys(list: &mut List<'_>, template: Template<'_>, has_colon: bool, known: &dyn Fn() -> Vec<String>) {
    for pattern in patterns(&list.site, template, &IDENTITY, known) {
        let (text, snippet) = spelled(&pattern);
        let insertion = match has_colon {
            true => list.site.rename(&text),
            false => list.site.member_as(&text, snippet.as_deref(), &Skeleton::plain("{}")),
        };
        list.push(Item::new(&text, ItemKind::Property, insertion));
    }
}

/// What is known in full, then what shares more of its beginning.
fn patterns(
    site: &InsertionSite<'_>,
    template: Template<'_>,
    kind: &Kind,
    known: &dyn Fn() -> Vec<String>,
) -> Vec<String> {
    let typed = site.typed();
    let others = known();
    let others = others.iter().map(String::as_str);
    let own = mentioned(template.root.tree().text()).filter(|it| !site.contains(it));
    let ids: BTreeSet<Vec<&str>> = own.chain(others).filter_map(segments).take(MAX_IDS).collect();
    let mut found = Vec::new();
    if !kind.types.is_empty() && template.deployment.is_some() {
        found.extend(created(template, kind));
    }
    for length in (0..=kind.len()).rev() {
        found.extend(ids.iter().filter_map(|id| Some(kind.pattern(kind.start(id, length)?))));
    }
    let begun = segments(typed.rsplit_once('/').map_or("", |(it, _)| it));
    if let Some(begun) = begun.as_deref().and_then(|it| kind.start(it, it.len())) {
        found.push(kind.pattern(begun));
    }
    found.push(kind.pattern(&[]));
    found
}

/// IDs of resources that the same deployment creates, and one to fill in.
fn created(template: Template<'_>, kind: &Kind) -> Vec<String> {
    let types: Vec<&str> = kind.types.iter().map(|(name, _)| *name).collect();
    let full = format!("{}/{}", kind.provider, types.join("/"));
    let names: Vec<_> = kind.types.iter().map(|(_, name)| format!("'‹{name}›'")).collect();
    let mut found = resources::ids_of(template, &full);
    found.push(format!("[resourceId('{full}', {})]", names.join(", ")));
    found
}

/// A pattern as text, and as a snippet if there is anything to fill in.
fn spelled(pattern: &str) -> (String, Option<String>) {
    let text = pattern.chars().filter(|it| !matches!(it, '‹' | '›')).collect();
    let quoted = string::quote(pattern);
    let snippet = || Stops::default().snippet(string::inner(&quoted));
    (text, pattern.contains('‹').then(snippet))
}

/// The names in an ID and the types before them, without `subscriptions`, `resourceGroups` and `providers`: subscription, group, provider,
/// type, name, … It may end anywhere. `None` for another text.
fn segments(id: &str) -> Option<Vec<&str>> {
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
    fn len(&self) -> usize {
        match self.types.len() {
            0 => 2,
            types => 3 + 2 * types,
        }
    }

    /// So many segments of an ID where an ID of this kind may begin with them; they end with a name.
    fn start<'i, 's>(&self, id: &'i [&'s str], length: usize) -> Option<&'i [&'s str]> {
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
    fn pattern(&self, start: &[&str]) -> String {
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
