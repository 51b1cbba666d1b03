//! Roles that the template's identity needs and the template cannot show: advice, once a file.

mod build_identity_operator;
mod existing_staging_group;
mod identity_without_role;
mod storage_reader;

use crate::model::deployed::{Deployed, Text};
use crate::model::role_assignment::{self, Assignment};
use crate::model::storage::Container;
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

/// What the deployment of a template grants its identity itself.
struct Grants<'d> {
    deployed: Option<Deployed<'d>>,
    assignments: Vec<Assignment<'d>>,
}

impl<'d> Grants<'d> {
    fn of(template: Template<'d>) -> Self {
        let deployed = Deployed::of(template);
        let assignments = deployed.as_ref().map(|it| role_assignment::assignments(template, it));
        Self {
            assignments: assignments.unwrap_or_default(),
            deployed,
        }
    }

    /// Whether a built-in role is assigned on the scope whose ID a value is.
    fn role_on(&self, role: &str, id: Node<'d>) -> bool {
        let text = self
            .deployed
            .as_ref()
            .and_then(|it| it.text(id))
            .filter(Text::is_comparable);
        text.is_some_and(|text| self.assignments.iter().any(|it| it.gives_role(role, &text.text)))
    }

    fn role_on_container(&self, role: &str, container: &Container) -> bool {
        self.assignments
            .iter()
            .any(|it| it.gives_role_on_container(role, container))
    }
}
