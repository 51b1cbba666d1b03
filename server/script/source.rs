//! An `inline` array as one script, with the way back from each byte to the template.

use crate::expr;
use crate::script::Dialect;
use crate::syntax::map::Map;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};
use crate::text::edit::Edit;
use crate::text::span::Span;

/// The script of one step: its items joined by line breaks, as they are run.
#[derive(Debug)]
pub struct Script<'d> {
    pub dialect: Dialect,
    pub text: String,
    /// Whether an item is missing from it, because an expression computes it or it is no text.
    pub has_gaps: bool,
    items: Vec<Item<'d>>,
    map: Map,
}

/// An item of `inline` and the stretch of the script that it gives.
#[derive(Debug, Clone, Copy)]
pub struct Item<'d> {
    pub node: Node<'d>,
    pub span: Span,
}

impl<'d> Script<'d> {
    /// The script of a step; `None` for a step without `inline` commands or of another type. An
    /// item that an expression computes is unknown, and leaves a blank line.
    pub fn of(step: Node<'d>) -> Option<Self> {
        let dialect = match step.get("type")?.as_str()?.as_ref() {
            "Shell" => Dialect::Shell,
            "PowerShell" => Dialect::PowerShell,
            _ => return None,
        };
        let items = step.get("inline").filter(|it| it.kind() == Kind::Array)?;
        let mut script = Self {
            dialect,
            text: String::new(),
            has_gaps: false,
            items: Vec::new(),
            map: Map::default(),
        };
        for item in items.children() {
            match item.as_str().filter(|it| !expr::is_expression(it)) {
                Some(text) => {
                    script.text.reserve(text.len() + 1);
                    script.add(item);
                }
                None => script.has_gaps = true,
            }
            script.text.push('\n');
        }
        Some(script)
    }

    fn add(&mut self, node: Node<'d>) {
        let start = self.text.len() as u32;
        let base = node.span().start + 1;
        for piece in string::pieces(string::inner(node.source())) {
            let from = base + piece.start as u32;
            let written = Span::new(from, from + piece.len as u32);
            self.map.push(self.text.len() as u32, piece.text.len() as u32, written);
            self.text.push_str(&piece.text);
        }
        let span = Span::new(start, self.text.len() as u32);
        self.items.push(Item { node, span });
    }

    /// The items that say something that is known, in order.
    pub fn items(&self) -> &[Item<'d>] {
        &self.items
    }

    /// The item that a place of the script comes from; `None` between two.
    pub fn item(&self, at: u32) -> Option<Item<'d>> {
        let next = self.items.partition_point(|it| it.span.end < at);
        self.items.get(next).copied().filter(|it| it.span.start <= at)
    }

    /// Where a stretch of the script is written in the document; `None` for a stretch of blank lines.
    pub fn written(&self, span: Span) -> Option<Span> {
        self.map.written(span)
    }

    /// The place of the script that a place of the document stands for; `None` outside its items.
    pub fn at(&self, written: u32) -> Option<u32> {
        let holds = |it: &&Item<'_>| {
            let inner = it.node.span();
            inner.start < written && written < inner.end
        };
        let item = self.items.iter().find(holds)?;
        Some(self.map.read(written).clamp(item.span.start, item.span.end))
    }

    /// The change of the document that puts another text in the place of a stretch of the script; `None` where that lies in
    /// more than one item.
    pub fn edit(&self, span: Span, put: &str) -> Option<Edit> {
        let item = self.item(span.start)?;
        if !item.span.contains(span) {
            return None;
        }
        let written = self.map.written(span).unwrap_or_else(|| {
            // An empty item.
            let inside = item.node.span().start + 1;
            Span::new(inside, inside)
        });
        let quoted = string::quote(put);
        Some(Edit::replace(written, string::inner(&quoted)))
    }
}
