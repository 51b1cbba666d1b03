//! What is looked up once in a tree, when it is first asked: the members and items of containers that have many, which nobody goes
//! through one by one, and the ends of lines.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::text::line_ends::LineEnds;
use crate::text::span::Span;

/// Children that are looked through one by one. Nearly every container has fewer, and no index is built for it.
pub(super) const MAX_CHILDREN: usize = 32;

/// The index of one tree.
#[derive(Debug, Default)]
pub(super) struct Index {
    wide: OnceLock<HashMap<u32, Wide>>,
    line_ends: OnceLock<LineEnds>,
}

/// A child as the index takes it: its number, its key as it reads, and the span of its entry.
pub(super) type Child = (u32, Option<String>, Span);

/// The children of one wide container, by position, by name and by place.
#[derive(Debug, Default)]
pub(super) struct Wide {
    children: Vec<u32>,
    /// The children and their positions, by number.
    positions: Vec<(u32, usize)>,
    /// The last member of each name, in lower case, and whether it is the only one.
    of_name: HashMap<String, (u32, bool)>,
    /// Where each child ends; `None` if the children are not in the order of the text.
    ends: Option<Vec<u32>>,
}

impl Index {
    /// The index of a container; `None` if it is not wide. `all` gives every wide container with its children in order.
    pub fn wide<C, A>(&self, id: u32, all: impl FnOnce() -> A) -> Option<&Wide>
    where
        C: Iterator<Item = Child>,
        A: Iterator<Item = (u32, C)>,
    {
        let wide = || all().map(|(id, children)| (id, Wide::new(children))).collect();
        self.wide.get_or_init(wide).get(&id)
    }

    /// Where the lines of the text of the tree end.
    pub fn line_ends(&self, text: &str) -> &LineEnds {
        self.line_ends.get_or_init(|| LineEnds::new(text))
    }
}

impl Wide {
    fn new(children: impl Iterator<Item = Child>) -> Self {
        let mut wide = Self::default();
        let mut ends = Vec::new();
        let mut is_ordered = true;
        for (id, key, span) in children {
            is_ordered &= ends.last().is_none_or(|end| *end <= span.start);
            ends.push(span.end);
            wide.positions.push((id, wide.children.len()));
            wide.children.push(id);
            if let Some(mut name) = key {
                name.make_ascii_lowercase();
                let name = wide.of_name.entry(name);
                name.and_modify(|it| *it = (id, false)).or_insert((id, true));
            }
        }
        // In order already, unless values of other places are among them.
        wide.positions.sort_unstable();
        wide.ends = is_ordered.then_some(ends);
        wide
    }

    /// How many children there are.
    pub fn count(&self) -> usize {
        self.children.len()
    }

    /// The child at a position, counted from 0.
    pub fn child(&self, position: usize) -> Option<u32> {
        self.children.get(position).copied()
    }

    /// The position of a child.
    pub fn position(&self, id: u32) -> Option<usize> {
        let at = self.positions.binary_search_by_key(&id, |it| it.0).ok()?;
        self.positions.get(at).map(|it| it.1)
    }

    /// The last member of a name, in any letters.
    pub fn member(&self, name: &str) -> Option<u32> {
        self.of_name.get(&name.to_ascii_lowercase()).map(|it| it.0)
    }

    /// Whether several members have a name, in any letters.
    pub fn is_repeated(&self, name: &str) -> bool {
        self.of_name.get(&name.to_ascii_lowercase()).is_some_and(|it| !it.1)
    }

    /// Whether the children are in the order of the text, and none is inside another.
    pub fn is_ordered(&self) -> bool {
        self.ends.is_some()
    }

    /// The first child that does not end before an offset; the first of all where only looking at each can tell.
    pub fn first_behind(&self, at: u32) -> Option<u32> {
        let position = self
            .ends
            .as_ref()
            .map_or(0, |ends| ends.partition_point(|end| *end < at));
        self.child(position)
    }
}
