//! From our answers to the protocol's: each function takes a result, the line index of its text and what the client can do. What the
//! client cannot show is left out.

pub mod actions;
pub mod calls;
pub mod commands;
pub mod completion;
pub mod diagnostics;
pub mod names;
pub mod plain;
pub mod symbols;
pub mod tokens;
pub mod workspace_edit;

use std::collections::BTreeMap;

use tower_lsp::lsp_types::{
    CodeLens, Command, DocumentLink, FoldingRange, GotoDefinitionResponse, Hover, HoverContents, InlayHint,
    InlayHintLabel, InlayHintTooltip, Location, MarkupContent, MarkupKind, Position, Range, SelectionRange, TextEdit,
    Url,
};

use crate::ide::code_lens::{Lens, Opens};
use crate::ide::folding::Fold;
use crate::ide::hover::Hover as HoverText;
use crate::ide::inlay_hints::Hint;
use crate::ide::links::{Link, WebLink};
use crate::locale::Message;
use crate::lsp::client_capabilities::Features;
use crate::lsp::line_index::LineIndex;
use crate::lsp::to_proto::commands::Invocation;
use crate::say;
use crate::text::edit::Edit;
use crate::text::plain::Shown;
use crate::text::span::Span;

/// A sentence on one line, in the language of the client and without hidden characters.
fn shown(words: &Message, client: &Features) -> String {
    Shown(words.get(client.locale)).line()
}

/// Words as the client can show them.
fn markup(words: &Message, is_markdown: bool, client: &Features) -> MarkupContent {
    let words = Shown(words.get(client.locale)).lines();
    match is_markdown {
        true => MarkupContent {
            kind: MarkupKind::Markdown,
            value: words.into_owned(),
        },
        false => MarkupContent {
            kind: MarkupKind::PlainText,
            value: plain::strip(&words),
        },
    }
}

pub fn hover(hover: &HoverText, index: &LineIndex<'_>, client: &Features) -> Hover {
    Hover {
        contents: HoverContents::Markup(markup(&hover.words, client.hover_markdown, client)),
        range: Some(index.range(hover.span)),
    }
}

/// Addresses that lead to files.
pub fn document_links(links: Vec<Link>, index: &LineIndex<'_>, client: &Features) -> Vec<DocumentLink> {
    let link = |it: Link| {
        let name = &it.name;
        let words = say! { en: "Open `{name}`", pt_br: "Abrir `{name}`" };
        Some(document_link(
            index.range(it.span),
            Url::from_file_path(&it.path).ok()?,
            &words,
            client,
        ))
    };
    links.into_iter().filter_map(link).collect()
}

/// Addresses of the web, as they are written.
pub fn web_links(links: Vec<WebLink>, index: &LineIndex<'_>, client: &Features) -> Vec<DocumentLink> {
    let link = |it: WebLink| {
        let words = match it.is_reference {
            true => say! { en: "Open the reference of this type", pt_br: "Abrir a referência deste tipo" },
            false => say! { en: "Open the address", pt_br: "Abrir o endereço" },
        };
        let target = Url::parse(&it.address).ok()?;
        Some(document_link(index.range(it.span), target, &words, client))
    };
    links.into_iter().filter_map(link).collect()
}

