//! Findings as JSON. The format is stable: while `version` is 1, members are added but never renamed or removed.

use serde::Serialize;

use crate::cli::output::{Subject, Summary, pretty};
use crate::locale::Lang;
use crate::rules::engine::finding;
use crate::rules::engine::labels;
use crate::text::edit;
use crate::text::lines::Lines;
use crate::text::rope::Encoding;
use crate::text::span::Span;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    files: &'a [File],
    summary: &'a Summary,
}

/// One file: of image templates, of settings, or a script that a step runs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct File {
    file: String,
    kind: &'static str,
    api_version: Option<String>,
    findings: Vec<Finding>,
    /// How many more findings the file has.
    #[serde(skip_serializing_if = "is_zero")]
    omitted: usize,
}

#[derive(Serialize)]
struct Finding {
    rule: &'static str,
    severity: &'static str,
    message: String,
    pointer: String,
    range: Range,
    related: Vec<RelatedLocation>,
    fixes: Vec<Fix>,
}

#[derive(Serialize)]
struct RelatedLocation {
    message: String,
    range: Range,
}

#[derive(Serialize)]
struct Fix {
    title: String,
    safe: bool,
    edits: Vec<Edit>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Edit {
    range: Range,
    new_text: String,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    character: u32,
}

/// The findings of one file.
pub fn file(subject: &Subject<'_>, lang: Lang) -> File {
    let lines = Lines::new(subject.text);
    let one = |it: &finding::Finding| finding(it, subject, &lines, lang);
    File {
        file: subject.name.to_string(),
        kind: subject.kind(),
        api_version: subject.api_version(),
        findings: subject.findings.iter().map(one).collect(),
        omitted: subject.omitted,
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// The whole report.
pub fn report(files: &[File], summary: &Summary) -> String {
    pretty(&Report {
        version: 1,
        files,
        summary,
    })
}

fn finding(it: &finding::Finding, subject: &Subject<'_>, lines: &Lines<'_>, lang: Lang) -> Finding {
    let related = it.related.iter().map(|it| RelatedLocation {
        message: it.message.get(lang).to_owned(),
        range: range(it.span, lines),
    });
    let edit = |it: &edit::Edit| Edit {
        range: range(it.span, lines),
        new_text: it.new_text.clone(),
    };
    let fixes = it.fixes.iter().map(|it| Fix {
        title: it.title.get(lang).to_owned(),
        safe: it.safe,
        edits: it.edits.iter().map(edit).collect(),
    });
    Finding {
        rule: it.rule.id,
        severity: labels::severity(it.level),
        message: it.message.get(lang).to_owned(),
        pointer: subject.pointer(it.about),
        range: range(it.span, lines),
        related: related.collect(),
        fixes: fixes.collect(),
    }
}

fn range(span: Span, lines: &Lines<'_>) -> Range {
    let position = |offset| {
        let (line, character) = lines.position(offset, Encoding::Utf16);
        Position { line, character }
    };
    Range {
        start: position(span.start),
        end: position(span.end),
    }
}
