//! The resource group for the temporary resources of a build.

mod bad_id;
mod not_empty;
mod other_region;
mod reserved_tags;
mod shared;

use crate::model::deployed::Deployed;
use crate::model::neighbours::Text;
use crate::model::template::Template;
use crate::model::value;
use crate::rules::Rule;
use crate::syntax::tree::Node;

/// The rules of the family.
pub(super) static RULES: [&Rule; 5] = [
    &bad_id::RULE,
    &shared::RULE,
    &other_region::RULE,
    &not_empty::RULE,
    &reserved_tags::RULE,
];

/// The group that a template names, by what its ID says where that can be compared with other IDs of the document; `None` also for
/// an empty text, which leaves the group to the service.
fn staging_group<'d>(template: Template<'d>, deployed: &Deployed<'d>) -> Option<(Node<'d>, Text)> {
    let node = template.property("stagingResourceGroup")?;
    let said = deployed.text(node).filter(Text::is_comparable)?;
    let id = said.text.trim_end_matches('/');
    // A parameter alone may be empty, or no ID at all.
    let names_group = id.to_ascii_lowercase().contains("/resourcegroups/");
    let is_filled = names_group && !(said.is_known && value::has_placeholder(id));
    is_filled.then(|| (node, deployed.part(&said, id)))
}
