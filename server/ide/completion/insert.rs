//! What goes with an insertion: the comma after it, the comma before it, and the part of a word
//! that is right of the cursor.

use crate::syntax::patch::comma_between;
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

/// Text inside a placeholder of a snippet.
pub(super) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}
