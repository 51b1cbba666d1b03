//! The outline of a deployment template: its declarations, all of its resources, and its outputs.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::document::Document;
use crate::expr::scope;
use crate::ide::symbols::{self, Symbol, SymbolKind};
use crate::model::template::Template;
use crate::syntax::tree::{Kind, Node};

/// Resources inside resources, and deployments inside deployments, that are followed. Azure Resource Manager allows five levels.
const MAX_DEPTH: usize = 16;

/// The sections of a deployment template, in the order of the text.
pub(super) fn symbols(doc: &Document, root: Node<'_>) -> Vec<Symbol> {
    let templates = doc.templates().map(|it| (it.root.id(), it)).collect();
    Outline { templates }.sections(root, 0)
}

/// The image templates and triggers by the numbers of their roots.
struct Outline<'d> {
    templates: BTreeMap<u32, Template<'d>>,
}

impl<'d> Outline<'d> {
    fn sections(&self, deployment: Node<'d>, depth: usize) -> Vec<Symbol> {
        deployment.children().filter_map(|it| self.section(it, depth)).collect()
    }

    fn section(&self, section: Node<'d>, depth: usize) -> Option<Symbol> {
        let is = |name: &str| section.has_key(name);
        let children: Vec<Symbol> = if is("parameters") {
            typed(section, SymbolKind::Parameter)
        } else if is("outputs") {
            typed(section, SymbolKind::Output)
        } else if is("variables") {
            variables(section)
        } else if is("functions") {
            functions(section)
        } else if is("resources") {
            self.resources(section, depth)
        } else {
            return None;
        };
        Some(Symbol {
            name: section.key()?.into_owned(),
            detail: None,
            kind: SymbolKind::Section,
            span: section.entry_span(),
            selection: section.key_span()?,
            children,
        })
    }

    fn resources(&self, list: Node<'d>, depth: usize) -> Vec<Symbol> {
        if depth == MAX_DEPTH {
            return Vec::new();
        }
        let objects = list.children().filter(|it| it.kind() == Kind::Object);
        objects.map(|it| self.resource(it, depth)).collect()
    }

    fn resource(&self, resource: Node<'d>, depth: usize) -> Symbol {
        let own = resource.get("resources").map(|it| self.resources(it, depth + 1));
        let inner = resource
            .at(&["properties", "template"])
            .filter(|_| scope::is_deployment(resource) && depth < MAX_DEPTH)
            .map(|it| self.sections(it, depth + 1));
        let nested = own.into_iter().chain(inner).flatten();
        let span = resource.entry_span();
        if let Some(template) = self.templates.get(&resource.id()) {
            let mut symbol = Symbol {
                span,
                ..symbols::template(*template)
            };
            symbol.children.extend(nested);
            symbol.children.sort_by_key(|it| it.span);
            return symbol;
        }
        let kind = symbols::word(resource, "type");
        // Its symbolic name is what the rest of the template calls it.
        let name = resource.key().filter(|it| !it.trim().is_empty());
        let name = name.or_else(|| symbols::word(resource, "name"));
        let selection = resource.key_span().or_else(|| {
            let named = resource.get("name").or_else(|| resource.get("type"));
            named.map(Node::span)
        });
        Symbol {
            detail: kind.as_deref().filter(|_| name.is_some()).map(str::to_owned),
            name: match name.or(kind) {
                Some(name) => name.into_owned(),
                None => format!("{}", resource.index() + 1),
            },
            kind: SymbolKind::Resource,
            span,
            selection: selection.unwrap_or(span),
            children: nested.collect(),
        }
    }
}

/// Parameters or outputs, with their types.
fn typed(section: Node<'_>, kind: SymbolKind) -> Vec<Symbol> {
    let entry = |it| declaration(it, kind, symbols::word(it, "type").map(Cow::into_owned));
    section.children().filter_map(entry).collect()
}

/// Variables, with the values that stand in one word; of `copy`, those that it makes.
fn variables(section: Node<'_>) -> Vec<Symbol> {
    let mut found = Vec::new();
    for node in section.children() {
        match node.kind() {
            Kind::Array if node.has_key("copy") => found.extend(node.children().filter_map(|it| {
                let name = it.get("name")?;
                Some(Symbol {
                    name: symbols::word(it, "name")?.into_owned(),
                    detail: None,
                    kind: SymbolKind::Variable,
                    span: it.span(),
                    selection: name.span(),
                    children: Vec::new(),
                })
            })),
            Kind::Object | Kind::Array | Kind::Broken => found.extend(declaration(node, SymbolKind::Variable, None)),
            _ => found.extend(declaration(node, SymbolKind::Variable, Some(node.source().to_owned()))),
        }
    }
    found
}

/// Functions under the names that expressions call them by.
fn functions(section: Node<'_>) -> Vec<Symbol> {
    let spaces = section.children().flat_map(|space| {
        let namespace = symbols::word(space, "namespace").unwrap_or_default();
        let members = space.get("members").into_iter().flat_map(Node::children);
        members.map(move |it| (namespace.clone(), it))
    });
    let function = |(namespace, it): (Cow<'_, str>, Node<'_>)| {
        let symbol = declaration(it, SymbolKind::Function, None)?;
        let name = format!("{namespace}.{}", symbol.name);
        Some(Symbol { name, ..symbol })
    };
    spaces.filter_map(function).collect()
}

fn declaration(node: Node<'_>, kind: SymbolKind, detail: Option<String>) -> Option<Symbol> {
    Some(Symbol {
        name: node.key().filter(|it| !it.trim().is_empty())?.into_owned(),
        detail,
        kind,
        span: node.entry_span(),
        selection: node.key_span()?,
        children: Vec::new(),
    })
}
