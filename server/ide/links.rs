//! Document links: from the URI of a script to the local file that it most likely refers to.

use std::path::PathBuf;

use crate::document::Document;
use crate::model::script_file::ScriptFile;
use crate::model::step;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// A span of the document that stands for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address without its quotes.
    pub span: Span,
    /// What sentences call the file.
    pub name: String,
    pub path: PathBuf,
}

/// Every link, in the order of the text.
pub fn links(doc: &Document) -> Vec<Link> {
    let steps = doc
        .templates()
        .flat_map(|it| step::customizers(it).chain(step::validators(it)));
    let mut links: Vec<Link> = steps.filter_map(|it| Some(link(it.address()?, it.file()?))).collect();
    links.sort_by_key(|it| it.span);
    links.dedup();
    links
}

/// The file that the address under the cursor names.
pub fn definition(doc: &Document, at: u32) -> Option<Link> {
    links(doc).into_iter().find(|it| it.span.touches(at))
}

fn link(address: Node<'_>, file: &ScriptFile) -> Link {
    let Span { start, end } = address.span();
    Link {
        span: Span::new(start + 1, end.saturating_sub(1)),
        name: file.name.clone(),
        path: file.path.clone(),
    }
}
