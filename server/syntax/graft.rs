//! A second tree of a text, in which values stand in the place of what names them. Every value keeps the position at which it is
//! written, so whatever is said of one in its new place points at the text that has to change.

use std::sync::Arc;

use crate::cancel;
use crate::syntax::derived::Derived;
use crate::syntax::index::Index;
use crate::syntax::tree::{Graft, Kind, NONE, Node, NodeData, Tree};
use crate::text::span::Span;

/// A value for another place, put together from nodes of the tree.
#[derive(Debug, Clone)]
pub enum Piece<'d> {
    /// A value as it is written.
    Value(Node<'d>),
    /// A list that is written nowhere as a whole; the span is that of the text that makes it.
    List(Span, Vec<Piece<'d>>),
    /// The same for an object: each member with the node whose key it has.
    Object(Span, Vec<(Node<'d>, Piece<'d>)>),
}

impl Piece<'_> {
    /// Where it is written, or what makes it.
    pub fn span(&self) -> Span {
        match self {
            Self::Value(node) => node.span(),
            Self::List(span, _) | Self::Object(span, _) => *span,
        }
    }
}

/// A tree that is being made. Its first nodes are those of the tree that it is made from, under the same numbers.
pub struct Grafting<'d> {
    tree: &'d Tree,
    nodes: Vec<NodeData>,
    /// The node of the tree below that each further node is a copy of.
    origins: Vec<u32>,
    places: Vec<(u32, Span)>,
    grafts: Vec<Graft>,
    limit: usize,
}

impl<'d> Grafting<'d> {
    /// A copy of a tree, to which no more than `limit` nodes are added.
    pub fn new(tree: &'d Tree, limit: usize) -> Self {
        Self {
            limit: tree.nodes.len() + limit,
            tree,
            nodes: tree.nodes.clone(),
            origins: Vec::new(),
            places: Vec::new(),
            grafts: Vec::new(),
        }
    }

    /// Whether it has as many nodes as it may have; what was put in place last may be incomplete then.
    pub fn is_full(&self) -> bool {
        self.nodes.len() >= self.limit
    }

    /// The node that one of the new tree is, or is a copy of; `None` for a list or object that is written nowhere.
    pub fn origin(&self, id: u32) -> Option<Node<'d>> {
        let added = (id as usize).checked_sub(self.tree.nodes.len());
        match added {
            None => self.tree.node(id),
            Some(at) => self.tree.node(*self.origins.get(at)?),
        }
    }

    /// The children of a node of the new tree, in order.
    pub fn children(&self, id: u32) -> Vec<u32> {
        let at = |id: u32| self.nodes.get(id as usize);
        let first = at(id).map_or(NONE, |it| it.first);
        let next = |it: &u32| at(*it).map(|it| it.next).filter(|it| *it != NONE);
        std::iter::successors(Some(first).filter(|it| *it != NONE), next).collect()
    }

    /// Puts a value in the place of a node, which keeps its key.
    pub fn put(&mut self, id: u32, piece: &Piece<'_>) {
        let Some(old) = self.nodes.get(id as usize).copied() else {
            return;
        };
        let copied = self.data(piece, old.key);
        let Some(data) = self.nodes.get_mut(id as usize) else {
            return;
        };
        *data = NodeData {
            parent: old.parent,
            next: old.next,
            ..copied
        };
        self.places.push((id, old.span));
        self.note(piece, old.span);
        self.fill(id, piece);
    }

    /// Replaces the member behind `before`, or the first, by others, each with the key at a position of the text, quotes
    /// included. Returns the last of them; `before` if there are none.
    pub fn replace_member(&mut self, before: Option<u32>, id: u32, members: &[(Span, Piece<'_>)]) -> Option<u32> {
        let Some(old) = self.nodes.get(id as usize).copied() else {
            return before;
        };
        let mut last = before;
        for (key, piece) in members {
            let added = self.add(*key, piece, old.parent);
            self.link(last, old.parent, added);
            last = Some(added);
        }
        self.link(last, old.parent, old.next);
        last
    }

    /// Notes where the parts of a value are written.
    fn note(&mut self, piece: &Piece<'_>, place: Span) {
        match piece {
            Piece::Value(node) => self.grafts.push(Graft {
                place,
                literal: node.span(),
            }),
            Piece::List(_, items) => items.iter().for_each(|it| self.note(it, place)),
            Piece::Object(_, members) => members.iter().for_each(|(_, it)| self.note(it, place)),
        }
    }

    /// The new tree.
    pub fn finish(mut self) -> Tree {
        self.places.sort_by_key(|it| it.0);
        Tree {
            text: Arc::clone(&self.tree.text),
            nodes: self.nodes,
            errors: Arc::clone(&self.tree.errors),
            unlisted: self.tree.unlisted,
            comments: Arc::clone(&self.tree.comments),
            places: self.places,
            grafts: self.grafts,
            derived: Derived::default(),
            index: Index::default(),
        }
    }

    /// Makes a node the next one after another, or the first of its parent.
    fn link(&mut self, before: Option<u32>, parent: u32, id: u32) {
        match before {
            Some(before) => {
                if let Some(it) = self.nodes.get_mut(before as usize) {
                    it.next = id;
                }
            }
            None => {
                if let Some(it) = self.nodes.get_mut(parent as usize) {
                    it.first = id;
                }
            }
        }
    }

    fn data(&self, piece: &Piece<'_>, key: Span) -> NodeData {
        let made = |kind| NodeData {
            kind,
            // Nothing can be written between brackets that are not there.
            closed: false,
            span: piece.span(),
            key,
            parent: NONE,
            first: NONE,
            next: NONE,
        };
        match piece {
            Piece::Value(node) => NodeData {
                key,
                parent: NONE,
                first: NONE,
                next: NONE,
                ..self
                    .tree
                    .nodes
                    .get(node.id() as usize)
                    .copied()
                    .unwrap_or(made(Kind::Broken))
            },
            Piece::List(..) => made(Kind::Array),
            Piece::Object(..) => made(Kind::Object),
        }
    }

    fn add(&mut self, key: Span, piece: &Piece<'_>, parent: u32) -> u32 {
        let id = self.nodes.len() as u32;
        let data = self.data(piece, key);
        self.nodes.push(NodeData { parent, ..data });
        self.origins.push(match piece {
            Piece::Value(node) => node.id(),
            Piece::List(..) | Piece::Object(..) => NONE,
        });
        self.fill(id, piece);
        id
    }

    /// Gives a node the children of a piece.
    fn fill(&mut self, id: u32, piece: &Piece<'_>) {
        let mut last = None;
        let mut append = |it: &mut Self, key: Span, piece: &Piece<'_>| {
            if it.is_full() {
                return;
            }
            cancel::checkpoint();
            let added = it.add(key, piece, id);
            it.link(last, id, added);
            last = Some(added);
        };
        match piece {
            Piece::Value(node) => node.children().for_each(|it| {
                append(self, it.key_span().unwrap_or_default(), &Piece::Value(it));
            }),
            Piece::List(_, items) => items.iter().for_each(|it| append(self, Span::default(), it)),
            Piece::Object(_, members) => members
                .iter()
                .for_each(|(name, it)| append(self, name.key_span().unwrap_or_default(), it)),
        }
    }
}
