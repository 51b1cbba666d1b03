//! Every text of a report, for whatever replaces something in all of them.

use crate::report::{Block, Evidence, ReportData, RichText, Row, Target};
use crate::text::redact::Redactor;

/// A report without the secrets that a template is known to have, and without what has the shape of one. A link to a value goes
/// where its path, which pages show, has a secret.
pub(super) fn redacted<'d>(mut report: ReportData<'d>, redactor: &Redactor) -> ReportData<'d> {
    each_run(&mut report, &mut |text, target| {
        redactor.redact(text);
        if let Some(Target::Value(node)) = target
            && redactor.has_secret(&node.pointer())
        {
            *target = None;
        }
    });
    report
}

/// Calls a function with each text of a report.
pub(super) fn each_text(report: &mut ReportData<'_>, each: &mut impl FnMut(&mut String)) {
    each_run(report, &mut |text, _| each(text));
}

/// Calls a function with each text of a report and what it leads to.
fn each_run<'d>(report: &mut ReportData<'d>, each: &mut impl FnMut(&mut String, &mut Option<Target<'d>>)) {
    each(&mut report.kind, &mut None);
    each(&mut report.title, &mut None);
    if let Some(status) = &mut report.status {
        in_text(&mut status.text, each);
    }
    for section in &mut report.sections {
        in_text(&mut section.title, each);
        in_blocks(&mut section.blocks, each);
    }
}

fn in_blocks<'d>(blocks: &mut [Block<'d>], each: &mut impl FnMut(&mut String, &mut Option<Target<'d>>)) {
    for block in blocks {
        match block {
            Block::Heading(text) | Block::Paragraph(text) | Block::Note(text) => in_text(text, each),
            Block::List(items) | Block::NumberedList(items) => items.iter_mut().for_each(|it| in_text(it, each)),
            Block::Code(code) => each(&mut code.text, &mut None),
            Block::Evidence(evidence) => in_evidence(evidence, each),
            Block::Table(rows) => {
                for Row { marker, name, text } in rows {
                    [marker, name, text].into_iter().for_each(|it| in_text(it, each));
                }
            }
            Block::Grid(grid) => {
                grid.columns.iter_mut().for_each(|it| each(&mut it.title, &mut None));
                grid.rows.iter_mut().flatten().for_each(|it| in_text(it, each));
            }
            Block::Timeline(timeline) => {
                for bar in &mut timeline.bars {
                    each(&mut bar.name, &mut None);
                    in_text(&mut bar.step, each);
                }
            }
            Block::Details { title, command, blocks } => {
                each(title, &mut None);
                each(command, &mut None);
                in_blocks(blocks, each);
            }
        }
    }
}

fn in_evidence<'d>(evidence: &mut Evidence, each: &mut impl FnMut(&mut String, &mut Option<Target<'d>>)) {
    each(&mut evidence.file, &mut None);
    evidence.lines.iter_mut().for_each(|it| each(&mut it.text, &mut None));
}

fn in_text<'d>(text: &mut RichText<'d>, each: &mut impl FnMut(&mut String, &mut Option<Target<'d>>)) {
    text.runs.iter_mut().for_each(|it| each(&mut it.text, &mut it.target));
}
