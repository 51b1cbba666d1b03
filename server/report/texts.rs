//! Every text of a report, for whatever replaces something in all of them.

use crate::report::{Block, Evidence, ReportData, RichText, Row};
use crate::text::redact::Redactor;

/// A report without the secrets that a template is known to have, and without what has the shape of one.
pub(super) fn redacted<'d>(mut report: ReportData<'d>, redactor: &Redactor) -> ReportData<'d> {
    each_text(&mut report, &mut |text| redactor.redact(text));
    report
}

/// Calls a function with each text of a report.
pub(super) fn each_text(report: &mut ReportData<'_>, each: &mut impl FnMut(&mut String)) {
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
