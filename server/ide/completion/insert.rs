//! What goes with an insertion: the comma after it, the comma before it, and the part of a word
//! that is right of the cursor.

use crate::syntax::patch::comma_between;
use crate::syntax::string;
use crate::syntax::tree::Node;
use crate::text::{edit::Edit, span::Span};

/// What surrounds the text that is to be replaced.
pub(super) struct InsertionSite<'d> {
    text: &'d str,
    /// The object or list that it belongs to.
    container: Node<'d>,
    /// The text to be replaced.
    span: Span,
    /// The cursor.
    at: u32,
}

impl<'d> InsertionSite<'d> {
    pub fn new(container: Node<'d>, span: Span, at: u32) -> Self {
        Self {
            text: container.tree().text(),
            container,
            span,
            at,
        }
    }

    /// The object or list that the text belongs to.
    pub fn container(&self) -> Node<'d> {
        self.container
    }

    /// A comma where another member or item follows without one.
    pub fn comma_behind(&self) -> &'static str {
        let from = self.span.end;
        let next = self
            .container
            .children()
            .map(|it| it.entry_span().start)
            .find(|it| *it >= from);
        match next {
            Some(next) if comma_between(self.container.tree(), from, next).is_none() => ",",
            _ => "",
        }
    }

    /// The comma that is missing after the text before; none where there is one, or where
    /// nothing is before.
    pub fn comma_before(&self) -> Vec<Edit> {
        let to = self.span.start;
        let before = self
            .container
            .children()
            .map(|it| it.entry_span().end)
            .take_while(|it| *it <= to);
        match before.last() {
            Some(end) if comma_between(self.container.tree(), end, to).is_none() => vec![Edit::insert(end, ",")],
            _ => Vec::new(),
        }
    }

    /// A blank where the text would stick to a colon.
    pub fn blank_before(&self) -> &'static str {
        let before = self.text.get(..self.span.start as usize).unwrap_or_default();
        if before.ends_with(':') { " " } else { "" }
    }

    /// How typed text is matched: with the quote where one is being replaced.
    pub fn filter(&self, label: &str) -> String {
        if self.span.of(self.text).starts_with('"') {
            format!("\"{label}\"")
        } else {
            label.to_owned()
        }
    }

    /// The change for editors that keep what is right of the cursor: there the closing quote
    /// stays, so only the word before it is written. `None` if nothing is right of it.
    pub fn narrow(&self, label: &str) -> Option<Edit> {
        if self.at >= self.span.end {
            return None;
        }
        let kept = Span::new(self.at, self.span.end).of(self.text);
        let new_text = if kept.ends_with('"') {
            format!("\"{label}")
        } else {
            format!("\"{label}\"")
        };
        Some(Edit::replace(Span::new(self.span.start, self.at), new_text))
    }
}

/// What an insertion may replace of the key or value at a cursor: one line, and no quotes but its own. A string of damaged text may
/// run into what is behind it; then only the word at the cursor is replaced. `None` where the string began on an earlier line, or
/// where another quote is before the cursor.
pub(super) fn replaceable(text: &str, span: Span, at: u32) -> Option<Span> {
    let written = span.of(text);
    let opening = u32::from(written.starts_with('"'));
    let closing = u32::from(opening > 0 && string::is_closed(written));
    let inside = Span::new(span.start + opening, span.end - closing);
    match border(inside.of(text)) {
        None => Some(span).filter(|it| it.touches(at)),
        Some(_) => Some(Span::new(span.start, replaceable_inside(text, inside, at)?.end)),
    }
}

/// The same of a part of a string, which has no quotes of its own.
pub(super) fn replaceable_inside(text: &str, span: Span, at: u32) -> Option<Span> {
    let (left, right) = (Span::new(span.start, at).of(text), Span::new(at, span.end).of(text));
    if !span.touches(at) || border(left).is_some() {
        return None;
    }
    let word = || {
        right
            .find(|it: char| !it.is_ascii_alphanumeric())
            .unwrap_or(right.len())
    };
    let length = border(right).map_or(right.len(), |_| word());
    Some(Span::new(span.start, at + length as u32))
}

/// The first line end or quote without a backslash in a text that begins at a whole character of a string.
fn border(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let is_border = matches!(byte, b'\n' | b'\r') || byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_border
    })
}

/// Text inside a placeholder of a snippet.
pub(super) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}
