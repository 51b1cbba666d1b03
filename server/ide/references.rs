//! Find references: every use of the declaration under the cursor, in the template and in its parameter file.

use crate::document::Document;
use crate::expr::occurrences::{Occurrence, Role, declaring};
use crate::ide::name::{From, RenameContext};
use crate::model::run_output::{RunOutput, Uses};
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
    let (all, there) = occurrences(context)?;
    let wanted = all
        .into_iter()
        .filter(|it| with_declaration || it.role != Role::Declaration);
    Some(References {
        here: wanted.map(|it| it.span).collect(),
        there,
    })
}

/// The positions of the document that name it, with what each does.
pub fn highlights(doc: &Document, at: u32) -> Vec<Occurrence> {
    let (file, from) = (None, From::Document(at));
    occurrences(RenameContext { doc, file, from })
        .map(|it| it.0)
        .unwrap_or_default()
}

/// Every position of the document that names the same, and those in the parameter file.
fn occurrences(context: RenameContext<'_>) -> Option<(Vec<Occurrence>, Vec<Span>)> {
    if let Some((name, _)) = context.name() {
        return Some((name.occurrences(), context.entries(&name)));
    }
    let (output, _) = context.run_output()?;
    Some((of_run_output(&output, output.uses()), Vec::new()))
}

/// Every position that names a run output, in the order of the text.
pub(super) fn of_run_output(output: &RunOutput<'_>, uses: Uses) -> Vec<Occurrence> {
    let declared = output.declarations().into_iter();
    let mut found: Vec<Occurrence> = declared.map(|it| declaring(it, it.span())).collect();
    let role = Role::Use;
    found.extend(uses.named.into_iter().map(|span| Occurrence { role, span }));
    found.sort_by_key(|it| it.span);
    found
}
