//! Words after the first line of each stage: how long it took and, where the build failed in it, by what.

use crate::doctor::messages;
use crate::ide::inlay_hints::Hint;
use crate::ide::log::Log;
use crate::locale::{Lang, Message};
use crate::text::span::Span;

/// The hints of a span of a log, in its order.
pub fn inlay_hints(log: &Log<'_>, range: Span) -> Vec<Hint> {
    let (first, last) = (log.line_at(range.start), log.line_at(range.end));
    let mut hints = Vec::new();
    for (part, stage) in log.parts() {
        let line = stage.lines.first.line;
        if line < first || line > last {
            continue;
        }
        let trouble = log.trouble_in(part).filter(|_| log.failed_in(part));
        let time = stage.seconds.map(messages::duration);
        let label = time.into_iter().chain(trouble.map(|it| it.case.id.to_owned()));
        let label = label.collect::<Vec<_>>().join(" · ");
        let at = log.said(line).end;
        if label.is_empty() || !range.touches(at) {
            continue;
        }
        let words = trouble.map(|it| Message {
            en: it.explanation(Lang::En).summary().to_owned().into(),
            pt_br: it.explanation(Lang::PtBr).summary().to_owned().into(),
        });
        hints.push(Hint { at, label, words });
    }
    hints.sort_by_key(|it| it.at);
    hints
}
