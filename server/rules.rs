//! The engine: what a rule is, what it reports, and running all of them over a document.

use crate::document::Document;
use crate::locale::Say;
use crate::settings::Settings;
use crate::text::{edit::Edit, span::Span};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The service certainly refuses the template, or the build certainly fails.
    Error,
    /// Failure is likely.
    Warning,
    /// Advice.
    Information,
    /// Style.
    Hint,
}

/// One kind of finding: its card. The page beside it is its documentation and its test.
pub struct Rule {
    /// `family/name`; never reused.
    pub id: &'static str,
    /// The usual level; a finding may carry a milder one.
    pub level: Level,
    /// First API version for which the rule makes sense; `None` for all.
    pub since: Option<&'static str>,
    /// Whether its findings can carry a fix.
    pub fixable: bool,
    /// The page: a heading, a section a language, examples.
    pub page: &'static str,
}

/// One thing to tell, at its place.
#[derive(Clone)]
pub struct Finding {
    pub rule: &'static Rule,
    pub level: Level,
    pub span: Span,
    pub message: Say,
    pub related: Vec<Related>,
    pub fixes: Vec<Fix>,
}

/// Another place that has to do with a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    pub span: Span,
    pub message: Say,
}

/// A change that removes a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    pub title: Say,
    pub edits: Vec<Edit>,
    /// Whether it may be applied unseen: no invented value, no loss. The first fix of a finding is preferred when it is safe.
    pub safe: bool,
}

/// Every rule, sorted by id.
pub fn all() -> Vec<&'static Rule> {
    Vec::new()
}

/// All findings of a document, sorted by place. Empty for a document that is not ours.
pub fn check(doc: &Document, settings: &Settings) -> Vec<Finding> {
    let _ = (doc, settings);
    Vec::new()
}

impl Rule {
    /// What the page says, without heading and examples, as Markdown, in a language.
    pub fn words(&self, lang: crate::locale::Lang) -> &'static str {
        let _ = lang;
        self.page
    }

    /// The first sentence of the page in a language.
    pub fn summary(&self, lang: crate::locale::Lang) -> String {
        self.words(lang).to_owned()
    }
}
