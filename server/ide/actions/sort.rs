//! The members of an object, or of all objects of a template, in the order in which Microsoft's documentation writes them. Items of
//! lists, such as steps, stay where they are, and so do members whose names are the author's.

use std::collections::HashSet;

use crate::document::Document;
use crate::ide::actions::{Action, Kind};
use crate::model::template::Template;
use crate::say;
use crate::schema::slice::Shape;
use crate::schema::{lookup, order};
use crate::syntax::patch;
use crate::syntax::patch::reorder::reordered;
use crate::syntax::tree::{Kind as Json, Node};
use crate::text::edit::{self, Edit};
use crate::text::span::Span;

/// What may be sorted at an offset.
pub fn sortings(doc: &Document, at: u32) -> Vec<Action> {
    let Some(template) = doc.template_at(at) else {
        return Vec::new();
    };
    let root = template.root;
    if doc.tree().errors().iter().any(|it| it.span.overlaps(root.span())) {
        return Vec::new();
    }
    let sorting = Sorting::of(template);
    let node = doc.tree().innermost(at);
    let mut enclosing = node.into_iter().flat_map(Node::ancestors);
    let object = enclosing.find(|it| it.kind() == Json::Object);
    let here = object.and_then(|it| {
        let text = sorting.object(it, &|member| as_written(member).to_owned())?;
        Some(patch::replace_value(it, text))
    });
    let here: Vec<Edit> = here.into_iter().collect();
    let mut all = sorting.edits(root);
    if all == here {
        all.clear();
    }
    let sort_here = say! {
        en: "Sort members into documented order",
        pt_br: "Ordenar membros como na documentação",
    };
    let sort_all = say! {
        en: "Sort all members of the template into documented order",
        pt_br: "Ordenar todos os membros do template como na documentação",
    };
    [(sort_here, here), (sort_all, all)]
        .into_iter()
        .filter(|(_, edits)| !edits.is_empty())
        .map(|(title, edits)| Action::new(title, Kind::Rewrite, edits))
        .collect()
}

/// The objects of a template whose members the schema names.
struct Sorting {
    objects: HashSet<u32>,
}

impl Sorting {
    fn of(template: Template<'_>) -> Self {
        let mut objects = HashSet::new();
        lookup::visit(template, |node, slot| {
            if node.kind() == Json::Object && matches!(slot.shape, Some(Shape::Named(_))) {
                objects.insert(node.id());
            }
        });
        Self { objects }
    }

    /// The changes that sort every object in a value.
    fn edits(&self, within: Node<'_>) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut waiting = vec![within];
        while let Some(node) = waiting.pop() {
            match self.object(node, &|it| self.entry(it)) {
                Some(text) => edits.push(patch::replace_value(node, text)),
                None => {
                    let children: Vec<Node<'_>> = node.children().collect();
                    waiting.extend(children.into_iter().rev());
                }
            }
        }
        edits
    }

    /// Key and value of a member with everything in it sorted.
    fn entry(&self, member: Node<'_>) -> String {
        let span = member.entry_span();
        let moved = |it: Edit| {
            let at = Span::new(it.span.start - span.start, it.span.end - span.start);
            Edit::replace(at, it.new_text)
        };
        let inside: Vec<Edit> = self.edits(member).into_iter().map(moved).collect();
        edit::apply(as_written(member), &inside)
    }

    /// The text of an object with its members sorted; `None` if they are or cannot be.
    fn object(&self, object: Node<'_>, entry: &dyn Fn(Node<'_>) -> String) -> Option<String> {
        if !self.objects.contains(&object.id()) {
            return None;
        }
        let written: Vec<Node<'_>> = object.children().collect();
        let mut sorted: Vec<(usize, Node<'_>)> = Vec::with_capacity(written.len());
        for member in &written {
            let name = member.key()?;
            if object.repeats(&name) {
                return None;
            }
            sorted.push((order::rank(&name), *member));
        }
        sorted.sort_by_key(|it| it.0);
        let sorted: Vec<Node<'_>> = sorted.into_iter().map(|it| it.1).collect();
        if sorted == written {
            return None;
        }
        reordered(object, &sorted, entry)
    }
}

fn as_written(member: Node<'_>) -> &str {
    member.entry_span().of(member.tree().text())
}
