//! The tree of a JSON text: a flat vector of nodes with their spans.

mod places;

use std::any::Any;
use std::borrow::Cow;
use std::sync::Arc;

use crate::syntax::derived::Derived;
use crate::syntax::error::SyntaxError;
use crate::syntax::index::{Index, MAX_CHILDREN, Wide};
use crate::syntax::string;
use crate::text::span::Span;

/// A JSON text and its tree.
#[derive(Debug)]
pub struct Tree {
    pub(super) text: Arc<String>,
    pub(super) nodes: Vec<NodeData>,
    pub(super) errors: Arc<Vec<SyntaxError>>,
    pub(super) unlisted: usize,
    pub(super) comments: Arc<Vec<Span>>,
    /// What is written at the places where other values stand, by node; empty for a tree as it was read.
    pub(super) places: Vec<(u32, Span)>,
    pub(super) grafts: Vec<Graft>,
    pub(super) derived: Derived,
    pub(super) index: Index,
}

/// A value that stands, as a whole or as a part, in the place of another one.
#[derive(Debug, Clone, Copy)]
pub struct Graft {
    /// What is written at the place.
    pub place: Span,
    /// Where the value is written.
    pub literal: Span,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Object,
    Array,
    String,
    Number,
    Bool,
    Null,
    /// A value is missing here, or is not a JSON value. It counts as nothing at
    /// all: neither as null nor as absent.
    Broken,
}

pub(super) const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
pub(super) struct NodeData {
    pub kind: Kind,
    /// Whether an object or array has its closing bracket.
    pub closed: bool,
    /// The whole value, quotes and brackets included.
    pub span: Span,
    /// The key with its quotes; empty for items and the root.
    pub key: Span,
    pub parent: u32,
    pub first: u32,
    pub next: u32,
}

/// A value in a tree: an object's member or an array's item knows its key or position.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    tree: &'d Tree,
    id: u32,
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.id == other.id
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.kind(), self.source())
    }
}

impl Tree {
    /// The text that was read, byte for byte.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, to keep: trees that share it are of the same text.
    pub fn shared_text(&self) -> Arc<String> {
        Arc::clone(&self.text)
    }

    /// What somebody keeps with the tree, one thing of each type; empty when it is first asked for.
    pub fn derived<T: Any + Default + Send + Sync>(&self) -> Arc<T> {
        self.derived.get()
    }

    /// The outermost value; `None` if the text contains none.
    pub fn root(&self) -> Option<Node<'_>> {
        (!self.nodes.is_empty()).then_some(Node { tree: self, id: 0 })
    }

    /// How many nodes it has.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// A node by its number, as [`Node::id`] gave it.
    pub fn node(&self, id: u32) -> Option<Node<'_>> {
        ((id as usize) < self.nodes.len()).then_some(Node { tree: self, id })
    }

    /// Every mistake, in the order of the text; the first thousand in the order in which they were met.
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }

    /// How many mistakes there are that are not in [`Tree::errors`].
    pub fn unlisted_errors(&self) -> usize {
        self.unlisted
    }

    /// The values that stand in the place of others; none in a tree as it was read.
    pub fn grafts(&self) -> &[Graft] {
        &self.grafts
    }

    /// Every comment with its delimiters, in the order of the text.
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }
}

impl<'d> Node<'d> {
    fn data(self) -> NodeData {
        let nothing = NodeData {
            kind: Kind::Broken,
            closed: false,
            span: Span::default(),
            key: Span::default(),
            parent: NONE,
            first: NONE,
            next: NONE,
        };
        self.tree.nodes.get(self.id as usize).copied().unwrap_or(nothing)
    }

    fn other(self, id: u32) -> Option<Self> {
        (id != NONE).then_some(Self { tree: self.tree, id })
    }

