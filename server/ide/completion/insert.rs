//! What goes with an insertion: the comma behind it, the comma before it, and the part of a word
//! that stands right of the cursor.

use crate::text::{edit::Edit, span::Span};

/// What surrounds the text that is to be replaced.
pub(super) struct Around<'t> {
    text: &'t str,
    /// The text to be replaced.
    span: Span,
    /// The cursor.
    at: u32,
}

impl<'t> Around<'t> {
    pub fn new(text: &'t str, span: Span, at: u32) -> Self {
        Self { text, span, at }
    }

    /// The next character that is no blank, behind the replaced text.
    pub fn next(&self) -> Option<char> {
        let rest = self.text.get(self.span.end as usize..)?;
        rest.chars().find(|it| !it.is_whitespace())
    }

    /// A comma where another member or item follows without one.
    pub fn comma_behind(&self) -> &'static str {
        match self.next() {
            None | Some(',' | '}' | ']' | ':' | '/') => "",
            Some(_) => ",",
        }
    }

    /// The comma that is missing behind what stands before; none where there is one, or where
    /// nothing stands before.
    pub fn comma_before(&self) -> Vec<Edit> {
        let before = self.text.get(..self.span.start as usize).unwrap_or_default().trim_end();
        match before.chars().next_back() {
            // A comment may end with anything; better no comma than one in it.
            Some('"' | '}' | ']' | '0'..='9' | 'e' | 'l') if !last_line_has_comment(before) => {
                vec![Edit::insert(before.len() as u32, ",")]
            }
            _ => Vec::new(),
        }
    }

    /// How typed text is matched: with the quote where one is being replaced.
    pub fn filter(&self, label: &str) -> String {
        if self.span.of(self.text).starts_with('"') {
            format!("\"{label}\"")
        } else {
            label.to_owned()
        }
    }

    /// The change for editors that keep what stands right of the cursor: there the closing quote
    /// stays, so only the word before it is written. `None` where nothing stands right of it.
    pub fn narrow(&self, label: &str) -> Option<Edit> {
        if self.at >= self.span.end {
            return None;
        }
        let kept = Span::new(self.at, self.span.end).of(self.text);
        let put = if kept.ends_with('"') {
            format!("\"{label}")
        } else {
            format!("\"{label}\"")
        };
        Some(Edit::replace(Span::new(self.span.start, self.at), put))
    }
}

fn last_line_has_comment(text: &str) -> bool {
    text.lines()
        .next_back()
        .is_some_and(|line| line.contains("//") && !line.contains("://") || line.ends_with("*/"))
}

/// Text for a snippet: what LSP's syntax would read as its own is escaped.
pub(super) fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}
