//! Where a parameter, a variable, a function or a run output is declared.

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
    let named = context.name().map(|(name, from)| (name.declared(), from));
    let run_output = || {
        let (output, from) = context.run_output()?;
        let declared = output.declarations().into_iter().map(|it| (it, it.span()));
        Some((declared.collect(), from))
    };
    let Some((declared, from)) = named.or_else(run_output) else {
        return Vec::new();
    };
    let definition = |(node, name): (Node<'_>, Span)| Definition {
        from,
        name,
        whole: node.entry_span(),
    };
    declared.into_iter().map(definition).collect()
}
