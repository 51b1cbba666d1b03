//! An `inline` array or a script file as one script, with the way back from each of its bytes to the document or the file.

use crate::expr;
use crate::model::file_id::{FileEdit, FileId};
use crate::model::root;
use crate::model::step::Step;
use crate::script::Dialect;
use crate::script::file;
use crate::syntax::map::Map;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};
use crate::text::edit::Edit;
use crate::text::line_ends::line_ending;
use crate::text::span::Span;

/// The script of one step: its items joined by line breaks, as they are run.
#[derive(Debug)]
pub struct Script<'d> {
    pub dialect: Dialect,
    pub text: String,
    /// Whether an item is missing from it, because an expression computes it or it is not a text.
    pub has_gaps: bool,
    /// Whether it ends at the first command that fails, from its beginning on. Shell scripts of `inline` run under `sh -e`.
    pub is_strict: bool,
    origin: Origin<'d>,
    map: Map,
}

/// Where a script is.
#[derive(Debug)]
enum Origin<'d> {
    Items(Vec<Item<'d>>),
    /// In a script file: which one, and how its lines end.
    File(FileId, &'static str),
}

/// An item of `inline` and the span of the script that it gives.
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
            is_strict: dialect == Dialect::Shell,
            origin: Origin::Items(Vec::new()),
            map: Map::default(),
        };
        let is_evaluated = step.tree().root().is_some_and(root::is_deployment);
        let mut known = Vec::new();
        for item in items.children() {
            match item.as_str().filter(|it| !expr::is_expression(it)) {
                Some(text) => {
                    script.text.reserve(text.len() + 1);
                    known.push(script.add(item, is_evaluated));
                }
                None => script.has_gaps = true,
            }
            script.text.push('\n');
        }
        script.origin = Origin::Items(known);
        Some(script)
    }

    /// The script that a step runs: its own or, where it has none, that of the file which its address most likely names.
    pub fn of_step(step: Step<'d>) -> Option<Self> {
        Self::of_file(step).or_else(|| Self::of(step.node))
    }

    fn of_file(step: Step<'d>) -> Option<Self> {
        let (found, dialect) = file::run_by(step)?;
        let id = step.template.files?.id(found)?;
        let full_text = found.text()?;
        let text = file::readable(full_text);
        let mut script = Self {
            dialect,
            text: String::with_capacity(text.len()),
            has_gaps: text.len() < full_text.len(),
            is_strict: file::interpreter(text).is_some_and(|it| it.is_strict),
            origin: Origin::File(id, line_ending(text)),
            map: Map::default(),
        };
        let mut at = 0;
        // Git changes line endings when it writes a file to a disk; the one of the machine has those of its system.
        for piece in text.split_inclusive("\r\n") {
            let (line, end) = match piece.strip_suffix("\r\n") {
                Some(line) => (line, "\n"),
                None => (piece, ""),
            };
            script.push(line, at);
            at += piece.len() as u32;
            script.push(end, at - end.len() as u32);
        }
        Some(script)
    }

    /// Adds a span verbatim.
    fn push(&mut self, text: &str, from: u32) {
        let len = text.len() as u32;
        if len > 0 {
            self.map.push(self.text.len() as u32, len, Span::new(from, from + len));
            self.text.push_str(text);
        }
    }

    /// Adds an item as it arrives. Where expressions are evaluated, one of two brackets keeps it from being one and is gone.
    fn add(&mut self, node: Node<'d>, is_evaluated: bool) -> Item<'d> {
        let start = self.text.len() as u32;
        let base = node.span().start + 1;
        let text = node.as_str().unwrap_or_default();
        let mut escapes = u32::from(is_evaluated && expr::unescaped(&text).len() < text.len());
        for piece in string::pieces(string::inner(node.source())) {
            let from = base + piece.start as u32;
            let written = Span::new(from, from + piece.len as u32);
            let is_plain = piece.len == piece.text.len();
            match std::mem::take(&mut escapes) {
                1 if is_plain => self.push(piece.text.get(1..).unwrap_or_default(), from + 1),
                1 => {}
                _ => {
                    self.map.push(self.text.len() as u32, piece.text.len() as u32, written);
                    self.text.push_str(&piece.text);
                }
            }
        }
        let span = Span::new(start, self.text.len() as u32);
        Item { node, span }
    }

    /// The items that say something that is known, in order; none of a file.
    pub fn items(&self) -> &[Item<'d>] {
        match &self.origin {
            Origin::Items(items) => items,
            Origin::File(..) => &[],
        }
    }

    /// The item that a position of the script comes from; `None` between two.
    pub fn item(&self, at: u32) -> Option<Item<'d>> {
        let next = self.items().partition_point(|it| it.span.end < at);
        self.items().get(next).copied().filter(|it| it.span.start <= at)
    }

    /// The text that it is written in, which [`Script::written`] counts in.
    pub fn file(&self) -> FileId {
        match self.origin {
            Origin::Items(_) => FileId::Document,
            Origin::File(id, _) => id,
        }
    }

    /// Whether it is a script file, not an `inline` array.
    pub fn is_file(&self) -> bool {
        self.file() != FileId::Document
    }

    /// The span around a position in which a change may be made: its item, or all of a file.
    pub fn part(&self, at: u32) -> Option<Span> {
        match self.origin {
            Origin::Items(_) => self.item(at).map(|it| it.span),
            Origin::File(..) => Some(Span::new(0, self.text.len() as u32)),
        }
    }

    /// Where a span of the script is written in its document or file; `None` for blank lines.
    pub fn written(&self, span: Span) -> Option<Span> {
        self.map.written(span)
    }

    /// The position of the script that a position of the document stands for; `None` outside its items.
    pub fn at(&self, written: u32) -> Option<u32> {
        let holds = |it: &&Item<'_>| {
            let inner = it.node.span();
            inner.start < written && written < inner.end
        };
        let item = self.items().iter().find(holds)?;
        Some(self.map.read(written).clamp(item.span.start, item.span.end))
    }

    /// The edit that replaces a span of the script; `None` if that spans more than one item.
    pub fn edit(&self, span: Span, new_text: &str) -> Option<FileEdit> {
        if let Origin::File(file, eol) = self.origin {
            let edit = Edit::replace(self.map.written(span)?, new_text.replace('\n', eol));
            return Some(FileEdit { file, edit });
        }
        let item = self.item(span.start)?;
        if !item.span.contains(span) {
            return None;
        }
        let written = self.map.written(span).unwrap_or_else(|| {
            // An empty item.
            let inside = item.node.span().start + 1;
            Span::new(inside, inside)
        });
        let quoted = string::quote(new_text);
        Some(Edit::replace(written, string::inner(&quoted)).into())
    }
}
