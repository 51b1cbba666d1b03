//! The comments of a script.

use crate::script::{Dialect, parser};
use crate::text::span::Span;

/// Where they are, in order, each without the blanks at its end; none of a script that is too long to be read.
pub fn comments(text: &str, dialect: Dialect) -> Vec<Span> {
    let mut found = Vec::new();
    let Some(tree) = parser::parse(text, dialect) else {
        return found;
    };
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        if node.kind() == "comment" {
            let node_span = Span::new(node.start_byte() as u32, node.end_byte() as u32);
            let written = node_span.of(text).trim_end();
            found.push(Span::new(node_span.start, node_span.start + written.len() as u32));
        }
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return found;
            }
        }
    }
}
