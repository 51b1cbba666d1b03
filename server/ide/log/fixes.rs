//! On a failure in a log: what the rules that see it before the build would change in the template.

use crate::document::Document;
use crate::ide::actions::{Action, Kind};
use crate::ide::log::{Log, line_of};
use crate::rules::engine::finding::Finding;
use crate::say;
use crate::syntax::tree::Node;
use crate::text::lines::Lines;
use crate::text::rope::Encoding;
use crate::text::span::Span;

/// The quick fixes of the template, called `name`, for the failures on the lines of a span of the log.
pub fn fixes(log: &Log<'_>, template: &Document, name: &str, findings: &[Finding], span: Span) -> Vec<Action> {
    let lines = Lines::new(template.text());
    let mut out = Vec::new();
    for finding in causes(log, findings, span) {
        let line = lines.position(finding.span.start, Encoding::Utf8).0 + 1;
        for fix in &finding.fixes {
            let (en, pt_br) = (&fix.title.en, &fix.title.pt_br);
            let title = say! { en: "{en} ({name}, line {line})", pt_br: "{pt_br} ({name}, linha {line})" };
            out.push(Action::new(title, Kind::QuickFix, fix.edits.clone()));
        }
    }
    out
}

/// The findings of the template that explain a failure on the lines of a span; where some stand in what the failure points at,
/// only those.
fn causes<'f>(log: &Log<'_>, findings: &'f [Finding], span: Span) -> Vec<&'f Finding> {
    let (first, last) = (log.line_at(span.start), log.line_at(span.end));
    let here = log.troubles().filter(|it| (first..=last).contains(&line_of(it.1)));
    let mut causes: Vec<&Finding> = Vec::new();
    for (index, failure) in here {
        let rules = &failure.case.rules;
        let matching = || findings.iter().filter(|it| rules.contains(&it.rule.id));
        let node = log.attribution.target(index).map(Node::span);
        let inside: Vec<&Finding> = matching()
            .filter(|it| node.is_some_and(|node| node.contains(it.span)))
            .collect();
        let all = if inside.is_empty() {
            matching().collect()
        } else {
            inside
        };
        causes.extend(all);
    }
    causes.sort_by_key(|it| (it.span, it.rule.id));
    causes.dedup_by_key(|it| (it.span, it.rule.id));
    causes
}