    /// The tree that the node belongs to.
    pub fn tree(self) -> &'d Tree {
        self.tree
    }

    /// The number of the node in its tree.
    pub fn id(self) -> u32 {
        self.id
    }

    pub fn kind(self) -> Kind {
        self.data().kind
    }

    /// The value with its quotes or brackets.
    pub fn span(self) -> Span {
        self.data().span
    }

    /// The value as it is written.
    pub fn source(self) -> &'d str {
        self.span().of(&self.tree.text)
    }

    /// The key with its quotes; `None` for items, the root and a value without a key.
    pub fn key_span(self) -> Option<Span> {
        let key = self.data().key;
        (!key.is_empty()).then_some(key)
    }

    /// The key, decoded.
    pub fn key(self) -> Option<Cow<'d, str>> {
        Some(string::decode(self.key_span()?.of(&self.tree.text)))
    }

    /// Whether the key is this one in any letters, as Resource Manager and the service read names.
    pub fn has_key(self, name: &str) -> bool {
        let Some(span) = self.key_span() else { return false };
        let written = span.of(&self.tree.text);
        // Nearly every key is written plainly. One with an escape must be decoded, and is longer than what it says.
        match written.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
            Some(plain) if plain.len() <= name.len() => plain.eq_ignore_ascii_case(name),
            Some(plain) if !plain.contains('\\') => false,
            _ => string::decode(written).eq_ignore_ascii_case(name),
        }
    }

    /// Key and value together, as they are written at the place of the value.
    pub fn entry_span(self) -> Span {
        let data = self.data();
        let value = self.place().unwrap_or(data.span);
        if data.key.is_empty() {
            value
        } else {
            Span::new(data.key.start, value.end)
        }
    }

    /// What is written at the place of the value, where that is written in another one.
    fn place(self) -> Option<Span> {
        let places = &self.tree.places;
        let at = places.binary_search_by_key(&self.id, |it| it.0).ok()?;
        places.get(at).map(|it| it.1)
    }

    /// The start of the value, or of the key if there is no value, to report at.
    pub fn anchor(self) -> Span {
        if self.kind() == Kind::Broken {
            self.key_span().unwrap_or(self.span())
        } else {
            self.span()
        }
    }

    pub fn parent(self) -> Option<Self> {
        self.other(self.data().parent)
    }

    /// Members of an object or items of an array, in order; none for anything else.
    pub fn children(self) -> impl Iterator<Item = Self> + use<'d> {
        std::iter::successors(self.other(self.data().first), |it| it.next())
    }

    /// The children from the first on that may contain an offset, up to the last one that may, or all of them.
    fn children_behind(self, at: u32) -> impl Iterator<Item = Self> + use<'d> {
        let wide = self.wide();
        let first = wide.map_or(self.other(self.data().first), |it| self.other(it.first_behind(at)?));
        let is_ordered = wide.is_some_and(Wide::is_ordered);
        let all = std::iter::successors(first, |it| it.next());
        all.take_while(move |it| !is_ordered || it.entry_span().start <= at)
    }

    /// The next member or item of the same container.
    pub fn next(self) -> Option<Self> {
        self.other(self.data().next)
    }

    /// The member or item before it in the same container.
    pub fn previous(self) -> Option<Self> {
        self.parent()?.child(self.index().checked_sub(1)?)
    }

    /// The member or item at a position, counted from 0.
    pub fn child(self, position: usize) -> Option<Self> {
        match self.wide() {
            Some(wide) => self.other(wide.child(position)?),
            None => self.children().nth(position),
        }
    }

    /// The last member or item.
    pub fn last_child(self) -> Option<Self> {
        match self.wide() {
            Some(wide) => self.child(wide.count().checked_sub(1)?),
            None => self.children().last(),
        }
    }

    /// How many members or items it has.
    pub fn child_count(self) -> usize {
        match self.wide() {
            Some(wide) => wide.count(),
            None => self.children().count(),
        }
    }

    /// The index of a container with many children.
    fn wide(self) -> Option<&'d Wide> {
        let tree = self.tree;
        let is_wide = |it: &Self| it.children().nth(MAX_CHILDREN).is_some();
        let child = |it: Self| (it.id, it.key().map(Cow::into_owned), it.entry_span());
        let all = || {
            let containers = (0..tree.nodes.len() as u32).map(move |id| Self { tree, id });
            containers.filter(is_wide).map(|it| (it.id, it.children().map(child)))
        };
        is_wide(&self).then(|| tree.index.wide(self.id, all)).flatten()
    }

    /// The member of that name in any letters; of several the last, as parsers take it.
    pub fn get(self, name: &str) -> Option<Self> {
        if self.kind() != Kind::Object {
            return None;
        }
        let mut found = None;
        for (count, child) in self.children().enumerate() {
            if count == MAX_CHILDREN {
                return self.other(self.wide()?.member(name)?);
            }
            if child.has_key(name) {
                found = Some(child);
            }
        }
        found
    }

    /// Whether several of its members have a name, in any letters.
    pub fn repeats(self, name: &str) -> bool {
        match self.wide() {
            Some(wide) => wide.is_repeated(name),
            None => self.children().filter(|it| it.has_key(name)).nth(1).is_some(),
        }
    }

    /// The value at the end of a chain of member names.
    pub fn at(self, path: &[&str]) -> Option<Self> {
        path.iter().try_fold(self, |node, name| node.get(name))
    }

    /// A string's text, decoded.
    pub fn as_str(self) -> Option<Cow<'d, str>> {
        (self.kind() == Kind::String).then(|| string::decode(self.source()))
    }

    /// A whole number that fits, written without fraction or exponent.
    pub fn as_i64(self) -> Option<i64> {
        if self.kind() == Kind::Number {
            self.source().parse().ok()
        } else {
            None
        }
    }

    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Bool).then(|| self.source() == "true")
    }

    /// Position among the parent's children.
    pub fn index(self) -> usize {
        let Some(parent) = self.parent() else { return 0 };
        match parent.wide() {
            Some(wide) => wide.position(self.id).unwrap_or_default(),
            None => parent.children().take_while(|it| it.id != self.id).count(),
        }
    }

    /// From the node itself up to the root.
    pub fn ancestors(self) -> impl Iterator<Item = Self> + use<'d> {
        std::iter::successors(Some(self), |it| it.parent())
    }

    /// The JSON Pointer of the value; empty for the root.
    pub fn pointer(self) -> String {
        let mut steps: Vec<String> = self
            .ancestors()
            .filter(|it| it.parent().is_some())
            .map(|it| match it.key() {
                Some(key) => key.replace('~', "~0").replace('/', "~1"),
                None => it.index().to_string(),
            })
            .collect();
        steps.reverse();
        steps.iter().flat_map(|it| ["/", it.as_str()]).collect()
    }

    /// Whether a position inside `whole` belongs to the key or the value rather than to the blank
    /// between brackets: the end of a closed container is outside it.
    fn holds(self, at: u32) -> bool {
        let data = self.data();
        match data.kind {
            Kind::Object | Kind::Array => {
                let closed = self.is_closed();
                at < data.span.end || (!closed && at == data.span.end)
            }
            _ => true,
        }
    }

    /// Whether an object, an array or a string has its closing bracket or quote.
    pub fn is_closed(self) -> bool {
        match self.kind() {
            Kind::Object | Kind::Array => self.data().closed,
            Kind::String => string::is_closed(self.source()),
            _ => true,
        }
    }
}
