//! The parameter, variable, function or run output under the cursor.

use crate::document::{Document, Kind};
use crate::expr::occurrences::{self, Name};
use crate::expr::scope::{Scope, Symbol};
use crate::ide::cursor;
use crate::model::parameters::ParameterFile;
use crate::model::run_output::RunOutput;
use crate::text::span::Span;

/// A document, the parameter file that counts for it, and a position in one of them.
#[derive(Clone, Copy)]
pub struct RenameContext<'a> {
    pub doc: &'a Document,
    pub file: Option<&'a ParameterFile>,
    pub from: From,
}

/// A position in one of two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    Document(u32),
    ParameterFile(u32),
}

impl<'a> RenameContext<'a> {
    /// What the position names, and the name there: without its quotes, but with one that the position is in front of or behind.
    pub(super) fn name(&self) -> Option<(Name<'a>, Span)> {
        if self.doc.kind() != Kind::Arm {
            return None;
        }
        match self.from {
            From::Document(at) => {
                let (name, here) = cursor::name::at(self.doc.tree(), at)?;
                Some((name, covering(here.span, at)))
            }
            From::ParameterFile(at) => {
                let file = self.file?;
                let mut entries = file.values()?.children();
                let entry = entries.find(|it| it.key_span().is_some_and(|key| key.touches(at)))?;
                let scope = Scope::Deployment(self.doc.tree().root()?);
                let name = Name::of(Symbol::Parameter, scope, entry.key()?);
                Some((name, covering(occurrences::bare(file.text(), entry.key_span()?), at)))
            }
        }
    }

    /// The run output that the position names, and the name there as in [`Self::name`].
    pub(super) fn run_output(&self) -> Option<(RunOutput<'a>, Span)> {
        let From::Document(at) = self.from else { return None };
        let (output, span) = cursor::run_output::at(self.doc, at)?;
        Some((output, covering(span, at)))
    }

    /// Whether it is a parameter of the outermost template, which a parameter file can set.
    pub(super) fn is_outermost(&self, name: &Name<'_>) -> bool {
        let root = self.doc.tree().root().map(Scope::Deployment);
        name.symbol() == Some(Symbol::Parameter) && Some(name.scope) == root
    }

    /// The parameter file, where it may give a name a value.
    pub(super) fn file_for(&self, name: &Name<'_>) -> Option<&'a ParameterFile> {
        self.file.filter(|_| self.is_outermost(name))
    }

    /// Where the parameter file names it.
    pub(super) fn entries(&self, name: &Name<'_>) -> Vec<Span> {
        let Some(file) = self.file_for(name) else {
            return Vec::new();
        };
        let keys = file.entries(&name.text).filter_map(|it| it.key_span());
        keys.map(|it| occurrences::bare(file.text(), it)).collect()
    }
}

/// A span that contains a position: an editor asks about the text at it.
fn covering(span: Span, at: u32) -> Span {
    Span::new(span.start.min(at), span.end.max(at))
}
