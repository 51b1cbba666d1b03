//! What `if` makes of its parts, in both languages.

use tree_sitter::Node;

use crate::script::command::Around;

/// The conditions and the branches of an `if`, with what stands around the commands in them.
pub(super) fn branches(node: Node<'_>, around: Around) -> Vec<(Node<'_>, Around)> {
    let mut cursor = node.walk();
    let mut parts = Vec::new();
    let mut more = cursor.goto_first_child();
    while more {
        if cursor.node().is_named() {
            let is_condition = cursor.field_name() == Some("condition");
            let inner = Around {
                is_joined: true,
                is_tested: around.is_tested || is_condition,
                is_conditional: around.is_conditional || !is_condition,
                ..around
            };
            parts.push((cursor.node(), inner));
        }
        more = cursor.goto_next_sibling();
    }
    parts
}
