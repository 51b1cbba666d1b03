//! The script of a step as its physical lines: which item each line belongs to, where it is written, and which lines form one
//! statement.

use crate::model::file_id::FileId;
use crate::model::step::Step;
use crate::script::Dialect;
use crate::script::source::Script;
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

mod statements;

/// The lines of a script, as the build VM gets them.
pub(super) struct Source<'d> {
    pub dialect: Dialect,
    pub file: FileId,
    pub lines: Vec<SourceLine<'d>>,
}

/// A physical line.
pub(super) struct SourceLine<'d> {
    /// The item of `inline`, or the step that runs a script file.
    pub node: Node<'d>,
    /// The index of that item.
    pub item: Option<usize>,
    /// Counted from 0 in its item or file.
    pub line: usize,
    pub text: String,
    /// Where it is written; the whole value if an expression computes it.
    pub span: Span,
    /// Lines of one statement have the same number.
    pub statement: usize,
    pub role: LineRole,
}

/// What a line is to the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineRole {
    Command,
    /// A comment or a blank line.
    Comment,
    /// The text of a here-document or here-string.
    Data,
    /// An item that cannot be evaluated, of any number of lines.
    Unknown,
}

impl<'d> Source<'d> {
    /// The script of a step. `commands` are its items as the log lists them, for those that cannot be evaluated.
    pub fn of(step: Step<'d>, commands: &[&str]) -> Option<Self> {
        let script = Script::of_step(step)?;
        let lines = if script.is_file() {
            let span = Span::new(0, script.text.len() as u32);
            split(step.node, None, &script.text, |it| script.written(offset(it, span)))
        } else {
            items(step, &script, commands)?
        };
        let mut source = Self {
            dialect: script.dialect,
            file: script.file(),
            lines,
        };
        statements::mark(&mut source.lines, source.dialect);
        Some(source)
    }

    pub fn is_file(&self) -> bool {
        self.file != FileId::Document
    }

    /// Whether the first item names the program that runs the script.
    pub fn has_own_shebang(&self) -> bool {
        self.lines.first().is_some_and(|it| it.text.starts_with("#!"))
    }

    /// Whether some items cannot be evaluated.
    pub fn has_unknown(&self) -> bool {
        self.lines.iter().any(|it| it.role == LineRole::Unknown)
    }

    /// Lines that commands are in, with their indices.
    pub fn commands(&self) -> impl Iterator<Item = (usize, &SourceLine<'d>)> {
        let lines = self.lines.iter().enumerate();
        lines.filter(|(_, it)| it.role == LineRole::Command)
    }

    /// Whether two lines belong to one statement.
    pub fn is_same_statement(&self, left: usize, right: usize) -> bool {
        let statement = |it: usize| self.lines.get(it).map(|it| it.statement);
        statement(left).is_some() && statement(left) == statement(right)
    }
}

fn offset(span: Span, base: Span) -> Span {
    Span::new(base.start + span.start, base.start + span.end)
}

fn items<'d>(step: Step<'d>, script: &Script<'d>, commands: &[&str]) -> Option<Vec<SourceLine<'d>>> {
    let inline = step.get("inline").filter(|it| it.kind() == Kind::Array)?;
    let count = inline.child_count();
    let listed = |index: usize| commands.get(index).filter(|_| commands.len() == count);
    let mut lines = Vec::new();
    for (index, node) in inline.children().enumerate() {
        if let Some(item) = script.items().iter().find(|it| it.node == node) {
            let text = item.span.of(&script.text);
            lines.extend(split(node, Some(index), text, |it| {
                script.written(offset(it, item.span))
            }));
            continue;
        }
        let text = step.template.resolved_text(Some(node));
        let text = text.or_else(|| listed(index).map(|it| (*it).into()));
        match text {
            Some(text) => lines.extend(split(node, Some(index), &text, |_| None)),
            None => lines.push(SourceLine {
                node,
                item: Some(index),
                line: 0,
                text: String::new(),
                span: node.span(),
                statement: 0,
                role: LineRole::Unknown,
            }),
        }
    }
    Some(lines)
}

/// The physical lines of a text. Their spans leave out blanks at both ends.
fn split<'d>(
    node: Node<'d>,
    item: Option<usize>,
    text: &str,
    written: impl Fn(Span) -> Option<Span>,
) -> Vec<SourceLine<'d>> {
    let mut start = 0;
    let one = |(line, text): (usize, &str)| {
        let indent = text.len() - text.trim_start().len();
        let from = start + indent as u32;
        let span = Span::new(from, from + text.trim().len() as u32);
        start += text.len() as u32 + 1;
        SourceLine {
            node,
            item,
            line,
            text: text.trim_end_matches('\r').to_owned(),
            span: written(span).unwrap_or_else(|| node.span()),
            statement: 0,
            role: LineRole::Command,
        }
    };
    text.split('\n').enumerate().map(one).collect()
}
