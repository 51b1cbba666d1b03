//! What `if` makes of its parts, in both languages.

use tree_sitter::Node;

use crate::script::command::ExecutionContext;

/// The conditions and the branches of an `if`, with the context of the commands in them.
pub(super) fn branches(node: Node<'_>, context: ExecutionContext) -> Vec<(Node<'_>, ExecutionContext)> {
    let mut cursor = node.walk();
    let mut parts = Vec::new();
    let mut more = cursor.goto_first_child();
    while more {
        if cursor.node().is_named() {
            let is_condition = cursor.field_name() == Some("condition");
            let inner = ExecutionContext {
                is_joined: true,
                is_tested: context.is_tested || is_condition,
                is_conditional: context.is_conditional || !is_condition,
                ..context
            };
            parts.push((cursor.node(), inner));
        }
        more = cursor.goto_next_sibling();
    }
    parts
}
