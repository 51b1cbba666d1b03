//! What is where in the text of a tree: lines, comments, mistakes, and the values around a position.

use crate::syntax::blanks::line_start_if_blank;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::tree::{Node, Tree};
use crate::text::span::Span;

impl Tree {
    /// Whether the shape of the text inside a span is in doubt.
    pub fn is_broken(&self, span: Span) -> bool {
        self.errors
            .iter()
            .any(|it| it.kind.breaks_shape() && (span.overlaps(it.span) || span.touches(it.fix_span.start)))
    }

    /// Whether a span is a token of a build tool.
    pub fn is_token(&self, span: Span) -> bool {
        let is_it = |it: &SyntaxError| matches!(it.kind, Problem::BuildToken { .. }) && it.span == span;
        self.errors.iter().any(is_it)
    }

    /// The line ending of the text: that of its first line.
    pub fn line_ending(&self) -> &'static str {
        self.index.line_ends(&self.text).ending()
    }

    /// Where the line that contains an offset starts.
    pub fn line_start(&self, at: u32) -> u32 {
        self.index.line_ends(&self.text).line_start(at)
    }

    /// The line that contains an offset, without its ending.
    pub fn line_span(&self, at: u32) -> Span {
        let end = self.index.line_ends(&self.text).line_end(at);
        Span::new(self.line_start(at), end.unwrap_or(self.text.len() as u32))
    }

    /// The blanks at the beginning of the line that contains an offset, however long that line is.
    pub fn line_indent(&self, at: u32) -> &str {
        // Mostly nothing else is before it.
        let start = line_start_if_blank(&self.text, at).unwrap_or_else(|| self.line_start(at));
        let line = self.text.get(start as usize..).unwrap_or_default();
        let len = line.find(|it| it != ' ' && it != '\t').unwrap_or(line.len());
        line.get(..len).unwrap_or_default()
    }

    /// Whether a line feed lies inside a span.
    pub fn has_line_end(&self, span: Span) -> bool {
        self.index.line_ends(&self.text).are_in(span)
    }

    /// The comments that overlap a span, in the order of the text.
    pub fn comments_in(&self, span: Span) -> &[Span] {
        let first = self.comments.partition_point(|it| it.end <= span.start);
        let behind = self.comments.partition_point(|it| it.start < span.end);
        self.comments.get(first..behind).unwrap_or_default()
    }

    /// The innermost value whose text or key contains a position.
    pub fn innermost(&self, at: u32) -> Option<Node<'_>> {
        self.inside(at, |it| it.entry_span().touches(at) && it.holds(at))
    }

    /// The innermost value whose text or key contains a span.
    pub fn enclosing(&self, span: Span) -> Option<Node<'_>> {
        self.inside(span.end, |it| it.entry_span().contains(span))
    }

    /// From the root inwards through the first child each that fits, none of which ends before an offset.
    fn inside<'d>(&'d self, at: u32, fits: impl Fn(&Node<'d>) -> bool) -> Option<Node<'d>> {
        let mut node = self.root()?;
        loop {
            match node.children_behind(at).find(&fits) {
                Some(inner) => node = inner,
                None => return Some(node),
            }
        }
    }
}
