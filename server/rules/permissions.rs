//! Roles that the template's identity needs and the template cannot show: advice, once a file.

mod build_identity_operator;
mod existing_staging_group;
mod identity_without_role;
mod storage_reader;

use crate::document::Document;
use crate::model::deployed::Deployed;
use crate::model::neighbours::Text;
use crate::model::role_assignment::{self, RoleAssignments};
use crate::model::storage::Container;
use crate::model::substitution::Assume;
use crate::model::template::Template;
use crate::rules::Rule;
use crate::rules::engine::versions;
use crate::syntax::tree::Node;

/// The rules of the family.
pub(super) static RULES: [&Rule; 4] = [
    &build_identity_operator::RULE,
    &storage_reader::RULE,
    &existing_staging_group::RULE,
    &identity_without_role::RULE,
];

/// Whether the template's version has a property that another version introduced; an unknown version may.
fn may_have(template: Template<'_>, since: &str) -> bool {
    template.api_version().is_none() || versions::version_from(template, since).is_some()
}

/// What the deployment of a document grants the identities of its templates itself.
struct Grants<'d> {
    deployed: Deployed<'d>,
    roles: RoleAssignments<'d>,
}

impl<'d> Grants<'d> {
    /// `None` for a document that assigns no roles.
    fn of(doc: &'d Document, assume: Assume) -> Option<Self> {
        let deployed = Deployed::of(doc.templates_with(assume).next()?)?;
        deployed.declared(role_assignment::TYPE).next()?;
        let roles = RoleAssignments::of(deployed);
        Some(Self { deployed, roles })
    }

    /// Whether a template's identity is assigned a built-in role on the scope whose ID a value is.
    fn role_on(&self, template: Template<'d>, role: &str, id: Node<'d>) -> bool {
        let assignments = self.roles.for_template(template);
        let text = || self.deployed.text(id).filter(Text::is_comparable);
        let gives = |id: &str| assignments.iter().any(|it| it.gives_role(role, id));
        !assignments.is_empty() && text().is_some_and(|it| gives(&it.text))
    }

    fn role_on_container(&self, template: Template<'d>, role: &str, container: &Container) -> bool {
        let assignments = self.roles.for_template(template);
        assignments.iter().any(|it| it.gives_role_on_container(role, container))
    }
}
