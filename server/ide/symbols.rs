//! The outline: templates, their parts, and the steps by name; around them the deployment template.

mod deployment;
mod script;

use std::borrow::Cow;

use crate::document::{self, Document};
use crate::model::template::{Role, Template};
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

/// What an entry of the outline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymbolKind {
    Template,
    Section,
    Step,
    Property,
    /// A resource of a deployment that is not an image template.
    Resource,
    Parameter,
    Variable,
    Output,
    /// A heading among the comments of a script.
    Heading,
    /// A function of a script, or of a deployment template.
    Function,
    /// What went wrong in a build.
    Failure,
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    pub name: String,
    pub detail: Option<String>,
    pub kind: SymbolKind,
    pub span: Span,
    /// The part to select, inside `span`.
    pub selection: Span,
    pub children: Vec<Symbol>,
}

/// The outline of a document; empty for one that is not ours.
pub fn symbols(doc: &Document) -> Vec<Symbol> {
    match doc.tree().root() {
        Some(root) if doc.kind() == document::Kind::Arm => deployment::symbols(doc, root),
        _ => doc.templates().map(template).collect(),
    }
}

fn template(template: Template<'_>) -> Symbol {
    let kind = match template.role {
        Role::Template => "image template",
        Role::Trigger => "trigger",
    };
    let name = word(template.root, "name");
    let root = template.root;
    let properties = root.get("properties").into_iter().flat_map(Node::children);
    let own = root
        .children()
        .filter(|it| !it.has_key("properties") && matches!(it.kind(), Kind::Object));
    let mut parts: Vec<Node<'_>> = own.chain(properties).collect();
    parts.sort_by_key(|it| it.entry_span());
    let start = root.span().start;
    Symbol {
        detail: name.is_some().then(|| kind.to_owned()),
        name: name.map_or_else(|| kind.to_owned(), Cow::into_owned),
        kind: SymbolKind::Template,
        span: root.span(),
        selection: Span::new(start, start + 1),
        children: parts.into_iter().filter_map(part).collect(),
    }
}

fn part(node: Node<'_>) -> Option<Symbol> {
    // An entry without a name is one that some editors refuse the whole outline for.
    let key = node.key().filter(|it| !it.trim().is_empty())?.into_owned();
    let (kind, children, detail) = match node.kind() {
        Kind::Object => {
            let lists = node
                .children()
                .filter(|it| it.kind() == Kind::Array && is_list_of_steps(*it));
            (SymbolKind::Section, lists.filter_map(part).collect(), text_of(node))
        }
        Kind::Array => (
            SymbolKind::Section,
            node.children().enumerate().map(|(n, it)| step(n, it)).collect(),
            None,
        ),
        Kind::Broken => return None,
        _ => (SymbolKind::Property, Vec::new(), Some(node.source().to_owned())),
    };
    let selection = node.key_span()?;
    Some(Symbol {
        name: key,
        detail,
        kind,
        span: node.entry_span(),
        selection,
        children,
    })
}

/// The text of a member; `None` for one that says nothing.
pub(in crate::ide) fn word<'d>(node: Node<'d>, key: &str) -> Option<Cow<'d, str>> {
    node.get(key).and_then(Node::as_str).filter(|it| !it.trim().is_empty())
}

fn is_list_of_steps(list: Node<'_>) -> bool {
    list.children().any(|it| it.kind() == Kind::Object)
}

/// An item of a list: by its name, else by the name of its output, else by its type.
fn step(n: usize, node: Node<'_>) -> Symbol {
    let kind = word(node, "type");
    let name = word(node, "name")
        .or_else(|| word(node, "runOutputName"))
        .or_else(|| node.as_str().filter(|it| !it.trim().is_empty()));
    let selection = node
        .get("name")
        .or_else(|| node.get("type"))
        .map_or(node.span(), |it| it.span());
    Symbol {
        // A step without a name goes by its type, which need not stand there twice.
        detail: kind.clone().filter(|_| name.is_some()).map(Cow::into_owned),
        name: match name.or(kind) {
            Some(name) => name.into_owned(),
            None => format!("{}", n + 1),
        },
        kind: SymbolKind::Step,
        span: node.span(),
        selection,
        children: script::parts(node),
    }
}

/// What distinguishes an object at a glance: the image of a source, the type of the rest.
fn text_of(node: Node<'_>) -> Option<String> {
    let word = |key: &str| node.get(key).and_then(Node::as_str);
    let image: Vec<_> = ["publisher", "offer", "sku", "version"]
        .into_iter()
        .filter_map(word)
        .collect();
    if image.is_empty() {
        word("type").map(Cow::into_owned)
    } else {
        Some(image.join(" "))
    }
}
