//! A report for the public: identifiers in it become placeholders, in one place and for all formats.

use crate::report::{Block, Evidence, ReportData, RichText, Row};
use crate::text::identifiers::Placeholders;

/// Replaces the identifiers of a report with placeholders.
pub fn replace(report: &mut ReportData<'_>) {
    let mut texts: Vec<String> = Vec::new();
    in_report(report, &mut |text| texts.push(text.clone()));
    let placeholders = Placeholders::of(texts.iter().map(String::as_str));
    in_report(report, &mut |text| *text = placeholders.replace(text));
}

/// Calls a function with each text of a report.
fn in_report(report: &mut ReportData<'_>, each: &mut impl FnMut(&mut String)) {
    each(&mut report.kind);
    each(&mut report.title);
    if let Some(status) = &mut report.status {
        in_text(&mut status.text, each);
    }
    for section in &mut report.sections {
        in_text(&mut section.title, each);
        in_blocks(&mut section.blocks, each);
    }
}

fn in_blocks(blocks: &mut [Block<'_>], each: &mut impl FnMut(&mut String)) {
    for block in blocks {
        match block {
            Block::Heading(text) | Block::Paragraph(text) | Block::Note(text) => in_text(text, each),
            Block::List(items) | Block::NumberedList(items) => items.iter_mut().for_each(|it| in_text(it, each)),
            Block::Code(code) => each(code),
            Block::Evidence(evidence) => in_evidence(evidence, each),
            Block::Table(rows) => {
                for Row { marker, name, text } in rows {
                    [marker, name, text].into_iter().for_each(|it| in_text(it, each));
                }
            }
            Block::Grid(grid) => {
                grid.columns.iter_mut().for_each(|it| each(&mut it.title));
                grid.rows.iter_mut().flatten().for_each(|it| in_text(it, each));
            }
            Block::Timeline(timeline) => {
                for bar in &mut timeline.bars {
                    each(&mut bar.name);
                    in_text(&mut bar.step, each);
                }
            }
            Block::Details { title, command, blocks } => {
                each(title);
                each(command);
                in_blocks(blocks, each);
            }
        }
    }
}

fn in_evidence(evidence: &mut Evidence, each: &mut impl FnMut(&mut String)) {
    each(&mut evidence.file);
    evidence.lines.iter_mut().for_each(|it| each(&mut it.text));
}

fn in_text(text: &mut RichText<'_>, each: &mut impl FnMut(&mut String)) {
    text.runs.iter_mut().for_each(|it| each(&mut it.text));
}
