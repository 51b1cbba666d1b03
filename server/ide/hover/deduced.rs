//! What can be deduced at a place, each in one line with its reason: system, generation and
//! architecture of the image, and what the name of a VM size means.

use crate::locale::Say;
use crate::model::generation::Generation;
use crate::model::template::Template;
use crate::model::{architecture, generation, os, reason, vm_size};
use crate::say;
use crate::syntax::tree::Node;
use crate::text::plain::code;

/// The lines for a node of a template; none where nothing is deduced from it or for it.
pub(super) fn lines(template: Template<'_>, node: Node<'_>) -> Vec<Say> {
    let source = template.property("source");
    let in_source = source.is_some() && node.parent() == source;
    let tells = ["type", "publisher", "offer", "sku"].iter().any(|it| node.has_key(it));
    if Some(node) == source || in_source && tells {
        return about_image(template);
    }
    if Some(node) == vm_size::node(template) {
        let mut lines: Vec<Say> = about_size(template, node).into_iter().collect();
        lines.extend(about_image(template));
        return lines;
    }
    Vec::new()
}

/// System, generation and architecture of the image, as far as they are known.
pub fn about_image(template: Template<'_>) -> Vec<Say> {
    let system = os::operating_system(template).map(|it| told(Say::same(it.os.name()), template, it.because));
    let generation = generation::generation(template).map(|it| {
        let number = it.generation.number();
        let what = say! { en: "Generation {number}", pt_br: "Geração {number}" };
        told(what, template, it.because)
    });
    let architecture =
        architecture::architecture(template).map(|it| told(Say::same(it.architecture.name()), template, it.because));
    [system, generation, architecture].into_iter().flatten().collect()
}

/// "Windows, because `publisher` is `MicrosoftWindowsServer`."
fn told(what: Say, template: Template<'_>, because: Node<'_>) -> Say {
    let why = reason::because(template, because);
    Say {
        en: format!("{}, {}.", what.en, why.en).into(),
        pt_br: format!("{}, {}.", what.pt_br, why.pt_br).into(),
    }
}

/// What the name of the size means; if it is empty, the default size of the service.
fn about_size(template: Template<'_>, node: Node<'_>) -> Option<Say> {
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
    let architecture = size.architecture().name();
    let cores = match size.cores() {
        Some(1) => say! { en: "one core", pt_br: "um núcleo" },
        Some(cores) => say! { en: "{cores} cores", pt_br: "{cores} núcleos" },
        None => return None,
    };
    let only = match size.only_generation().map(Generation::number) {
        Some(number) => {
            say! { en: ", supports only generation {number}", pt_br: ", compatível apenas com a geração {number}" }
        }
        None => Say::default(),
    };
    let from = match template.resolve(node).and_then(|it| it.file()).map(code) {
        Some(file) => say! {
            en: " Set in the parameter file {file}.",
            pt_br: " Definido no arquivo de parâmetros {file}.",
        },
        None => Say::default(),
    };
    Some(Say {
        en: format!("`{name}`: {}, {architecture}{}.{}", cores.en, only.en, from.en).into(),
        pt_br: format!("`{name}`: {}, {architecture}{}.{}", cores.pt_br, only.pt_br, from.pt_br).into(),
    })
}
