//! Completion of steps that replace the deprovisioning script, which runs as the hidden last step of the build.

use crate::ide::completion::skeleton::Skeleton;
use crate::locale::Message;
use crate::model::deprovision::{self, Override};
use crate::model::os;
use crate::model::template::Template;
use crate::say;
use crate::syntax::tree::Node;

/// One such step, to be offered.
pub(super) struct Offer {
    pub label: &'static str,
    pub words: Message,
    pub skeleton: Skeleton,
}

/// The steps that fit the system of a template, for a list of it that takes them; where the system
/// is not known, those of both.
pub(super) fn offers<'d>(template: Template<'d>, list: Node<'d>) -> Vec<Offer> {
    if template.property("customize") != Some(list) {
        return Vec::new();
    }
    let system = os::operating_system(template).map(|it| it.os);
    let fits = |it: &Override| system.is_none_or(|os| os == it.os());
    Override::ALL.into_iter().filter(fits).map(offer).collect()
}

fn offer(way: Override) -> Offer {
    let path = deprovision::path(way.os());
    let words = match way {
        Override::Windows | Override::Linux => say! {
            en: "Writes `{path}`, the script that generalizes the VM at the end of the build, with the service's own commands for you to edit. Place this step last.",
            pt_br: "Grava `{path}`, o script que generaliza a VM no fim do build, com os comandos do próprio serviço para você editar. Coloque esta etapa por último.",
        },
        Override::WindowsVm => say! {
            en: "Writes `{path}`, the script that generalizes the VM at the end of the build, and runs Sysprep with `/mode:vm`, which images with the Hyper-V role may need. Place this step last.",
            pt_br: "Grava `{path}`, o script que generaliza a VM no fim do build, e executa o Sysprep com `/mode:vm`, que imagens com a função Hyper-V podem exigir. Coloque esta etapa por último.",
        },
    };
    let label = match way {
        Override::Windows => "DeprovisioningScript: Windows",
        Override::WindowsVm => "DeprovisioningScript: Windows, /mode:vm",
        Override::Linux => "DeprovisioningScript: Linux",
    };
    Offer {
        label,
        words,
        skeleton: skeleton(&way.step()),
    }
}

/// JSON of several lines in both spellings; nothing in it is to be filled in.
fn skeleton(json: &str) -> Skeleton {
    let mut snippet = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(c, '\\' | '$' | '}') {
            snippet.push('\\');
        }
        snippet.push(c);
    }
    let tabbed = |line: &str| {
        let rest = line.trim_start_matches(' ');
        format!("{}{rest}", "\t".repeat((line.len() - rest.len()) / 2))
    };
    Skeleton {
        plain: json.lines().map(str::trim).collect::<Vec<_>>().join(" "),
        snippet: snippet.lines().map(tabbed).collect::<Vec<_>>().join("\n"),
    }
}
