//! The execution context of a command: branches, loops, pipes and script blocks.

use tree_sitter::Node;

use crate::script::analysis::powershell::{PowerShell, Task, children, innermost, span};
use crate::script::command::Around;
use crate::text::span::Span;

/// The execution context of the script blocks among the words of a command.
pub(super) fn of_blocks(name: &str, is_called: bool, around: Around) -> Around {
    let around = Around {
        is_joined: true,
        ..around
    };
    match name {
        _ if is_called => around,
        "invoke-command" | "measure-command" => around,
        "foreach-object" => Around {
            is_repeated: true,
            ..around
        },
        "start-job" | "start-threadjob" => Around {
            is_background: true,
            ..around
        },
        _ => Around {
            is_called: true,
            ..around
        },
    }
}

/// A word of a command to visit: a script block in it is where the command runs it.
pub(super) fn argument<'t>(task: Task<'t>, node: Node<'t>, block: Around) -> Option<Task<'t>> {
    let mut inner = innermost(node);
    if inner.kind() == "command_name_expr" {
        inner = inner.named_child(0)?;
    }
    let at = |node, around| Task {
        node,
        around,
        pipe: None,
    };
    if inner.kind() == "script_block_expression" {
        // Its parts, so that it is not taken for one that something else calls.
        let body = children(inner).into_iter().find(|it| it.kind() == "script_block")?;
        return Some(at(body, block));
    }
    (inner.child_count() > 0).then(|| {
        at(
            inner,
            Around {
                is_joined: true,
                ..task.around
            },
        )
    })
}

pub(super) fn inside<'t>(task: Task<'t>, around: Around) -> Vec<Task<'t>> {
    let parts = children(task.node).into_iter().filter(|it| it.is_named());
    parts
        .map(|node| Task {
            node,
            around,
            pipe: task.pipe,
        })
        .collect()
}

pub(super) fn chain<'t>(task: Task<'t>) -> Vec<Task<'t>> {
    let parts = children(task.node);
    if !parts.iter().any(|it| it.kind() == "|") {
        return inside(task, task.around);
    }
    let id = task.node.start_byte() as u32;
    let around = Around {
        is_joined: true,
        ..task.around
    };
    let named = parts.into_iter().filter(|it| it.is_named()).enumerate();
    named
        .map(|(nth, node)| Task {
            node,
            around,
            pipe: Some((id, nth as u32)),
        })
        .collect()
}

/// The word that begins a loop, where its condition is always true and nothing in it leaves it.
pub(super) fn endless(reader: &PowerShell<'_>, node: Node<'_>) -> Option<Span> {
    let word = node.child(0)?;
    let condition = children(node).into_iter().find(|it| it.kind() == "while_condition");
    let condition = condition.map(|it| reader.of(span(it)).trim().to_ascii_lowercase());
    let is_until = children(node).iter().any(|it| it.kind() == "until");
    let is_always = match (word.kind(), condition.as_deref()) {
        ("while" | "do", Some("$true" | "1")) => !is_until,
        ("do", Some("$false" | "0")) => is_until,
        _ => false,
    };
    let lower = reader.of(span(node)).to_ascii_lowercase();
    let leaves = |it: &str| matches!(it, "break" | "exit" | "return" | "throw");
    let mut words = lower.split(|it: char| !it.is_alphanumeric());
    (is_always && !words.any(leaves)).then(|| span(word))
}
