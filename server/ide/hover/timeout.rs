//! On `buildTimeoutInMinutes`: its effective value, what it must cover, and what is known to take long.

use crate::ide::hover::subject::Subject;
use crate::insight::summary;
use crate::locale::{Lang, Message};
use crate::model::template::Role;

/// The paragraphs for a subject; none for any but the timeout.
pub(super) fn lines(subject: &Subject<'_>) -> Vec<Message> {
    let template = subject.template;
    if template.role != Role::Template || template.property("buildTimeoutInMinutes") != Some(subject.node) {
        return Vec::new();
    }
    let time = summary::time(template);
    let mut lines = time.sentences;
    if !time.slow.is_empty() {
        let list = |lang: Lang| {
            let items = time.slow.iter().map(|part| format!("- {}", part.get(lang)));
            items.collect::<Vec<_>>().join("\n")
        };
        let list = Message {
            en: list(Lang::En).into(),
            pt_br: list(Lang::PtBr).into(),
        };
        lines.extend([summary::slow_heading(), list]);
    }
    lines.push(time.agent);
    lines
}
