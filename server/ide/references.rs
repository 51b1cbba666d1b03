//! Find references: every use of the declaration under the cursor, in the template and in its parameter file.

use crate::document::Document;
use crate::expr::occurrences::{Occurrence, Role};
use crate::ide::name::{From, RenameContext};
use crate::text::span::Span;

/// Positions of both texts, each in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct References {
    pub here: Vec<Span>,
    /// Those in the parameter file.
    pub there: Vec<Span>,
}

/// The positions that name it; `None` if nothing is named.
pub fn references(context: RenameContext<'_>, with_declaration: bool) -> Option<References> {
    let (name, _) = context.name()?;
    let all = name.occurrences().into_iter();
    let wanted = all.filter(|it| with_declaration || it.role != Role::Declaration);
    Some(References {
        here: wanted.map(|it| it.span).collect(),
        there: context.entries(&name),
    })
}

/// The positions of the document that name it, with what each does.
pub fn highlights(doc: &Document, at: u32) -> Vec<Occurrence> {
    let (file, from) = (None, From::Document(at));
    let named = RenameContext { doc, file, from }.name();
    named.map(|(name, _)| name.occurrences()).unwrap_or_default()
}
