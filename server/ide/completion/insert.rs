//! How an item changes the text: what it replaces, and the quotes and commas that go with it.

use crate::ide::completion::skeleton::Skeleton;
use crate::ide::completion::snippet::escaped;
use crate::syntax::patch::comma_between;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};
use crate::text::{edit::Edit, span::Span};

/// The changes that an item makes, by what the editor can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insertion {
    /// The change in plain text. It replaces the whole word, including the part after the cursor.
    pub edit: Edit,
    /// Its new text in LSP's snippet syntax, where it has positions to fill in.
    pub snippet: Option<String>,
    /// What typed text is matched against: it begins like the text under `edit`.
    pub filter: String,
    /// The change for editors that keep the text after the cursor; `None` if `edit` replaces none of it, or if there is no such change.
    pub narrow: Option<Narrow>,
    /// The comma that is missing before it.
    pub comma_before: Option<Edit>,
    /// The comma that is missing after a closing quote, which stays where it is.
    pub comma_after: Option<Edit>,
}

/// A change that ends at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrow {
    pub edit: Edit,
    pub snippet: Option<String>,
    pub filter: String,
}

/// What surrounds the text that is to be replaced.
#[derive(Debug, Clone, Copy)]
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

    /// The item or member before it.
    pub fn before(&self) -> Option<Node<'d>> {
        let start = self.span.start;
        let before = |it: &Node<'_>| it.entry_span().end <= start;
        self.container.children().take_while(before).last()
    }

    /// The object or list that the text belongs to.
    pub fn container(&self) -> Node<'d> {
        self.container
    }

    /// Whether the cursor is in a string. Only another string may be written there.
    pub fn is_in_string(&self) -> bool {
        self.span.of(self.text).starts_with('"')
    }

    /// What the string has before the cursor, as written; empty outside of one.
    pub fn typed(&self) -> &'d str {
        match self.is_in_string() {
            true => Span::new(self.span.start + 1, self.at.max(self.span.start + 1)).of(self.text),
            false => "",
        }
    }

    /// Writes a string. Its own quotes stay where the cursor is between some. `snippet` is JSON without the quotes, in LSP's syntax.
    pub fn string(&self, text: &str, snippet: Option<&str>, filter: &str) -> Insertion {
        let quoted = string::quote(text);
        match self.is_in_string() {
            true => self.between_quotes(string::inner(&quoted), snippet.map(str::to_owned), filter),
            false => self.bare(quoted, snippet.map(|it| format!("\"{it}\"")), filter),
        }
    }

    /// Writes anything else; `None` in a string.
    pub fn json(&self, json: &Skeleton, filter: &str) -> Option<Insertion> {
        let snippet = (json.snippet != json.plain).then(|| json.snippet.clone());
        let written = || self.bare(json.plain.clone(), snippet, filter);
        (!self.is_in_string()).then(written)
    }

    /// Writes another key before a colon that exists.
    pub fn rename(&self, name: &str) -> Insertion {
        let mut insertion = self.string(name, None, name);
        insertion.comma_after = None;
        insertion.comma_before = None;
        if !self.is_in_string() {
            insertion.edit.new_text = string::quote(name);
        } else if !self.is_closed() {
            insertion.edit.new_text = format!("{}\"", string::inner(&string::quote(name)));
        }
        insertion
    }

    /// Writes a key and its value.
    pub fn member(&self, name: &str, value: &Skeleton) -> Insertion {
        self.member_as(name, None, value)
    }

    /// The same where something is to be filled in in the key: `snippet` is JSON without the quotes, in LSP's syntax.
    pub fn member_as(&self, name: &str, snippet: Option<&str>, value: &Skeleton) -> Insertion {
        let (quoted, comma) = (string::quote(name), self.comma_after());
        let key = string::inner(&quoted);
        let key_snippet = snippet.map_or_else(|| escaped(key), str::to_owned);
        let narrow = (self.at < self.span.end).then(|| {
            let from = self.span.start + u32::from(self.is_in_string());
            let is_word_done = self.is_closed() && self.at + 1 == self.span.end;
            // The quote that is kept becomes that of the value.
            let takes_quote = is_word_done && value.plain == "\"\"";
            let (text, snippet) = match takes_quote {
                true => (format!("{key}\": \""), Some(format!("{key_snippet}\": \"$0"))),
                false => (key.to_owned(), None),
            };
            Narrow {
                edit: Edit::replace(Span::new(from, self.at), text),
                snippet,
                filter: name.to_owned(),
            }
        });
        Insertion {
            edit: Edit::replace(self.span, format!("{quoted}: {}{comma}", value.plain)),
            snippet: Some(format!("\"{key_snippet}\": {}{comma}", value.snippet)),
            filter: if self.is_in_string() { quoted } else { name.to_owned() },
            narrow,
            comma_before: self.comma_before(),
            comma_after: None,
        }
    }

    /// Whether a part of the document lies in what is replaced.
    pub fn contains(&self, part: &str) -> bool {
        let start = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
        start.is_some_and(|it| (self.span.start as usize..self.span.end as usize).contains(&it))
    }

    fn is_closed(&self) -> bool {
        string::is_closed(self.span.of(self.text))
    }

    fn between_quotes(&self, inner: &str, snippet: Option<String>, filter: &str) -> Insertion {
        let (closed, comma) = (self.is_closed(), self.comma_after());
        let between = Span::new(self.span.start + 1, self.span.end - u32::from(closed));
        // A missing quote is written, and everything after it.
        let tail = if closed { String::new() } else { format!("\"{comma}") };
        let narrow = (self.at < between.end).then(|| Narrow {
            edit: Edit::replace(Span::new(between.start, self.at), inner.to_owned()),
            snippet: snippet.clone(),
            filter: filter.to_owned(),
        });
        Insertion {
            edit: Edit::replace(between, format!("{inner}{tail}")),
            snippet: snippet.map(|it| format!("{it}{tail}")),
            filter: filter.to_owned(),
            narrow,
            comma_before: self.comma_before_item(),
            comma_after: (closed && !comma.is_empty()).then(|| Edit::insert(self.span.end, comma)),
        }
    }

    /// Where no quotes are: a blank, or a word that begins the value.
    fn bare(&self, json: String, snippet: Option<String>, filter: &str) -> Insertion {
        let (blank, comma) = (self.blank_before(), self.comma_after());
        let written = |it: String| format!("{blank}{it}{comma}");
        Insertion {
            edit: Edit::replace(self.span, written(json)),
            snippet: snippet.map(written),
            filter: filter.to_owned(),
            narrow: None,
            comma_before: self.comma_before_item(),
            comma_after: None,
        }
    }

    /// A comma where another member or item follows without one.
    fn comma_after(&self) -> &'static str {
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
    fn comma_before(&self) -> Option<Edit> {
        let (end, to) = (self.before()?.entry_span().end, self.span.start);
        comma_between(self.container.tree(), end, to)
            .is_none()
            .then(|| Edit::insert(end, ","))
    }

    /// The same for an item of a list; the value of a member follows its key.
    fn comma_before_item(&self) -> Option<Edit> {
        self.comma_before().filter(|_| self.container.kind() == Kind::Array)
    }

    /// A blank where the text would stick to a colon.
    fn blank_before(&self) -> &'static str {
        let before = self.text.get(..self.span.start as usize).unwrap_or_default();
        if before.ends_with(':') { " " } else { "" }
    }
}

/// What an insertion may replace of the key or value at a cursor: one line, and no quotes but its own. A string of damaged text may
/// run into what is behind it; then only the word at the cursor is replaced. `None` where the cursor is beside a string and not in it, where the
/// string began on an earlier line, or where another quote is before the cursor.
pub(super) fn replaceable(text: &str, span: Span, at: u32) -> Option<Span> {
    let written = span.of(text);
    let opening = u32::from(written.starts_with('"'));
    let closing = u32::from(opening > 0 && string::is_closed(written));
    let inside = Span::new(span.start + opening, span.end - closing);
    if opening > 0 && !inside.touches(at) {
        return None;
    }
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
