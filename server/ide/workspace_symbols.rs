//! What one looks for across files: image templates, and their steps and targets by name.

use std::borrow::Cow;

use crate::document::Document;
use crate::ide::symbols::{SymbolKind, word};
use crate::model::template::{Role, Template};
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// Something with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub kind: SymbolKind,
    /// The template that it belongs to; of a template the file.
    pub container: Option<String>,
    pub span: Span,
}

/// How well a name fits what is looked for: the smaller, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    Start,
    Inside,
    /// All letters occur, in this order.
    Scattered,
}

/// The templates of a file, each followed by its steps and targets. A template without a name is called as the file is.
pub fn entries(doc: &Document, file: &str) -> Vec<Entry> {
    let templates = doc.templates().filter(|it| it.role == Role::Template);
    templates.flat_map(|it| of_template(it, file)).collect()
}

fn of_template<'d>(template: Template<'d>, file: &str) -> impl Iterator<Item = Entry> + use<'d> {
    let root = template.root;
    let own = word(root, "name").map(Cow::into_owned);
    let container = own.is_some().then(|| file.to_owned());
    let name = own.unwrap_or_else(|| file.to_owned());
    let steps = template.customizers().chain(template.validators());
    let called = name.clone();
    let step = move |it: Node<'d>| {
        let name = word(it, "name").or_else(|| word(it, "runOutputName"))?;
        Some(Entry {
            name: name.into_owned(),
            kind: SymbolKind::Step,
            container: Some(called.clone()),
            span: it.span(),
        })
    };
    let template_entry = Entry {
        name,
        kind: SymbolKind::Template,
        container,
        span: root.span(),
    };
    let parts = steps.chain(template.distributors()).filter_map(step);
    std::iter::once(template_entry).chain(parts)
}

/// How a name fits a query, in any letters; `None` if it does not. Every name fits an empty one.
pub fn fit(query: &str, name: &str) -> Option<Fit> {
    let (query, name) = (query.to_lowercase(), name.to_lowercase());
    match name.find(&query) {
        Some(0) => return Some(Fit::Start),
        Some(_) => return Some(Fit::Inside),
        None => {}
    }
    let mut letters = name.chars();
    let is_within = query.chars().all(|it| letters.any(|letter| letter == it));
    is_within.then_some(Fit::Scattered)
}
