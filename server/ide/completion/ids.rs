//! Resource IDs: those that the files name, and the rest of one that was begun.

use std::collections::BTreeSet;

use crate::ide::completion::id_pattern::{IDENTITY, Kind, kind, segments};
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
