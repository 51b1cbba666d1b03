//! The Marketplace image of a source, as far as the file shows it.

use crate::model::template::Template;
use crate::model::value;
use crate::syntax::tree::Node;

/// The publisher, offer, SKU or version of a Marketplace source.
#[derive(Debug, Clone)]
pub struct Part<'d> {
    /// In lower case: names of images compare ignoring case.
    pub text: String,
    pub node: Node<'d>,
}

impl Part<'_> {
    /// Whether it is written out rather than the value of a parameter or a variable.
    pub fn is_written(&self) -> bool {
        !value::is_expression(self.node)
    }
}

/// A part of the source by its key; `None` if it is unknown, or where the source says that it is
/// no Marketplace image.
pub fn part<'d>(template: Template<'d>, key: &str) -> Option<Part<'d>> {
    let source = template.property("source")?;
    let kind = value::text(source.get("type")).known();
    if kind.is_some_and(|it| !it.eq_ignore_ascii_case("PlatformImage")) {
        return None;
    }
    let node = source.get(key)?;
    let text = template.resolved_text(Some(node))?.trim().to_ascii_lowercase();
    (!text.is_empty()).then_some(Part { text, node })
}
