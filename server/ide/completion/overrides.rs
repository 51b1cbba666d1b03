//! Steps that write the script of the build's hidden last step anew, for the list of steps.

use crate::ide::completion::skeleton::Skeleton;
use crate::locale::Say;
use crate::model::deprovision::{self, Override};
use crate::model::os;
use crate::model::template::Template;
use crate::say;
use crate::syntax::tree::Node;

/// One such step, to be offered.
pub(super) struct Offer {
    pub label: &'static str,
    pub words: Say,
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
            en: "Writes the script with which the build generalises the VM, `{path}`, as the service would, for you to change. Place it last.",
            pt_br: "Grava o script com que o build generaliza a VM, `{path}`, como o serviço faria, para você alterar. Coloque-a por último.",
        },
        Override::WindowsVm => say! {
            en: "Writes the script with which the build generalises the VM, `{path}`, with `/mode:vm` for Sysprep, which needs it where Hyper-V was installed. Place it last.",
            pt_br: "Grava o script com que o build generaliza a VM, `{path}`, com `/mode:vm` para o Sysprep, que precisa disso quando o Hyper-V foi instalado. Coloque-a por último.",
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