/// Links from spans of a log to offsets in its template.
pub fn step_links(
    links: Vec<(Span, u32)>,
    index: &LineIndex<'_>,
    (template, template_index): (&Url, &LineIndex<'_>),
    client: &Features,
) -> Vec<DocumentLink> {
    let words = say! { en: "Open the step in the template", pt_br: "Abrir a etapa no template" };
    let link = |(span, offset)| {
        let target = at(template, template_index.position(offset));
        document_link(index.range(span), target, &words, client)
    };
    links.into_iter().map(link).collect()
}

fn document_link(range: Range, target: Url, words: &Message, client: &Features) -> DocumentLink {
    DocumentLink {
        range,
        target: Some(target),
        tooltip: client.link_tooltips.then(|| shown(words, client)),
        data: None,
    }
}

/// A place in a document as an address, in the way that editors read it: lines and columns from 1.
fn at(uri: &Url, position: Position) -> Url {
    let mut uri = uri.clone();
    uri.set_fragment(Some(&format!("L{},{}", position.line + 1, position.character + 1)));
    uri
}

pub fn edits(edits: Vec<Edit>, index: &LineIndex<'_>) -> Vec<TextEdit> {
    edits.into_iter().map(|it| index.edit(it)).collect()
}

/// The beginning of a file.
pub fn file_location(link: Link) -> Option<GotoDefinitionResponse> {
    let uri = Url::from_file_path(link.path).ok()?;
    Some(GotoDefinitionResponse::Scalar(Location::new(uri, Range::default())))
}

/// Spans of one document.
pub fn locations(spans: Vec<Span>, uri: &Url, index: &LineIndex<'_>) -> Vec<Location> {
    let location = |it: Span| Location::new(uri.clone(), index.range(it));
    spans.into_iter().map(location).collect()
}

/// The start of a line, counted from 0.
pub fn line_start(line: u64) -> Range {
    let start = Position::new(u32::try_from(line).unwrap_or(u32::MAX), 0);
    Range::new(start, start)
}

/// All folds; of several that begin in a line the longest, since editors fold lines.
pub fn folding_ranges(folds: Vec<Fold>, index: &LineIndex<'_>) -> Vec<FoldingRange> {
    let mut lines: BTreeMap<u32, u32> = BTreeMap::new();
    for fold in folds {
        let range = index.range(fold.span);
        let (start, last) = (range.start.line, range.end.line);
        let last = last.saturating_sub(u32::from(fold.keeps_last_line));
        if last > start {
            let known = lines.entry(start).or_default();
            *known = last.max(*known);
        }
    }
    let range = |(start_line, end_line)| FoldingRange {
        start_line,
        end_line,
        ..FoldingRange::default()
    };
    lines.into_iter().map(range).collect()
}

/// Spans that grow, as ranges that name the next larger one; `at` where there are none.
pub fn selection_range(at: Span, growing: Vec<Span>, index: &LineIndex<'_>) -> SelectionRange {
    let larger = |parent: Option<SelectionRange>, span: Span| {
        let (range, parent) = (index.range(span), parent.map(Box::new));
        Some(SelectionRange { range, parent })
    };
    let smallest = growing.into_iter().rev().fold(None, larger);
    smallest.unwrap_or_else(|| SelectionRange {
        range: index.range(at),
        parent: None,
    })
}

pub fn inlay_hints(hints: Vec<Hint>, index: &LineIndex<'_>, client: &Features) -> Vec<InlayHint> {
    let hint = |it: Hint| InlayHint {
        position: index.position(it.at),
        label: InlayHintLabel::String(Shown(&it.label).line()),
        kind: None,
        text_edits: None,
        tooltip: it
            .words
            .map(|it| InlayHintTooltip::MarkupContent(markup(&it, client.hover_markdown, client))),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    hints.into_iter().map(hint).collect()
}

/// Words above lines. `run` gives the command that opens something; without one they are shown where an editor takes plain words.
pub fn code_lenses(
    lenses: Vec<Lens>,
    index: &LineIndex<'_>,
    client: &Features,
    run: impl Fn(Opens) -> Option<Invocation>,
) -> Vec<CodeLens> {
    let lens = |it: Lens| {
        let title = shown(&it.words, client);
        let command = match run(it.opens) {
            Some(run) => run.command(title),
            None if client.bare_lenses => Command::new(title, String::new(), None),
            None => return None,
        };
        Some(CodeLens {
            range: index.range(it.span),
            command: Some(command),
            data: None,
        })
    };
    lenses.into_iter().filter_map(lens).collect()
}
