//! An `inline` array as one script, with the way back from each byte to the template.

use crate::expr;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

/// The language of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `Shell` steps: sh, in practice often written for Bash.
    Shell,
    PowerShell,
}

/// The script of one step: its items joined by line breaks, as they are run.
#[derive(Debug)]
pub struct Script<'d> {
    pub dialect: Dialect,
    pub text: String,
    parts: Vec<Part<'d>>,
}

/// A stretch of the script that comes from one plain stretch or one escape of an item.
#[derive(Debug)]
struct Part<'d> {
    item: Node<'d>,
    /// Byte offset in the script.
    start: u32,
    len: u32,
    /// Where it is written in the document.
    written: Span,
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
            parts: Vec::new(),
        };
        for item in items.children() {
            if let Some(text) = item.as_str().filter(|it| !expr::is_expression(it)) {
                script.text.reserve(text.len() + 1);
                script.add(item);
            }
            script.text.push('\n');
        }
        Some(script)
    }

    fn add(&mut self, item: Node<'d>) {
        let base = item.span().start + 1;
        for piece in string::pieces(string::inner(item.source())) {
            let start = self.text.len() as u32;
            self.text.push_str(&piece.text);
            let from = base + piece.start as u32;
            let written = Span::new(from, from + piece.len as u32);
            self.parts.push(Part {
                item,
                start,
                len: piece.text.len() as u32,
                written,
            });
        }
    }

    /// Where a stretch of the script is written, and in which item it begins; `None` for a stretch
    /// of blank lines.
    pub fn written(&self, span: Span) -> Option<(Span, Node<'d>)> {
        let first = self.parts.iter().find(|it| it.start + it.len > span.start)?;
        let last = self.parts.iter().rev().find(|it| it.start < span.end)?;
        let place = |part: &Part<'_>, at: u32, end: bool| {
            let plain = part.len == part.written.len();
            match (plain, end) {
                (true, _) => part.written.start + at.clamp(part.start, part.start + part.len) - part.start,
                (false, false) => part.written.start,
                (false, true) => part.written.end,
            }
        };
        Some((
            Span::new(place(first, span.start, false), place(last, span.end, true)),
            first.item,
        ))
    }
}
