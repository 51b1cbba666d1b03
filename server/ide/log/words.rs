//! Texts that several features for logs share.

use crate::doctor::attribution::Attribution;
use crate::locale::{Lang, Message};
use crate::say;
use crate::syntax::tree::Node;
use crate::text::plain::code;

/// Where in the template something is.
pub fn in_template(attribution: &Attribution<'_>, node: Node<'_>) -> Message {
    let (step, pointer) = (step_of(node), code(&node.pointer()));
    let location = match step.and_then(name) {
        Some(name) => format!("{name}, {pointer}"),
        None => pointer,
    };
    let is_certain = step.is_none() || attribution.alignment.as_ref().is_none_or(|it| it.is_certain);
    match is_certain {
        true => say! { en: "In the template: {location}", pt_br: "No template: {location}" },
        false => say! { en: "Probably, in the template: {location}", pt_br: "Provavelmente, no template: {location}" },
    }
}

/// What a step of the template is called: its name, else its number from 1.
pub fn step_name(step: Node<'_>) -> Message {
    let number = step.index() + 1;
    match name(step) {
        Some(name) => Message::same(name),
        None => say! { en: "step {number}", pt_br: "etapa {number}" },
    }
}

fn name(step: Node<'_>) -> Option<String> {
    let name = step.get("name")?.as_str().filter(|it| !it.trim().is_empty())?;
    Some(code(&name))
}

/// The step of `customize` or `validate` that a value is or belongs to.
fn step_of(node: Node<'_>) -> Option<Node<'_>> {
    let outwards = std::iter::successors(Some(node), |it| it.parent());
    outwards.into_iter().find(|it| {
        let list = it.parent();
        list.is_some_and(|it| it.has_key("customize") || it.has_key("inVMValidations"))
    })
}

/// Words one after the other, but for those that are empty.
pub fn joined(words: &[Message], between: &str) -> Message {
    let join = |lang: Lang| {
        let words = words.iter().map(|it| it.get(lang)).filter(|it| !it.is_empty());
        words.collect::<Vec<_>>().join(between)
    };
    Message {
        en: join(Lang::En).into(),
        pt_br: join(Lang::PtBr).into(),
    }
}
