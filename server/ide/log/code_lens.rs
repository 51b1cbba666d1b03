//! Code lenses on a log: the template step that runs, above the first line of each stage.

use crate::ide::code_lens::{Lens, Opens};
use crate::ide::log::Log;
use crate::ide::log::definition::Definition;
use crate::ide::log::links::links;
use crate::ide::log::words::step_name;
use crate::locale::Message;
use crate::say;

/// The lenses above every step whose template is known, in order.
pub fn code_lens(log: &Log<'_>) -> Vec<Lens> {
    let alignment = log.attribution.alignment.as_ref();
    let is_certain = alignment.is_some_and(|it| it.is_certain);
    let lens = |it: Definition<'_>| {
        let Message { en, pt_br } = step_name(it.node);
        let words = match is_certain {
            true => say! { en: "→ {en} in the template", pt_br: "→ {pt_br} no template" },
            false => say! { en: "→ probably {en} in the template", pt_br: "→ provavelmente {pt_br} no template" },
        };
        Lens {
            span: it.from,
            words,
            opens: Opens::Position(it.node.span()),
        }
    };
    links(log).into_iter().map(lens).collect()
}
