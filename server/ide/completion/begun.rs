//! Where an image template may begin in a document that has none: the resources of a deployment template, and a `type` that is begun.

use crate::document::Document;
use crate::ide::completion::insert::{InsertionSite, replaceable};
use crate::ide::completion::list::List;
use crate::ide::completion::{Item, deployment};
use crate::ide::cursor::{self, Owner, Position};
use crate::schema::{slice, words};
use crate::syntax;
use crate::syntax::tree::Tree;

/// Longer documents without an image template are not parsed for completion.
const MAX_BYTES: usize = 4 << 20;

/// The letters from which on a `type` is taken for that of an image template.
const MIN_TYPED: usize = 3;

/// What may be inserted there; nothing in any other JSON.
pub(super) fn items(doc: &Document, at: u32) -> Vec<Item> {
    let text = doc.text();
    let is_deployment = text.contains("deploymentTemplate.json");
    let may_begin = is_deployment || text.contains("\"type\"");
    if !may_begin || text.len() > MAX_BYTES {
        return Vec::new();
    }
    let tree = syntax::parse(text.to_owned());
    let Some(position) = cursor::position(&tree, at) else {
        return Vec::new();
    };
    if is_deployment && says_deployment(&tree) {
        return deployment::new_templates(&tree, position, at);
    }
    begun_type(&tree, position, at).unwrap_or_default()
}

fn says_deployment(tree: &Tree) -> bool {
    let schema = tree.root().and_then(|it| it.get("$schema")?.as_str());
    schema.is_some_and(|it| it.contains("/deploymentTemplate.json"))
}

/// The `type` of the whole document, once it begins like that of an image template.
fn begun_type(tree: &Tree, position: Position<'_>, at: u32) -> Option<Vec<Item>> {
    let Position::Value {
        owner: Owner::Member(member),
        span,
        ..
    } = position
    else {
        return None;
    };
    let root = member
        .parent()
        .filter(|it| member.has_key("type") && it.parent().is_none())?;
    let site = InsertionSite::new(root, replaceable(tree.text(), span, at)?, at);
    let typed = site.typed();
    let name = "Microsoft.VirtualMachineImages/imageTemplates";
    let is_begun = name.get(..typed.len()).is_some_and(|it| it.eq_ignore_ascii_case(typed));
    if typed.len() < MIN_TYPED || !is_begun {
        return None;
    }
    let mut list = List::new(site);
    list.word(name, words::of_type(slice::TEMPLATE));
    list.word(&format!("{name}/triggers"), words::of_type(slice::TRIGGER));
    Some(list.items)
}
