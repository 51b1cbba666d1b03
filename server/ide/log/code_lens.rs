//! What stands above the first line of each step of a log: the step of the template that runs.

use crate::ide::code_lens::Lens;
use crate::ide::log::Log;
use crate::ide::log::links::links;
use crate::ide::log::words::step_name;
use crate::say;

/// The words above every step whose template is known, in their order.
pub fn code_lens(log: &Log<'_>) -> Vec<Lens> {
    let alignment = log.verdict.alignment.as_ref();
    let is_certain = alignment.is_some_and(|it| it.is_certain);
    let lens = |it: super::definition::Definition<'_>| {
        let name = step_name(it.place);
        let words = match is_certain {
            true => say! { en: "{name} of the template", pt_br: "{name} do template" },
            false => say! { en: "probably {name} of the template", pt_br: "provavelmente {name} do template" },
        };
        Lens { span: it.from, words }
    };
    links(log).into_iter().map(lens).collect()
}
