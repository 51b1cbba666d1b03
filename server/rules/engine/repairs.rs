//! Which fixes may be applied unseen to a text that does not parse: repairs after which the repaired lines parse, and no other
//! change where brackets are in doubt, because the text may belong elsewhere.

use std::ops::RangeInclusive;

use crate::document::Document;
use crate::rules::Check;
use crate::rules::engine::finding::Finding;
use crate::syntax;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::tree::{Kind, Tree};
use crate::text::edit::{self, Edit};
use crate::text::lines::Lines;
use crate::text::rope::Encoding;
use crate::text::span::Span;

/// Bytes that are parsed at most to try the repairs of a text; repairs that are not tried are not applied unseen.
const MAX_PARSED: usize = 8 << 20;

/// Repairs on neighbouring lines, which stand or fall together.
struct Group {
    lines: RangeInclusive<u32>,
    findings: Vec<usize>,
}

/// Makes guesses of the fixes that may not be applied unseen to a broken text.
pub(in crate::rules) fn keep_certain(doc: &Document, findings: &mut [Finding]) {
    let tree = doc.tree();
    if tree.errors().iter().all(is_token) {
        return;
    }
    let repairs = |it: &Finding| is_repair(it) && it.fixes.iter().any(|fix| fix.safe);
    let all: Vec<usize> = (0..findings.len())
        .filter(|it| findings.get(*it).is_some_and(repairs))
        .collect();
    let parses = |tree: &Tree| tree.errors().iter().all(is_token);
    // Where the repairs are all that is needed, the brackets are as they were read.
    if !all.is_empty() && parses(&repaired(doc, findings, &all)) {
        return;
    }
    for finding in findings.iter_mut().filter(|it| !is_repair(it)) {
        let fixes = finding.fixes.iter_mut().filter(|it| it.safe);
        for fix in fixes {
            fix.safe = !fix.edits.iter().any(|it| is_in_doubt(tree, it.span));
        }
    }
    let mut budget = MAX_PARSED;
    for group in groups(doc.text(), findings, &all) {
        let is_tried = budget >= doc.text().len();
        budget = budget.saturating_sub(doc.text().len());
        if is_tried && is_sound(doc, &repaired(doc, findings, &group.findings), &group) {
            continue;
        }
        for at in group.findings {
            let fixes = findings.get_mut(at).into_iter().flat_map(|it| &mut it.fixes);
            fixes.for_each(|it| it.safe = false);
        }
    }
}

/// Whether a mistake is a token of a build tool, which cannot be repaired.
fn is_token(error: &SyntaxError) -> bool {
    matches!(error.kind, Problem::BuildToken { .. })
}

fn is_repair(finding: &Finding) -> bool {
    matches!(finding.rule.check, Check::Syntax(_))
}

/// Whether brackets are in doubt in the object or list in which a change would be made.
fn is_in_doubt(tree: &Tree, at: Span) -> bool {
    let Some(node) = tree.innermost(at.start) else {
        return true;
    };
    let container = node
        .ancestors()
        .find(|it| matches!(it.kind(), Kind::Object | Kind::Array));
    // A change of a whole object is one of what it is in.
    let container = container.filter(|it| it.span() != at).or(node.parent());
    container.is_none_or(|it| tree.is_broken(it.span()))
}

/// The text with the first safe fix of each of these findings; of two that overlap, the first one.
fn repaired(doc: &Document, findings: &[Finding], chosen: &[usize]) -> Tree {
    let mut edits: Vec<Edit> = Vec::new();
    let fixes = chosen
        .iter()
        .filter_map(|it| findings.get(*it)?.fixes.iter().find(|fix| fix.safe));
    for fix in fixes {
        let is_free = |it: &Edit| !edits.iter().any(|other| other.span.overlaps(it.span));
        if fix.edits.iter().all(is_free) {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    edits.sort_by_key(|it| it.span);
    syntax::parse(edit::apply(doc.text(), &edits))
}

/// Repairs by the lines that they and their findings touch.
fn groups(text: &str, findings: &[Finding], all: &[usize]) -> Vec<Group> {
    let lines = Lines::new(text);
    let line = |at: u32| lines.position(at, Encoding::Utf8).0;
    let mut groups: Vec<Group> = Vec::new();
    for &at in all {
        let Some(finding) = findings.get(at) else { continue };
        let edits = finding.fixes.iter().flat_map(|it| &it.edits).map(|it| it.span);
        let spans: Vec<Span> = edits.chain([finding.span]).collect();
        let first = spans.iter().map(|it| line(it.start)).min().unwrap_or_default();
        let last = spans.iter().map(|it| line(it.end)).max().unwrap_or_default();
        match groups.last_mut().filter(|it| *it.lines.end() >= first) {
            Some(group) => {
                let (start, end) = (*group.lines.start().min(&first), *group.lines.end().max(&last));
                group.lines = start..=end;
                group.findings.push(at);
            }
            None => groups.push(Group {
                lines: first..=last,
                findings: vec![at],
            }),
        }
    }
    groups
}

/// Whether the lines of a group are without mistakes after its repairs, and the whole text has fewer than before.
fn is_sound(doc: &Document, after: &Tree, group: &Group) -> bool {
    let before = Lines::new(doc.text());
    let start = before.line_span(*group.lines.start()).start;
    let behind = doc.text().len() as u32 - before.line_span(*group.lines.end()).end;
    let repaired = Span::new(start, (after.text().len() as u32).saturating_sub(behind).max(start));
    let has_mistake =
        |it: &SyntaxError| !is_token(it) && (it.span.overlaps(repaired) || repaired.touches(it.fix_span.start));
    after.errors().len() < doc.tree().errors().len() && !after.errors().iter().any(has_mistake)
}
