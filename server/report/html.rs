//! Reports as pages of HTML that stand alone: a page loads nothing and runs no script.

mod style;
mod timeline;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::locale::Lang;
use crate::report::{
    Block, Code, Column, Evidence, EvidenceLine, Grid, Links, ReportData, RichText, Row, Run, Section, Style, Target,
    Tone,
};
use crate::rules::engine::labels;
use crate::text::plain::{plain, visible};

/// The anchor of the root cause, to which the failing bar of a timeline leads.
const ROOT_CAUSE: &str = "root";

/// Bytes of a name that may not fit into a line.
const MIN_BREAKABLE_LEN: usize = 30;

/// Renders a report.
pub fn render(report: &ReportData<'_>, links: &Links<'_>) -> String {
    let language = match report.lang {
        Lang::En => "en",
        Lang::PtBr => "pt-BR",
    };
    let hash = STANDARD.encode(Sha256::digest(style::STYLE));
    let policy = format!("default-src 'none'; style-src 'sha256-{hash}'");
    let page = html! {
        (PreEscaped("<!doctype html>\n"))
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(policy);
                title { (report.title) }
                style { (PreEscaped(style::STYLE)) }
            }
            body {
                main {
                    header {
                        p.kind { (report.kind) }
                        h1 { (report.title) }
                    }
                    @if let Some(status) = &report.status {
                        p class=(status_class(status.tone)) { (text(&status.text, links)) }
                    }
                    @for section in &report.sections { (self::section(section, links)) }
                }
            }
        }
        (PreEscaped("\n"))
    };
    visible(&page.into_string()).into_owned()
}

fn status_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral => "outcome",
        Tone::Good => "outcome good",
        Tone::Bad => "outcome bad",
    }
}

fn section(section: &Section<'_>, links: &Links<'_>) -> Markup {
    let id = section.is_root_cause.then_some(ROOT_CAUSE);
    html! {
        section id=[id] {
            @if !section.title.is_empty() { h2 { (text(&section.title, links)) } }
            (blocks(&section.blocks, links))
        }
    }
}

fn blocks(blocks: &[Block<'_>], links: &Links<'_>) -> Markup {
    html! { @for block in blocks { (self::block(block, links)) } }
}

fn block(block: &Block<'_>, links: &Links<'_>) -> Markup {
    match block {
        Block::Heading(title) => html! { h3 { (text(title, links)) } },
        Block::Paragraph(words) => html! { p { (text(words, links)) } },
        Block::Note(words) => html! { p.note { (text(words, links)) } },
        Block::List(items) => html! { ul { @for item in items { li { (text(item, links)) } } } },
        Block::NumberedList(items) => html! { ol { @for item in items { li { (text(item, links)) } } } },
        Block::Code(code) => self::code(code, links),
        Block::Evidence(evidence) => self::evidence(evidence, links),
        Block::Table(rows) => html! { table { @for row in rows { (self::row(row, links)) } } },
        Block::Grid(grid) => self::grid(grid, links),
        Block::Timeline(timeline) => timeline::picture(timeline, links),
        Block::Details { blocks, .. } if blocks.is_empty() => Markup::default(),
        Block::Details { title, blocks, .. } => html! {
            details { summary { (title) } (self::blocks(blocks, links)) }
        },
    }
}

fn code(code: &Code, links: &Links<'_>) -> Markup {
    // What is copied is what is shown.
    let address = links(Target::Clipboard(&visible(&code.text)));
    html! {
        @match address {
            Some(address) => div.code { a href=(address) class="copy" { (code.copy) } pre { (breakable(&code.text)) } },
            None => pre { (breakable(&code.text)) },
        }
    }
}

fn evidence(evidence: &Evidence, links: &Links<'_>) -> Markup {
    let number = |line: &EvidenceLine| RichText::plain(&line.label).linked(Target::Line(line.line));
    html! {
        @for line in &evidence.lines {
            figure id={ "L" (line.line + 1) } class=[line.is_decisive.then_some("decisive")] {
                figcaption {
                    (text(&number(line), links))
                    @if !line.times.is_empty() { ", " (line.times) }
                }
                pre { (line.text) }
            }
        }
    }
}

fn grid(grid: &Grid<'_>, links: &Links<'_>) -> Markup {
    let class = |column: &Column| column.is_numeric.then_some("number");
    html! {
        table.grid {
            thead { tr { @for column in &grid.columns { th scope="col" class=[class(column)] { (column.title) } } } }
            tbody {
                @for row in &grid.rows {
                    tr {
                        @for (cell, column) in row.iter().zip(&grid.columns) {
                            td class=[class(column)] data-title=(column.title) { (text(cell, links)) }
                        }
                    }
                }
            }
        }
    }
}

fn row(row: &Row<'_>, links: &Links<'_>) -> Markup {
    html! {
        tr {
            @if !row.marker.is_empty() { td.marker { (text(&row.marker, links)) } }
            @if !row.name.is_empty() { th { (text(&row.name, links)) } }
            td { (text(&row.text, links)) }
        }
    }
}

fn text(text: &RichText<'_>, links: &Links<'_>) -> Markup {
    html! { @for run in &text.runs { (self::run(run, links)) } }
}

fn run(run: &Run<'_>, links: &Links<'_>) -> Markup {
    let label = match run.style {
        Style::Plain => html! { (run.text) },
        Style::Strong => html! { strong { (run.text) } },
        Style::Code | Style::Name => html! { code { (breakable(&run.text)) } },
        Style::Severity(level) => html! { span class=(labels::severity(level)) { (run.text) } },
        Style::LineBreak => html! { br; },
    };
    let Some(target) = run.target else { return label };
    // The tooltip shows what the link is about in place of its address.
    let about = match target {
        Target::Line(_) => run.text.clone(),
        Target::Value(node) => plain(&node.pointer()),
        Target::Explanation(id) => id.to_owned(),
        Target::Source(citation) => citation.title(),
        Target::Clipboard(text) => plain(text),
    };
    linked(links(target), Some(&about), &label)
}

/// A long path or name may be broken after a slash, before it is broken anywhere else.
fn breakable(text: &str) -> Markup {
    if text.len() < MIN_BREAKABLE_LEN {
        return html! { (text) };
    }
    let pieces = text.split_inclusive('/').enumerate();
    html! { @for (index, piece) in pieces { @if index > 0 { wbr; } (piece) } }
}

/// Markup that leads to an address, if there is one.
fn linked(address: Option<String>, tooltip: Option<&str>, label: &Markup) -> Markup {
    match address {
        Some(address) => html! { a href=(address) title=[tooltip] { (label) } },
        None => label.clone(),
    }
}
