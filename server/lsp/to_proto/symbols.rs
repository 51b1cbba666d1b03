//! The outline, as a tree or, for clients that know no trees, as a list that names the parents.

use tower_lsp::lsp_types::{DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind, Url};

use crate::ide::log::symbols::{Entry, EntryKind};
use crate::ide::symbols::{Symbol, SymbolKind as Kind};
use crate::ide::workspace_symbols::Entry as WorkspaceEntry;
use crate::locale::Lang;
use crate::lsp::client_capabilities::Features;
use crate::lsp::line_index::LineIndex;
use crate::text::plain::Shown;
use crate::text::span::Span;

pub fn symbols(symbols: Vec<Symbol>, uri: &Url, index: &LineIndex<'_>, client: &Features) -> DocumentSymbolResponse {
    if client.hierarchy {
        let tree = symbols.into_iter().map(|it| symbol(it, index, client));
        return DocumentSymbolResponse::Nested(tree.collect());
    }
    let mut flat = Vec::new();
    flatten(symbols, None, uri, index, client, &mut flat);
    DocumentSymbolResponse::Flat(flat)
}

/// An entry of the outline of a log.
pub fn of_log(entry: Entry, lang: Lang) -> Symbol {
    Symbol {
        name: entry.name.get(lang).to_owned(),
        detail: entry.detail.map(|it| it.get(lang).to_owned()),
        kind: match entry.kind {
            EntryKind::Build => Kind::Template,
            EntryKind::Stage => Kind::Step,
            EntryKind::Finding => Kind::Failure,
        },
        span: entry.span,
        selection: entry.selection,
        children: entry.children.into_iter().map(|it| of_log(it, lang)).collect(),
    }
}

/// Something that was found across files.
pub fn of_workspace(entry: WorkspaceEntry, uri: &Url, index: &LineIndex<'_>, client: &Features) -> SymbolInformation {
    #[allow(deprecated, reason = "the field has to be filled")]
    SymbolInformation {
        name: name(entry.name),
        kind: kind(entry.kind, client),
        tags: None,
        deprecated: None,
        location: Location::new(uri.clone(), index.range(entry.span)),
        container_name: entry.container.map(|it| Shown(&it).line()),
    }
}

fn symbol(symbol: Symbol, index: &LineIndex<'_>, client: &Features) -> DocumentSymbol {
    // An editor refuses the whole outline when a selection reaches out of its entry, or a name is
    // empty.
    let start = symbol.selection.start.clamp(symbol.span.start, symbol.span.end);
    let selection = Span::new(start, symbol.selection.end.min(symbol.span.end));
    let children = symbol.children.into_iter();
    #[allow(deprecated, reason = "the field has to be filled")]
    DocumentSymbol {
        name: name(symbol.name),
        detail: symbol.detail.map(|it| Shown(&it).line()),
        kind: kind(symbol.kind, client),
        tags: None,
        deprecated: None,
        range: index.range(symbol.span),
        selection_range: index.range(selection),
        children: Some(children.map(|it| self::symbol(it, index, client)).collect()),
    }
}

fn flatten(
    symbols: Vec<Symbol>,
    parent: Option<&str>,
    uri: &Url,
    index: &LineIndex<'_>,
    client: &Features,
    out: &mut Vec<SymbolInformation>,
) {
    for symbol in symbols {
        let name = name(symbol.name);
        #[allow(deprecated, reason = "the field has to be filled")]
        out.push(SymbolInformation {
            name: name.clone(),
            kind: kind(symbol.kind, client),
            tags: None,
            deprecated: None,
            location: Location::new(uri.clone(), index.range(symbol.span)),
            container_name: parent.map(str::to_owned),
        });
        flatten(symbol.children, Some(&name), uri, index, client, out);
    }
}

fn name(name: String) -> String {
    match name.trim() {
        "" => "…".to_owned(),
        _ => Shown(&name).line(),
    }
}

fn kind(kind: Kind, client: &Features) -> SymbolKind {
    match kind {
        Kind::Template => SymbolKind::MODULE,
        Kind::Section => SymbolKind::NAMESPACE,
        Kind::Step | Kind::Function => SymbolKind::FUNCTION,
        Kind::Property | Kind::Output => SymbolKind::PROPERTY,
        Kind::Resource => SymbolKind::CLASS,
        Kind::Parameter => SymbolKind::VARIABLE,
        Kind::Variable => SymbolKind::CONSTANT,
        Kind::Failure if client.events => SymbolKind::EVENT,
        Kind::Heading | Kind::Failure => SymbolKind::STRING,
    }
}
