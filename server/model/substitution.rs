//! Values in the place of the expressions that name them: what a variable holds is what the service gets, so it is judged as if
//! it stood in the template.
//!
//! Only what is written somewhere is put in place: what a text function makes has no position to point at.

mod piece;

use crate::cancel;
use crate::model::evaluated;
use crate::model::locate::Located;
use crate::model::parameters::ParameterFile;
use crate::model::substitution::piece::Finder;
use crate::model::template::Form;
use crate::syntax::graft::{Grafting, Piece};
use crate::syntax::tree::{Kind, Node, Tree};
use crate::text::span::Span;

/// Which values are put in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assume {
    /// Those that every deployment of the template has: of variables, and what an outer deployment passes.
    Nothing,
    /// The defaults of parameters too. A deployment may set others.
    Defaults,
}

/// A tree with values in the place of expressions.
pub struct Substituted {
    pub tree: Tree,
    /// Whether a default of a parameter has a part in it.
    pub assumes: bool,
}

/// The members of an image template whose values are looked into. The others describe the resource.
const MEMBERS: [&str; 4] = ["properties", "identity", "location", "tags"];

/// Expressions that lead to others, and loops in loops, that are followed.
const MAX_DEPTH: usize = 16;

/// Nodes that may be added beyond as many as the text has. A list of twenty variables that each name the one before twice has a
/// million.
const MAX_ADDED: usize = 20_000;

/// The tree with values in place in each of its image templates; `None` if there is nothing to put in place.
pub fn substitute(
    tree: &Tree,
    templates: &[Located],
    file: Option<&ParameterFile>,
    assume: Assume,
) -> Option<Substituted> {
    let roots = templates.iter().filter(|it| it.form == Form::Resource);
    let roots = roots.filter_map(|it| tree.node(it.root));
    let members = roots.flat_map(Node::children);
    let members = members.filter(|it| MEMBERS.iter().any(|name| it.has_key(name)));
    let mut waiting: Vec<(u32, usize)> = members.map(|it| (it.id(), 0)).collect();
    if !waiting.iter().filter_map(|(id, _)| tree.node(*id)).any(may_name) {
        return None;
    }
    let mut grafting = Grafting::new(tree, tree.node_count() + MAX_ADDED);
    let mut finder = Finder::new(file, assume);
    let mut is_changed = false;
    while let Some((id, depth)) = waiting.pop() {
        cancel::checkpoint();
        let mut inside = depth;
        if let Some(node) = grafting.origin(id).filter(|_| depth < MAX_DEPTH) {
            if let Some(piece) = finder.named(node) {
                grafting.put(id, &piece);
                is_changed = true;
                inside += 1;
            } else if node.kind() == Kind::Object {
                let mut before = None;
                for child in grafting.children(id) {
                    let made = grafting.origin(child).and_then(loops);
                    let Some(made) = made else {
                        before = Some(child);
                        continue;
                    };
                    before = grafting.replace_member(before, child, &made);
                    is_changed = true;
                    inside += 1;
                }
            }
        }
        if grafting.is_full() || finder.is_exhausted() {
            return None;
        }
        waiting.extend(grafting.children(id).into_iter().map(|it| (it, inside)));
    }
    is_changed.then(|| Substituted {
        tree: grafting.finish(),
        assumes: finder.assumed,
    })
}

/// Whether there may be something to put in place inside a value.
fn may_name(node: Node<'_>) -> bool {
    let tree = node.tree();
    // What is inside a value follows it.
    let inside = (node.id()..).map_while(|id| tree.node(id));
    let mut inside = inside.take_while(|it| node.span().contains(it.span()));
    inside.any(|it| it.kind() == Kind::String && it.source().starts_with("\"[") || it.has_key("copy"))
}

/// The members that a list of loops makes; `None` if it is something else.
fn loops(copy: Node<'_>) -> Option<Vec<(Span, Piece<'_>)>> {
    let is_list = copy.has_key("copy") && copy.kind() == Kind::Array;
    let all: Option<Vec<_>> = copy.children().filter(|_| is_list).map(looped).collect();
    all.filter(|it| !it.is_empty())
}

/// What one loop makes, with the position of its name: a list in which one item stands for all.
fn looped(item: Node<'_>) -> Option<(Span, Piece<'_>)> {
    let name = item.get("name").filter(|it| it.kind() == Kind::String)?;
    // A loop that never runs makes an empty list.
    let items = match item.get("count").and_then(Node::as_i64) {
        Some(0) => Vec::new(),
        _ => vec![Piece::Value(item.get("input")?)],
    };
    Some((name.span(), Piece::List(item.span(), items)))
}

/// Whether Resource Manager computes the value of an expression at a position.
fn is_computed(node: Node<'_>) -> bool {
    node.source().starts_with("\"[") && evaluated::takes_expression(node)
}
