//! An identity that the deployment creates for a template and gives no role, though it assigns roles to others.

use crate::document::Document;
use crate::model::deployed::{self, Deployed};
use crate::model::role_assignment::{self, Principal};
use crate::model::substitution::Assume;
use crate::model::template::{Role, Template};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "permissions/identity-without-role",
    level: Level::Information,
    page: include_str!("identity_without_role.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

const IDENTITIES: &str = "microsoft.managedidentity/userassignedidentities";

fn check(doc: &Document, findings: &mut Findings<'_>) {
    if doc.tree().errors().iter().any(|it| it.kind.breaks_shape()) {
        return;
    }
    let mut reported: Vec<Node<'_>> = Vec::new();
    for template in doc
        .templates_with(Assume::Nothing)
        .filter(|it| it.role == Role::Template)
    {
        check_template(template, &mut reported, findings);
    }
}

fn check_template<'d>(template: Template<'d>, reported: &mut Vec<Node<'d>>, findings: &mut Findings<'_>) -> Option<()> {
    let deployed = Deployed::of(template)?;
    let entry = role_assignment::identity_entry(template)?;
    let identity = deployed.key(entry)?;
    let mut created = deployed.resources(IDENTITIES).into_iter();
    let created = created.find(|it| it.id.is_same(&identity) && deployed::is_created_with(it.node, template))?;
    if reported.contains(&created.node) || deployed.all().iter().any(|(node, kind)| may_assign(*node, kind)) {
        return None;
    }
    let principals = role_assignment::principals(&deployed);
    let is_other = |it: &Principal| match it {
        Principal::Identity(it) => !it.is_same(&identity),
        Principal::Other => true,
        Principal::Unknown => false,
    };
    let (first, _) = principals
        .first()
        .filter(|_| principals.iter().all(|(_, it)| is_other(it)))?;
    reported.push(created.node);
    let message = say! {
        en: "This deployment creates the identity and assigns roles, but none to it; the build needs some",
        pt_br: "Esta implantação cria a identidade e atribui funções, mas nenhuma a ela; o build precisa de algumas",
    };
    let here = say! { en: "A role for another identity", pt_br: "Uma função para outra identidade" };
    let assignment = first.get("type").unwrap_or(*first);
    findings
        .report(entry.key_span()?, message)
        .about(entry.span())
        .related(assignment.span(), here);
    Some(())
}

/// Whether a resource may assign roles that this document does not show: a deployment of another file, or a script.
fn may_assign(node: Node<'_>, kind: &str) -> bool {
    let is_linked = kind == "microsoft.resources/deployments" && node.at(&["properties", "template"]).is_none();
    is_linked || kind == "microsoft.resources/deploymentscripts"
}
