//! Image templates as they should be laid out. What a comment for us is about stays on its line, so that nothing it keeps back
//! comes out again.

use crate::document::{Document, Kind};
use crate::rules::engine::directives::{self, Comments, Scope};
use crate::syntax::format::{self, Style};
use crate::syntax::patch;
use crate::text::{edit::Edit, span::Span};

/// The changes that format a document; `None` if it is not an image template.
pub fn formatting(doc: &Document, style: &Style) -> Option<Vec<Edit>> {
    matches!(doc.kind(), Kind::Standalone | Kind::Arm).then(|| format::edits(doc.tree(), style, &kept_lines(doc)))
}

/// Those of the changes that lie in a range. One that begins after the indentation of a line means the line, and one that ends
/// before the first character of a line does not.
pub fn range_formatting(doc: &Document, range: Span, style: &Style) -> Option<Vec<Edit>> {
    let text = doc.text();
    let start = match patch::begins_line(text, range.start) {
        true => doc.tree().line_start(range.start),
        false => range.start,
    };
    let range = Span::new(start, range.end);
    let (above, below) = text.split_at_checked(range.end as usize).unwrap_or_default();
    let ends_at_line = above.ends_with(['\n', '\r']) && !below.is_empty();
    let mut edits = formatting(doc, style)?;
    edits.retain(|it| range.contains(it.span) && !(ends_at_line && it.span.start == range.end));
    Some(edits)
}

/// The lines that comments are about, each with its comment.
fn kept_lines(doc: &Document) -> Vec<Span> {
    let kept = |it: &directives::Directive| match it.scope {
        Some(Scope::Line(line)) => {
            let own = doc.tree().line_span(it.comment.start);
            Some(Span::new(own.start.min(line.start), line.end))
        }
        _ => None,
    };
    let mut lines: Vec<Span> = directives::read(&Comments::of(doc)).iter().filter_map(kept).collect();
    lines.sort_by_key(|it| it.end);
    lines
}
