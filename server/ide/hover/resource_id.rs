//! On a resource ID, written or evaluated, also as a key: what it names, part by part.

use std::borrow::Cow;

use crate::expr::expression::Expression;
use crate::ide::hover::subject::Subject;
use crate::locale::Message;
use crate::model::resource_id::{self, Parts};
use crate::model::value;
use crate::say;
use crate::syntax::tree::Kind;
use crate::text::plain::code;

/// The parts of the ID that a subject is, as one list; none for another text.
pub(super) fn lines(subject: &Subject<'_>) -> Vec<Message> {
    let text = text(subject).unwrap_or_default();
    resource_id::parts(&text).map(|it| described(&it)).into_iter().collect()
}

/// What the text evaluates to. Names that only the deployment knows are in braces.
fn text(subject: &Subject<'_>) -> Option<String> {
    let part = subject.part;
    let expression = match subject.is_free_key() {
        true => Expression::of_key(part),
        false => Expression::of(part).filter(|_| value::is_expression(part)),
    };
    if let Some(expression) = expression {
        subject.template.deployment?;
        return subject.template.evaluate(&expression).value.ok()?.inside_text();
    }
    match part.kind() {
        _ if subject.is_free_key() => part.key(),
        Kind::String => part.as_str(),
        _ => None,
    }
    .map(Cow::into_owned)
}

fn described(parts: &Parts<'_>) -> Message {
    let types: Vec<&str> = parts.path.iter().map(|it| it.0).collect();
    let full = |len: usize| {
        let types = types.get(..len).unwrap_or_default().join("/");
        parts.provider.map_or(types.clone(), |it| format!("{it}/{types}"))
    };
    let resources = parts.path.iter().enumerate().rev().map(|(at, (kind, name))| {
        let name = code(name);
        let Message { en, pt_br } = noun(&full(at + 1)).unwrap_or_else(|| Message::same(code(kind)));
        say! { en: "- {en}: {name}", pt_br: "- {pt_br}: {name}" }
    });
    let group = parts.group.map(code);
    let subscription = parts.subscription.map(code);
    let kind = parts.provider.map(|_| code(&full(types.len())));
    let rest = [
        group.map(|it| say! { en: "- Resource group: {it}", pt_br: "- Grupo de recursos: {it}" }),
        subscription.map(|it| say! { en: "- Subscription: {it}", pt_br: "- Assinatura: {it}" }),
        kind.map(|it| say! { en: "- Resource type: {it}", pt_br: "- Tipo de recurso: {it}" }),
    ];
    Message::join(resources.chain(rest.into_iter().flatten()), "\n")
}

/// What people call a resource of a type; `None` for one that image templates rarely name.
fn noun(kind: &str) -> Option<Message> {
    Some(match kind.to_ascii_lowercase().as_str() {
        "microsoft.compute/galleries" => say! { en: "Gallery", pt_br: "Galeria" },
        "sharedgalleries" => say! { en: "Shared gallery", pt_br: "Galeria compartilhada" },
        "communitygalleries" => say! { en: "Community gallery", pt_br: "Galeria da comunidade" },
        "microsoft.compute/galleries/images" | "sharedgalleries/images" | "communitygalleries/images" => {
            say! { en: "Image definition", pt_br: "Definição de imagem" }
        }
        "microsoft.compute/galleries/images/versions"
        | "sharedgalleries/images/versions"
        | "communitygalleries/images/versions" => say! { en: "Image version", pt_br: "Versão da imagem" },
        "microsoft.compute/images" => say! { en: "Managed image", pt_br: "Imagem gerenciada" },
        "microsoft.compute/disks" => say! { en: "Managed disk", pt_br: "Disco gerenciado" },
        "microsoft.compute/snapshots" => say! { en: "Snapshot", pt_br: "Instantâneo" },
        "microsoft.managedidentity/userassignedidentities" => {
            say! { en: "User-assigned identity", pt_br: "Identidade atribuída pelo usuário" }
        }
        "microsoft.network/virtualnetworks" => say! { en: "Virtual network", pt_br: "Rede virtual" },
        "microsoft.network/virtualnetworks/subnets" => say! { en: "Subnet", pt_br: "Sub-rede" },
        "microsoft.storage/storageaccounts" => say! { en: "Storage account", pt_br: "Conta de armazenamento" },
        "microsoft.virtualmachineimages/imagetemplates" => say! { en: "Image template", pt_br: "Template de imagem" },
        "microsoft.virtualmachineimages/imagetemplates/runoutputs" => {
            say! { en: "Run output", pt_br: "Saída da execução" }
        }
        "microsoft.virtualmachineimages/imagetemplates/triggers" => say! { en: "Trigger", pt_br: "Gatilho" },
        _ => return None,
    })
}
