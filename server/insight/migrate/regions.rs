//! The regions of a gallery target: an array of names became an array of objects, each with its own storage type.

use crate::insight::migrate::Step;
use crate::insight::migrate::member::member;
use crate::model::regions::plain;
use crate::say;
use crate::schema::slice::Slice;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};
use crate::text::edit::Edit;

const TARGET: &str = "ImageTemplateSharedImageDistributor";
const OLD: &str = "replicationRegions";
const NEW: &str = "targetRegions";
const STORAGE: &str = "storageAccountType";

/// Adds the step for a target where its list is written out, and returns the properties that it has handled.
pub(super) fn steps<'d>(target: Node<'d>, owner: &str, slice: &Slice, steps: &mut Vec<Step>) -> Vec<Node<'d>> {
    let is_over = |name: &str| {
        slice
            .properties(owner)
            .iter()
            .any(|it| it.name == name && it.deprecated)
    };
    // It is unknown which one of two members with the same name counts.
    let is_twice = |name: &&str| {
        let keys = target.children().filter_map(Node::key);
        keys.filter(|it| it.eq_ignore_ascii_case(name)).count() > 1
    };
    if owner != TARGET || !is_over(OLD) || [OLD, NEW, STORAGE].iter().any(is_twice) {
        return Vec::new();
    }
    let storage = member(target, STORAGE);
    let made = match (member(target, OLD), member(target, NEW)) {
        (Some(old), None) if is_list(old, Kind::String) => reshaped(target, old, storage),
        (Some(old), Some(new)) if is_list(new, Kind::Object) => merged(target, old, new, storage),
        (None, Some(new)) if is_list(new, Kind::Object) => {
            storage.and_then(|storage| carried(target, new, storage, None))
        }
        _ => None,
    };
    let Some((step, handled)) = made else {
        return Vec::new();
    };
    steps.push(step);
    handled
}

type Made<'d> = Option<(Step, Vec<Node<'d>>)>;

/// Whether a list is written out with items of one kind.
fn is_list(node: Node<'_>, kind: Kind) -> bool {
    node.kind() == Kind::Array && node.is_closed() && node.children().all(|it| it.kind() == kind)
}

/// Each name as an object, with the storage type of the whole target.
fn reshaped<'d>(target: Node<'d>, old: Node<'d>, storage: Option<Node<'d>>) -> Made<'d> {
    // Without a region there would be no position for the storage type.
    let has_place = old.children().next().is_some();
    if storage.is_some_and(|it| it.kind() != Kind::String || !has_place) {
        return None;
    }
    let more = storage.map(|it| format!(", {}: {}", string::quote(STORAGE), it.source()));
    let more = more.unwrap_or_default();
    let mut edits: Vec<Edit> = vec![patch::rename_key(old, NEW)?];
    edits.extend(
        old.children()
            .map(|it| patch::replace_value(it, format!("{{ \"name\": {}{more} }}", it.source()))),
    );
    edits.extend(patch::remove_all(target, storage.as_slice()));
    let title = match storage {
        Some(_) => say! {
            en: "Replace `{OLD}` with `{NEW}`, with `{STORAGE}` in each region",
            pt_br: "Substituir `{OLD}` por `{NEW}`, com `{STORAGE}` em cada região",
        },
        None => say! { en: "Replace `{OLD}` with `{NEW}`", pt_br: "Substituir `{OLD}` por `{NEW}`" },
    };
    let step = Step {
        title,
        at: old.key_span()?,
        edits,
    };
    Some((step, std::iter::once(old).chain(storage).collect()))
}

/// Of two lists the older one is removed if it adds nothing to the other.
fn merged<'d>(target: Node<'d>, old: Node<'d>, new: Node<'d>, storage: Option<Node<'d>>) -> Made<'d> {
    let names: Vec<String> = new
        .children()
        .filter_map(|it| member(it, "name")?.as_str().map(|it| plain(&it)))
        .collect();
    let is_there = |it: Node<'_>| it.as_str().is_some_and(|it| names.contains(&plain(&it)));
    if !is_list(old, Kind::String) || !old.children().all(is_there) {
        return None;
    }
    if let Some(storage) = storage {
        return carried(target, new, storage, Some(old));
    }
    let step = Step {
        title: say! {
            en: "Remove `{OLD}`, whose regions are already in `{NEW}`",
            pt_br: "Remover `{OLD}`, cujas regiões já estão em `{NEW}`",
        },
        at: old.key_span()?,
        edits: vec![patch::remove(old)],
    };
    Some((step, vec![old]))
}

/// The storage type of the whole target in every region that has none of its own.
fn carried<'d>(target: Node<'d>, new: Node<'d>, storage: Node<'d>, old: Option<Node<'d>>) -> Made<'d> {
    if storage.kind() != Kind::String || new.children().next().is_none() {
        return None;
    }
    let without = new.children().filter(|it| member(*it, STORAGE).is_none());
    let mut edits: Vec<Edit> = without
        .map(|it| patch::add_member(it, STORAGE, storage.source()))
        .collect();
    let gone: Vec<Node<'d>> = old.into_iter().chain([storage]).collect();
    edits.extend(patch::remove_all(target, &gone));
    let title = match old {
        Some(_) => say! {
            en: "Move `{STORAGE}` into `{NEW}`, and remove `{OLD}`",
            pt_br: "Mover `{STORAGE}` para `{NEW}`, e remover `{OLD}`",
        },
        None => say! { en: "Move `{STORAGE}` into `{NEW}`", pt_br: "Mover `{STORAGE}` para `{NEW}`" },
    };
    let step = Step {
        title,
        at: storage.key_span()?,
        edits,
    };
    Some((step, gone))
}
