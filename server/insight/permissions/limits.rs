//! What a template cannot show about the permissions of its identity.

use crate::expr::eval::Origin;
use crate::insight::permissions::access::Access;
use crate::insight::permissions::scope::Scope;
use crate::insight::permissions::{Need, filled, is_of, is_shared};
use crate::locale::Message;
use crate::model::deployed::Deployed;
use crate::model::storage;
use crate::model::template::Template;
use crate::model::value;
use crate::say;
use crate::syntax::tree::{Kind, Node};

/// What a template does not show, a clause each.
pub(super) fn limits(template: Template<'_>, needs: &[Need<'_>], deployed: Option<&Deployed<'_>>) -> Vec<Message> {
    let mut limits = vec![
        say! {
            en: "which roles the identity already has, on these scopes or on a parent",
            pt_br: "quais funções a identidade já tem, nestes escopos ou em um escopo pai",
        },
        say! {
            en: "policies, locks, deny assignments and firewalls that block what a role allows",
            pt_br: "políticas, bloqueios, atribuições de negação e firewalls que impedem o que uma função permite",
        },
        say! {
            en: "the permissions of the user who submits the template and starts the build",
            pt_br: "as permissões de quem envia o template e inicia o build",
        },
        say! {
            en: "permissions that scripts need for the identities of the build VM",
            pt_br: "permissões de que os scripts precisam para as identidades da VM de build",
        },
    ];
    let asks = |access: Access| needs.iter().any(|it| it.access == access);
    if makes_network(template) {
        limits.push(say! {
            en: "whether a policy adds a DDoS protection plan to the network of the build; the identity must be allowed to join it",
            pt_br: "se uma política adiciona um plano de proteção contra DDoS à rede do build; a identidade precisa poder ingressar nele",
        });
    }
    if asks(Access::UseGroup) {
        limits.push(say! {
            en: "whether the staging resource group exists; one that the service creates needs no permission",
            pt_br: "se o grupo de recursos de preparo existe; um grupo criado pelo serviço não exige permissão",
        });
    }
    let rests_on_default = |node| {
        let said = deployed.and_then(|it| it.text(node));
        said.is_some_and(|it| it.from.iter().any(|it| matches!(it, Origin::Default(_))))
    };
    if needs
        .iter()
        .flat_map(|it| &it.required_by)
        .any(|it| rests_on_default(it.node))
    {
        limits.push(say! {
            en: "values that the deployment sets in place of defaults of parameters",
            pt_br: "valores que a implantação define no lugar de padrões de parâmetros",
        });
    }
    if needs.iter().any(|it| matches!(it.scope, Scope::Partial(_))) {
        limits.push(say! {
            en: "the parts of scopes in braces, which only the deployment determines",
            pt_br: "as partes de escopos entre chaves, que só a implantação determina",
        });
    }
    if needs.iter().any(|it| matches!(it.scope, Scope::Computed { .. })) {
        limits.push(say! {
            en: "the values of the expressions that are listed as unknown",
            pt_br: "os valores das expressões listadas como desconhecidas",
        });
    }
    limits.extend(of_lists(template));
    limits.extend(of_source(template));
    limits.extend(of_targets(template));
    let is_hidden = |it| value::is_computed(it) && storage::unsigned_blob(it).is_none();
    if storage::addresses(template).any(is_hidden) {
        limits.push(say! {
            en: "whether scripts and files with computed addresses are in a storage account",
            pt_br: "se scripts e arquivos com endereços calculados ficam em uma conta de armazenamento",
        });
    }
    limits
}

/// Whether the service creates a virtual network for the build: it needs none if both subnets are named.
/// Source: "Isolated Image Builds for Azure VM Image Builder", on policies that apply DDoS protection plans.
fn makes_network(template: Template<'_>) -> bool {
    let config = template.property("vmProfile").and_then(|it| it.get("vnetConfig"));
    config.and_then(|it| filled(it, "containerInstanceSubnetId")).is_none()
}

/// The parts of `properties` that can require permissions.
const PARTS: [&[&str]; 7] = [
    &["source"],
    &["customize"],
    &["validate"],
    &["validate", "inVMValidations"],
    &["distribute"],
    &["vmProfile"],
    &["vmProfile", "vnetConfig"],
];

/// Parts that expressions compute, whole or in part.
fn of_lists(template: Template<'_>) -> Option<Message> {
    let is_hidden = |node: Node<'_>| {
        let in_items = node.kind() == Kind::Array && node.children().any(value::is_expression);
        in_items || value::is_expression(node)
    };
    let properties = template.root.get("properties");
    let names: Vec<String> = PARTS
        .into_iter()
        .filter(|path| properties.and_then(|it| it.at(path)).is_some_and(is_hidden))
        .map(|path| format!("`{}`", path.join(".")))
        .collect();
    let list = names.join(", ");
    (!names.is_empty()).then(|| {
        say! {
            en: "what expressions add to {list}",
            pt_br: "o que expressões acrescentam a {list}",
        }
    })
}

fn of_source(template: Template<'_>) -> Option<Message> {
    let source = template
        .property("source")
        .filter(|it| is_of(*it, "SharedImageVersion"))?;
    filled(source, "imageVersionId").filter(|it| is_shared(*it)).map(|_| {
        say! {
            en: "whether the owner of the source gallery shares it with this subscription or tenant",
            pt_br: "se o proprietário da galeria de origem a compartilha com esta assinatura ou este locatário",
        }
    })
}

fn of_targets(template: Template<'_>) -> Option<Message> {
    let mut vhds = template.distributors().filter(|it| is_of(*it, "VHD"));
    vhds.any(|it| filled(it, "uri").is_some()).then(|| {
        say! {
            en: "which role can write to the storage account of `uri`; the documentation of the service names none",
            pt_br: "qual função permite gravar na conta de armazenamento de `uri`; a documentação do serviço não informa nenhuma",
        }
    })
}
