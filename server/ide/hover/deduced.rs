//! Facts that follow from a value, one per line with the reason: system, generation and architecture of the image, and the
//! properties that the name of a VM size encodes.

use crate::ide::hover::catalogue;
use crate::ide::hover::subject::Subject;
use crate::insight::summary;
use crate::locale::Message;
use crate::model::generation::Generation;
use crate::model::template::Template;
use crate::model::{generation, vm_size};
use crate::say;
use crate::syntax::tree::Node;
use crate::text::plain::code;

/// The lines for a subject; none where nothing is deduced from it or for it.
pub(super) fn lines(subject: &Subject<'_>) -> Vec<Message> {
    let (template, node) = (subject.template, subject.node);
    let is_source = template.property("source") == Some(node);
    let decides = ["type", "publisher", "offer", "sku"].iter().any(|it| node.has_key(it));
    if is_source || subject.is_in_source() && decides {
        // The facts about a listed image say the same.
        return match catalogue::image(template) {
            Some(_) => Vec::new(),
            None => summary::image(template),
        };
    }
    if Some(node) == vm_size::node(template) {
        let mut lines: Vec<Message> = about_size(template, node).into_iter().collect();
        lines.extend(summary::image(template));
        return lines;
    }
    Vec::new()
}

/// What the name of a size encodes that is not listed; for an empty name, the size that the service uses.
fn about_size(template: Template<'_>, node: Node<'_>) -> Option<Message> {
    let name = template.resolved_text(Some(node))?;
    if name.is_empty() {
        let generation = generation::generation(template)?.generation;
        let (size, number) = (vm_size::default_for(generation), generation.number());
        return Some(say! {
            en: "The service uses `{size}`, because the image is generation {number}.",
            pt_br: "O serviço usa `{size}`, porque a imagem é da geração {number}.",
        });
    }
    let size = vm_size::parse(&name).filter(|it| it.listed.is_none())?;
    let architecture = size.architecture()?.name();
    let cores = match size.cores() {
        Some(1) => say! { en: "one core", pt_br: "um núcleo" },
        Some(cores) => say! { en: "{cores} cores", pt_br: "{cores} núcleos" },
        None => return None,
    };
    let only = match size.only_generation().map(Generation::number) {
        Some(number) => {
            say! { en: ", supports only generation {number}", pt_br: ", compatível apenas com a geração {number}" }
        }
        None => Message::default(),
    };
    let name = code(&name);
    Some(Message {
        en: format!("{name}: {}, {architecture}{}.", cores.en, only.en).into(),
        pt_br: format!("{name}: {}, {architecture}{}.", cores.pt_br, only.pt_br).into(),
    })
}
