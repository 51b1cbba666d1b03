//! On a failure in a log: what the rules that see it before the build would change in the template.

use crate::ide::log::{Log, line_of};
use crate::rules::finding::Finding;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// The findings of the template that explain a failure on the lines of a stretch; where some stand in what the failure points at,
/// only those.
pub fn causes<'f>(log: &Log<'_>, findings: &'f [Finding], span: Span) -> Vec<&'f Finding> {
    let (first, last) = (log.line_at(span.start), log.line_at(span.end));
    let here = log.troubles().filter(|it| (first..=last).contains(&line_of(it.1)));
    let mut causes: Vec<&Finding> = Vec::new();
    for (index, failure) in here {
        let rules = &failure.case.rules;
        let seen = || findings.iter().filter(|it| rules.contains(&it.rule.id));
        let place = log.verdict.target(index).map(Node::span);
        let inside: Vec<&Finding> = seen()
            .filter(|it| place.is_some_and(|place| place.contains(it.span)))
            .collect();
        let all = if inside.is_empty() { seen().collect() } else { inside };
        causes.extend(all);
    }
    causes.sort_by_key(|it| (it.span, it.rule.id));
    causes.dedup_by_key(|it| (it.span, it.rule.id));
    causes
}
