//! Facts that follow from a value, one per line with the reason: system, generation and architecture of the image, and the
//! properties that the name of a VM size encodes.

use crate::insight::summary;
use crate::locale::Message;
use crate::model::generation::Generation;
use crate::model::template::Template;
use crate::model::{generation, vm_size};
use crate::say;
use crate::syntax::tree::Node;
use crate::text::plain::code;

/// The lines for a node of a template; none where nothing is deduced from it or for it.
pub(super) fn lines(template: Template<'_>, node: Node<'_>) -> Vec<Message> {
    let source = template.property("source");
    let in_source = source.is_some() && node.parent() == source;
    let decides = ["type", "publisher", "offer", "sku"].iter().any(|it| node.has_key(it));
    if Some(node) == source || in_source && decides {
        return summary::image(template);
    }
    if Some(node) == vm_size::node(template) {
        let mut lines: Vec<Message> = about_size(template, node).into_iter().collect();
        lines.extend(summary::image(template));
        return lines;
    }
    Vec::new()
}

/// What the name of the size encodes; for an empty name, the size that the service uses.
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
    let size = vm_size::parse(&name)?;
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
    let from = match template.resolve(node).and_then(|it| it.file()).map(code) {
        Some(file) => say! {
            en: " Set in the parameter file {file}.",
            pt_br: " Definido no arquivo de parâmetros {file}.",
        },
        None => Message::default(),
    };
    Some(Message {
        en: format!("`{name}`: {}, {architecture}{}.{}", cores.en, only.en, from.en).into(),
        pt_br: format!("`{name}`: {}, {architecture}{}.{}", cores.pt_br, only.pt_br, from.pt_br).into(),
    })
}
