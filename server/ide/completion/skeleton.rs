//! Values to insert: well-formed, with positions to fill in.

use crate::ide::completion::snippet::{Stops, escaped, expanded};
use crate::locale::Message;
use crate::say;

/// A value in two spellings.
#[derive(Debug, Clone)]
pub(super) struct Skeleton {
    /// One line, nothing to fill in.
    pub plain: String,
    /// LSP snippet syntax, indented with tabs, which editors turn into their own.
    pub snippet: String,
}

impl Skeleton {
    /// JSON on one line with nothing to fill in.
    pub fn plain(json: &str) -> Self {
        Self {
            plain: json.to_owned(),
            snippet: escaped(json),
        }
    }

    /// What a pattern says.
    pub fn of_pattern(pattern: &str) -> Self {
        Self::of_snippet(Stops::default().snippet(pattern))
    }

    pub fn of_snippet(snippet: String) -> Self {
        let mut plain = String::new();
        for line in expanded(&snippet).lines().map(str::trim) {
            let sticks = plain.is_empty() || plain.ends_with('[') || line.starts_with(']');
            plain.push_str(if sticks { "" } else { " " });
            plain.push_str(line);
        }
        // Without positions to fill in, a key has to be written by the author.
        let plain = plain
            .replace("{ \"\": \"\" }", "{}")
            .replace("{ \"\": {} }", "{}")
            .replace("{  }", "{}");
        Self { plain, snippet }
    }

    /// Markdown: what it is, and what it inserts.
    pub fn preview(&self, words: Option<&Message>) -> Message {
        let code = format!("```json\n{}\n```", expanded(&self.snippet));
        match words {
            Some(Message { en, pt_br }) => say! { en: "{en}\n\n{code}", pt_br: "{pt_br}\n\n{code}" },
            None => Message::same(code),
        }
    }
}
