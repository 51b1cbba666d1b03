//! Actions that append a step which writes the script of the build's hidden last step anew.

use crate::document::Document;
use crate::ide::actions::{Action, Kind};
use crate::locale::Message;
use crate::model::deprovision::Override;
use crate::model::os;
use crate::model::template::Role;
use crate::say;
use crate::script::overrides;
use crate::script::scripts::Scripts;
use crate::syntax::patch;
use crate::syntax::tree::{Kind as Json, Node};

/// What is offered on the name `customize`, on its brackets and on its last step; nothing where a step that can be seen writes the
/// script, and on another system's account.
pub fn override_steps(doc: &Document, at: u32) -> Vec<Action> {
    let Some(template) = doc.template_at(at).filter(|it| it.role == Role::Template) else {
        return Vec::new();
    };
    let list = template.property("customize");
    let Some(list) = list.filter(|it| it.kind() == Json::Array && it.is_closed() && is_meant(*it, at)) else {
        return Vec::new();
    };
    if doc.tree().is_broken(list.span()) || overrides::are_there(&Scripts::read(template)) {
        return Vec::new();
    }
    let system = os::operating_system(template).map(|it| it.os);
    let fits = |it: &Override| system.is_none_or(|os| os == it.os());
    let action = |it: Override| Action::new(title(it), Kind::Refactor, vec![patch::add_item(list, &it.step())]);
    Override::ALL.into_iter().filter(fits).map(action).collect()
}

/// Whether a position is at the name of a list, at one of its brackets or in its last item.
fn is_meant(list: Node<'_>, at: u32) -> bool {
    let span = list.span();
    let is_bracket = (span.start..=span.start + 1).contains(&at) || (span.end - 1..=span.end).contains(&at);
    let last = list.last_child().map(Node::span);
    is_bracket || [list.key_span(), last].into_iter().flatten().any(|it| it.touches(at))
}

fn title(way: Override) -> Message {
    match way {
        Override::Windows => say! {
            en: "Add a custom deprovisioning script (Windows)",
            pt_br: "Adicionar um script de desprovisionamento personalizado (Windows)",
        },
        Override::WindowsVm => say! {
            en: "Add a custom deprovisioning script (Windows, `/mode:vm`)",
            pt_br: "Adicionar um script de desprovisionamento personalizado (Windows, `/mode:vm`)",
        },
        Override::Linux => say! {
            en: "Add a custom deprovisioning script (Linux)",
            pt_br: "Adicionar um script de desprovisionamento personalizado (Linux)",
        },
    }
}
