//! The run output that is named at an offset.

use crate::document::Document;
use crate::expr::occurrences::bare;
use crate::model::run_output::RunOutput;
use crate::model::template::{Role, Template};
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// The run output at an offset, and its name there without quotes.
pub(in crate::ide) fn at(doc: &Document, at: u32) -> Option<(RunOutput<'_>, Span)> {
    let node = doc.tree().innermost(at)?;
    declared(doc, node, at).or_else(|| {
        let templates: Vec<Template<'_>> = doc.templates().collect();
        RunOutput::named(&templates, node, at)
    })
}

fn declared<'d>(doc: &'d Document, node: Node<'d>, at: u32) -> Option<(RunOutput<'d>, Span)> {
    let is_value = node.has_key("runOutputName") && node.span().touches(at);
    let target = node.parent().filter(|_| is_value)?;
    let template = doc.template_at(at).filter(|it| it.role == Role::Template)?;
    let list = template
        .property("distribute")
        .filter(|it| target.parent() == Some(*it));
    let found = RunOutput::declared(template, list.and(Some(target))?)?;
    Some((found, bare(doc.text(), node.span())))
}
