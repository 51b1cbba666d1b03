//! The cause of a failure in short: its name, the line that shows it, and what lists of several logs are grouped by.

use crate::doctor::cases::CaseKind;
use crate::doctor::diagnosis::Diagnosis;
use crate::doctor::messages;
use crate::locale::Lang;
use crate::report::RichText;
use crate::text::plain::{plain, shortened};
use crate::text::redact::redacted;
use crate::text::variable::without_variables;

/// Characters of a line of the log.
pub(super) const MAX_LINE: usize = 160;

/// The cause of a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cause {
    pub name: CauseName,
    /// The sentence of its page, if it has one.
    pub summary: String,
    /// The line of the log that shows it, from 0; `None` if no single line does.
    pub line: Option<u64>,
    pub text: String,
}

/// How a cause is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CauseName {
    /// A known failure, by its ID.
    Page(&'static str),
    /// The code of an error of Azure.
    Code(String),
    /// What the log says.
    Message(String),
}

impl Cause {
    /// The cause of the failure that a text shows; `None` if it shows none.
    pub(super) fn of(diagnosis: &Diagnosis, lang: Lang) -> Option<Self> {
        if !diagnosis.shows_failure() {
            return None;
        }
        if let Some(root) = diagnosis.root() {
            let explanation = root.explanation(lang);
            // A page about any failed command does not name the cause; the output does.
            let is_specific = !matches!(root.case.kind, CaseKind::Generic | CaseKind::Vague);
            let decisive = diagnosis.evidence().and_then(|it| it.decisive().next());
            let (at, text) = match decisive.filter(|_| !is_specific && root.build.is_some()) {
                Some(decisive) => (decisive.at.line, &decisive.text),
                None => (root.lines.last.line, &root.text),
            };
            return Some(Self {
                name: CauseName::Page(root.case.id),
                summary: explanation.summary().to_owned(),
                line: Some(at),
                text: line(text),
            });
        }
        let unknown = |name: CauseName, at: Option<u64>, text: &str| Self {
            name,
            summary: String::new(),
            line: at,
            text: line(text),
        };
        let message = |at: Option<u64>, text: &str| unknown(CauseName::Message(line(text)), at, text);
        let error = diagnosis.errors().next();
        let code = error.and_then(|it| it.error.innermost().code.as_deref());
        if let Some((error, code)) = error.zip(code) {
            let name = CauseName::Code(plain(code));
            return Some(unknown(name, Some(error.line), &error.error.headline()));
        }
        let decisive = diagnosis.evidence().and_then(|it| it.decisive().next());
        if let Some(decisive) = decisive {
            return Some(message(Some(decisive.at.line), &decisive.text));
        }
        if let Some(error) = error {
            return Some(message(Some(error.line), &error.error.headline()));
        }
        let build = diagnosis.build();
        let end = build.and_then(|it| it.end_start).map(|it| it.line);
        if let Some(reason) = build.and_then(|it| it.reason.as_deref()) {
            return Some(message(end, reason));
        }
        let sentence = build.map_or_else(|| messages::response(diagnosis), |it| messages::result(it, None));
        Some(message(end, &sentence.get(lang).replace('`', "")))
    }

    /// What causes of the same failure have in common.
    pub(super) fn key(&self) -> String {
        match &self.name {
            CauseName::Page(id) => (*id).to_owned(),
            CauseName::Code(code) => code.to_lowercase(),
            CauseName::Message(text) => without_variables(text),
        }
    }
}

impl CauseName {
    /// Its text, with a link to its page if it has one.
    pub(super) fn text(&self) -> RichText<'static> {
        match self {
            Self::Page(id) => RichText::id(id),
            Self::Code(code) => RichText::name(code),
            Self::Message(text) => RichText::name(text),
        }
    }

    /// Its text with at most so many characters.
    pub(super) fn shortened(&self, most: usize) -> RichText<'static> {
        match self {
            Self::Page(_) => self.text(),
            Self::Code(text) | Self::Message(text) => RichText::name(&shortened(text, most)),
        }
    }
}

/// The first line of a message, without secrets.
fn line(text: &str) -> String {
    let first = text.lines().map(str::trim).find(|it| !it.is_empty());
    shortened(&plain(&redacted(first.unwrap_or_default())), MAX_LINE)
}
