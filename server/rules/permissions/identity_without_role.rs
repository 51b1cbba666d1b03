//! An identity that the deployment creates for a template and gives no role, though it assigns roles to others.

use crate::document::Document;
use crate::model::deployed;
use crate::model::role_assignment::{self, Assignment, Principal};
use crate::model::substitution::Assume;
use crate::model::template::{Role, Template};
use crate::rules::permissions::Grants;
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
    let templates = doc
        .templates_with(Assume::Nothing)
        .filter(|it| it.role == Role::Template);
    let Some(grants) = Grants::of(doc, Assume::Nothing).filter(|it| is_visible(it)) else {
        return;
    };
    let mut reported: Vec<Node<'_>> = Vec::new();
    for template in templates {
        check_template(template, &grants, &mut reported, findings);
    }
}

/// Whether the document shows every role that its deployment assigns, and that it assigns some.
fn is_visible(grants: &Grants<'_>) -> bool {
    let all = grants.roles.all();
    let is_unknown = |it: &Assignment<'_>| matches!(it.principal, Principal::Unknown);
    let mut others = grants.deployed.resources();
    !all.is_empty() && !all.iter().any(is_unknown) && !others.any(|(node, kind)| may_assign(node, kind))
}

fn check_template<'d>(
    template: Template<'d>,
    grants: &Grants<'d>,
    reported: &mut Vec<Node<'d>>,
    findings: &mut Findings<'_>,
) -> Option<()> {
    let entry = role_assignment::identity_entry(template)?;
    let identity = grants.deployed.key(entry)?;
    let created = grants.deployed.find(IDENTITIES, &identity)?;
    let is_its = |it: &Assignment<'d>| matches!(&it.principal, Principal::Identity(it) if it.is_same(&identity));
    let (first, all) = (grants.roles.all().first()?, grants.roles.all());
    if reported.contains(&created.node) || all.iter().any(is_its) || !deployed::is_created_with(created.node, template)
    {
        return None;
    }
    reported.push(created.node);
    let message = say! {
        en: "This deployment creates the identity and assigns roles, but none to it; the build needs some",
        pt_br: "Esta implantação cria a identidade e atribui funções, mas nenhuma a ela; o build precisa de algumas",
    };
    let here = say! { en: "A role for another identity", pt_br: "Uma função para outra identidade" };
    let assignment = first.node.get("type").unwrap_or(first.node);
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
