//! What the outermost object of a document shows of its kind.

use crate::model::value;
use crate::syntax::tree::Node;

/// Whether an object is a deployment template: it names that schema, or lists resources and is no
/// resource itself.
pub fn is_deployment(root: Node<'_>) -> bool {
    let names_schema = value::text(root.get("$schema"))
        .known()
        .is_some_and(|it| it.to_ascii_lowercase().contains("deploymenttemplate"));
    names_schema || (root.get("resources").is_some() && root.get("type").is_none())
}
