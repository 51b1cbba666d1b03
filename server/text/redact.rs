//! Secrets are replaced before a text is shown: those that have the shape of one, and those that are known of a document.
//!
//! Each way out of the program has one place that calls it; `server/README.md` lists them.

mod encoded;
mod key_blocks;
mod patterns;
mod values;

use std::borrow::Cow;
use std::ops::Range;

use crate::locale::Message;
use crate::text::redact::values::Values;

/// What a secret is replaced with.
pub const MASK: &str = "***";

/// Replaces secrets. The default knows none and goes by their shape alone.
#[derive(Debug, Clone, Default)]
pub struct Redactor {
    values: Values,
}

impl Redactor {
    /// One that also replaces these texts, wherever they are and however they are encoded. Texts that are too short or too common
    /// to be recognized by themselves are ignored.
    pub fn new<S: AsRef<str>>(secrets: impl IntoIterator<Item = S>) -> Self {
        Self {
            values: Values::new(secrets),
        }
    }

    /// One that also replaces whatever has the shape of a secret in a text, where that is shown without what is around it.
    pub fn of_text(text: &str) -> Self {
        Self::new(secrets(text))
    }

    /// The bytes of the secrets in a text: in order, disjoint, and on the boundaries of characters.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = shaped(text);
        self.values.find(text, &mut found);
        encoded::find(text, &mut found, |inner| {
            self.values.occur_in(inner) || !shaped(inner).is_empty()
        });
        joined(found)
    }

    /// A text without secrets; the same text if it has none.
    pub fn redacted<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let found = self.ranges(text);
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        let (mut shown, mut at) = (String::with_capacity(text.len()), 0);
        for range in found {
            shown.push_str(text.get(at..range.start).unwrap_or_default());
            shown.push_str(MASK);
            at = range.end;
        }
        shown.push_str(text.get(at..).unwrap_or_default());
        Cow::Owned(shown)
    }

    /// Replaces the secrets of a text in place.
    pub fn redact(&self, text: &mut String) {
        if let Cow::Owned(it) = self.redacted(text) {
            *text = it;
        }
    }

    /// Replaces the secrets of a sentence in place, in every language.
    pub fn redact_message(&self, message: &mut Message) {
        for text in [&mut message.en, &mut message.pt_br] {
            if let Cow::Owned(it) = self.redacted(text) {
                *text = Cow::Owned(it);
            }
        }
    }

    /// Whether a text has a secret in it.
    pub fn has_secret(&self, text: &str) -> bool {
        !self.ranges(text).is_empty()
    }
}

/// A text without what has the shape of a secret; the same text if it has nothing of the kind.
pub fn redacted(text: &str) -> Cow<'_, str> {
    Redactor::default().redacted(text)
}

/// What has the shape of a secret in a text, or encodes something that has, piece by piece.
pub fn secrets(text: &str) -> impl Iterator<Item = &str> {
    let mut found = shaped(text);
    encoded::find(text, &mut found, |inner| !shaped(inner).is_empty());
    joined(found).into_iter().filter_map(|it| text.get(it))
}

fn shaped(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    patterns::find(text, &mut found);
    key_blocks::find(text, &mut found);
    found
}

/// Ranges in order; those that overlap or touch become one.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|it| !it.is_empty());
    ranges.sort_by_key(|it| (it.start, it.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(before) if range.start <= before.end => before.end = before.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}
