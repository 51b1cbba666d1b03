//! Where a parameter, a variable or a function is declared.

use crate::ide::name::RenameContext;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// A declaration in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// The name that the question was about, in the text that it was asked in.
    pub from: Span,
    /// The name as declared, with its quotes.
    pub name: Span,
    pub whole: Span,
}

/// The declarations of what is under the cursor; more than one where a template declares it twice.
pub fn definition(context: RenameContext<'_>) -> Vec<Definition> {
    let Some((name, from)) = context.name() else {
        return Vec::new();
    };
    let declared = name.declared().into_iter();
    let definition = |(node, name): (Node<'_>, Span)| Definition {
        from,
        name,
        whole: node.entry_span(),
    };
    declared.map(definition).collect()
}
