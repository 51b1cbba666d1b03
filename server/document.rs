//! One text and all that can be read off it; immutable.

use crate::text::span::Span;

/// How strict the text is about comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Plain JSON: editor language id `json`, file `*.json`.
    #[default]
    Json,
    /// JSON with comments: editor language ids `jsonc` and `arm-template`, file `*.jsonc`.
    Jsonc,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The body of one image template.
    Standalone,
    /// A deployment template that holds image templates.
    Arm,
    /// Nothing of ours: no findings, no answers.
    Foreign,
}

/// A text with everything that was read off it.
pub struct Document {
    text: String,
}

impl Document {
    /// Reads a text. `api_version` is the version of templates that do not name theirs.
    pub fn new(text: String, language: Language, api_version: Option<&str>) -> Self {
        let _ = (language, api_version);
        Self { text }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn kind(&self) -> Kind {
        Kind::Foreign
    }

    /// The API version that counts for the first image template.
    pub fn api_version(&self) -> Option<&str> {
        None
    }

    /// The JSON Pointer of the value at a span.
    pub fn pointer(&self, span: Span) -> String {
        let _ = span;
        String::new()
    }
}
