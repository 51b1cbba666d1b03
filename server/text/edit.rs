//! A change of a text: what stands at a span is replaced.

use crate::text::span::Span;

/// Replace what stands at `at` by `put`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub at: Span,
    pub put: String,
}

impl Edit {
    /// A replacement.
    pub fn replace(at: Span, put: impl Into<String>) -> Self {
        Self { at, put: put.into() }
    }

    /// An insertion before the byte at `place`.
    pub fn insert(place: u32, put: impl Into<String>) -> Self {
        Self {
            at: Span::at(place),
            put: put.into(),
        }
    }

    /// A deletion.
    pub fn delete(at: Span) -> Self {
        Self { at, put: String::new() }
    }
}

/// The text after edits that were all made against the same text. Edits that lie outside it or
/// overlap an earlier one are left out.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|it| it.at);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in sorted {
        let (start, end) = (edit.at.start as usize, edit.at.end as usize);
        let Some(before) = text.get(done..start) else { continue };
        if text.get(start..end).is_none() {
            continue;
        }
        out.push_str(before);
        out.push_str(&edit.put);
        done = end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}
