//! What a rule reports: span, message, related positions and fixes.

use crate::locale::Message;
use crate::model::file_id::{FileEdit, FileId};
use crate::rules::{Level, Rule};
use crate::text::{edit::Edit, span::Span};

/// One finding, at its position.
#[derive(Clone)]
pub struct Finding {
    pub rule: &'static Rule,
    pub level: Level,
    /// The text that all its spans and edits are in.
    pub file: FileId,
    /// What to underline.
    pub span: Span,
    /// The value it is about: that of an underlined key, the object where something is missing.
    pub about: Span,
    pub message: Message,
    pub related: Vec<Related>,
    /// The other places of the group that it is shown for; empty where it is shown for itself.
    pub repeats: Vec<Span>,
    /// Ways to remove it, the best first.
    pub fixes: Vec<Fix>,
}

/// Another position that is related to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    pub span: Span,
    pub message: Message,
}

/// A change that removes a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    pub title: Message,
    pub edits: Vec<Edit>,
    /// Whether it may be applied without review: it neither invents nor loses anything.
    pub safe: bool,
}

impl Finding {
    /// Every position in it.
    pub(in crate::rules) fn spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        let own = [&mut self.span, &mut self.about].into_iter().chain(&mut self.repeats);
        let related = self.related.iter_mut().map(|it| &mut it.span);
        let edits = self.fixes.iter_mut().flat_map(|it| &mut it.edits);
        own.chain(related).chain(edits.map(|it| &mut it.span))
    }
}

/// Related positions of a finding at most, those of a group not counted.
const MAX_RELATED: usize = 20;

/// A finding that is being written.
pub(crate) struct Report<'f>(Option<&'f mut Finding>);

impl<'f> Report<'f> {
    pub(in crate::rules) fn new(finding: Option<&'f mut Finding>) -> Self {
        Self(finding)
    }

    fn with(mut self, change: impl FnOnce(&mut Finding)) -> Self {
        if let Some(finding) = self.0.as_deref_mut() {
            change(finding);
        }
        self
    }

    /// Another level than the card's.
    pub fn level(self, level: Level) -> Self {
        self.with(|it| it.level = level)
    }

    /// The value of the document it is about, where that is not what is underlined.
    pub fn about(self, about: Span) -> Self {
        self.with(|it| {
            if it.file == FileId::Document {
                it.about = about;
            }
        })
    }

    /// Points at another span of the document too; a finding in a script file keeps to its file. Left out where there are more
    /// than anybody follows.
    pub fn related(self, span: Span, message: Message) -> Self {
        self.with(|it| {
            if it.file == FileId::Document && it.related.len() < MAX_RELATED {
                it.related.push(Related { span, message });
            }
        })
    }

    /// A fix that may be applied unseen.
    pub fn fix<E: Into<FileEdit>>(self, title: Message, edits: impl IntoIterator<Item = E>) -> Self {
        self.offer(title, edits, true)
    }

    /// A fix that guesses or loses something: offered, never applied unseen.
    pub fn guess<E: Into<FileEdit>>(self, title: Message, edits: impl IntoIterator<Item = E>) -> Self {
        self.offer(title, edits, false)
    }

    /// A fix that would change another text than the finding's is left out.
    fn offer<E: Into<FileEdit>>(self, title: Message, edits: impl IntoIterator<Item = E>, safe: bool) -> Self {
        let edits: Vec<FileEdit> = edits.into_iter().map(Into::into).collect();
        self.with(|it| {
            if edits.iter().all(|edit| edit.file == it.file) {
                let edits = edits.into_iter().map(|edit| edit.edit).collect();
                // Nearly all have one or two, and there may be very many findings.
                it.fixes.reserve_exact(1);
                it.fixes.push(Fix { title, edits, safe });
            }
        })
    }
}
