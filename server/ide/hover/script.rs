//! On what gives a step its script, and on the type of the step: what the script does to the build VM.

use crate::ide::hover::subject::Subject;
use crate::ide::scripts;
use crate::insight::effects;
use crate::locale::{Lang, Message};
use crate::say;

/// The effects of the script, as one list; none on other members, and for a script that is not known.
pub(super) fn lines(subject: &Subject<'_>) -> Vec<Message> {
    let is_one = matches!(subject.member.property.name, "inline" | "scriptUri" | "type");
    let parent = subject.part.parent().filter(|_| is_one && subject.part == subject.node);
    let step = parent.and_then(|it| scripts::step_of(subject.doc, it));
    let Some(step) = step.filter(|it| it.runs_script()) else {
        return Vec::new();
    };
    let effects = effects::effects(step, subject.doc.redactor());
    if effects.is_empty() {
        return Vec::new();
    }
    let heading = say! {
        en: "What the script does, as far as its text shows:",
        pt_br: "O que o script faz, até onde o texto mostra:",
    };
    let list = |lang: Lang| {
        let items = effects.iter().map(|it| format!("- {}", it.get(lang)));
        items.collect::<Vec<_>>().join("\n")
    };
    let list = Message {
        en: list(Lang::En).into(),
        pt_br: list(Lang::PtBr).into(),
    };
    vec![heading, list]
}
